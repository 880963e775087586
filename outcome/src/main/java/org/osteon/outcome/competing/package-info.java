/// Time to the first of several kinds of event: cumulative incidence, Gray's test, Fine-Gray
/// regression.
@NullMarked
package org.osteon.outcome.competing;

import org.jspecify.annotations.NullMarked;
