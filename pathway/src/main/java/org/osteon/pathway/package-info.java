/// Applies the knowledge of a pathway to a chart as of a date and gives an assessment. Depends on
/// chart only: no store, no clock, no HTTP; it knows no therapy by name.
@NullMarked
package org.osteon.pathway;

import org.jspecify.annotations.NullMarked;
