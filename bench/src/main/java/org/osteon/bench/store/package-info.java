/// The store's speed: imports, reads, searches and verification on both databases, beside a bare
/// table.
@NullMarked
package org.osteon.bench.store;

import org.jspecify.annotations.NullMarked;
