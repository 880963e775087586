/// Results of several sites put together: fixed and random effects, and how unlike they are.
@NullMarked
package org.osteon.outcome.pooling;

import org.jspecify.annotations.NullMarked;
