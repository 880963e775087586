/// What people do to a chart, as values: an order from its draft to what was given, with the
/// reasons, the second person and what had changed meanwhile. A chart and an intention go in, an
/// [org.osteon.workflow.Outcome] comes out; doors write it. Depends on `pathway` and `chart`; knows
/// no store, no HTTP and no clock.
@NullMarked
package org.osteon.workflow;

import org.jspecify.annotations.NullMarked;
