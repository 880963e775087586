/// Adverse events that an authority has to be told of: to whom, by when, as the region's rules say
/// as data; what is known of it from the chart, what a person adds, signs and sends is kept as
/// responses of a form (records, 7.3). Nothing is sent.
@NullMarked
package org.osteon.workflow.safety;

import org.jspecify.annotations.NullMarked;
