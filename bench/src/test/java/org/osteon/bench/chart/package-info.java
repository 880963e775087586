/// Charts from elsewhere, in numbers: reading and assessing what other software wrote.
@NullMarked
package org.osteon.bench.chart;

import org.jspecify.annotations.NullMarked;
