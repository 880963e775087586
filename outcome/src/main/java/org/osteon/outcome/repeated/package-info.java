/// The mixed model for repeated measures.
@NullMarked
package org.osteon.outcome.repeated;

import org.jspecify.annotations.NullMarked;
