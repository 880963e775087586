/// Finding donors: which rows of a registry can match, how they rank, why, and what changed since
/// the last time.
@NullMarked
package org.osteon.hla.search;

import org.jspecify.annotations.NullMarked;
