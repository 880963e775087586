/// Resources on their way into charts: whose each is, what it refers to, what a Bundle's entries
/// are outside of it. For whoever makes charts of files, into a store or not.
@NullMarked
package org.osteon.chart.incoming;

import org.jspecify.annotations.NullMarked;
