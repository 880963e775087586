/// Where it starts: the command line, and the two commands that open the server. Beneath it the
/// doors (`cli`, `http`), which do not know each other, over what they share: `charts`, `cohort`,
/// `words`.
@NullMarked
package org.osteon.app;

import org.jspecify.annotations.NullMarked;
