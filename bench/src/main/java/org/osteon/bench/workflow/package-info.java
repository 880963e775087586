/// Forms on full charts.
@NullMarked
package org.osteon.bench.workflow;

import org.jspecify.annotations.NullMarked;
