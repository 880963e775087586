/// Many cases, each a chart with the day and the pathways to assess it by: read, assessed, told in
/// a line each. What cannot be used is a line, too.
@NullMarked
package org.osteon.pathway.batch;

import org.jspecify.annotations.NullMarked;
