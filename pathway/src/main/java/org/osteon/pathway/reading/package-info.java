/// Between the chart as written and the rules: units, medicines and orders recognised, what is not
/// usable marked, what belongs to somebody else set aside, and a report of all of it.
///
/// Rules may then rest on plain facts; what the chart says otherwise is never lost, as each
/// resource keeps its words and numbers as written.
@NullMarked
package org.osteon.pathway.reading;

import org.jspecify.annotations.NullMarked;
