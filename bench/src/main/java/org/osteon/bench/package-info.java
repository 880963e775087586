/// Benchmarks of the hot paths, each beside a named peer in the same run.
@NullMarked
package org.osteon.bench;

import org.jspecify.annotations.NullMarked;
