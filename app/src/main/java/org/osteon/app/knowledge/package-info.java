/// The states of the knowledge that were applied here, kept by their hash, and what changed between
/// them. Depends on `pathway` and `words`; knows no door.
@NullMarked
package org.osteon.app.knowledge;

import org.jspecify.annotations.NullMarked;
