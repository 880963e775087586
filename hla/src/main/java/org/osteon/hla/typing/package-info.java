/// What laboratories report, read once into values: tokens, positions, locus typings, whole typings
/// and GL Strings, with every finding on the way. Text is never interpreted outside this package.
@NullMarked
package org.osteon.hla.typing;

import org.jspecify.annotations.NullMarked;
