/// How well blinding held: indices of what people guessed.
@NullMarked
package org.osteon.outcome.blinding;

import org.jspecify.annotations.NullMarked;
