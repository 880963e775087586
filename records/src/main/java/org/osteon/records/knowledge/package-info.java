/// The states of the knowledge that were applied here, kept by their hash, and what changed between
/// them; the rule book, and what becomes of each rule here. Depends on `pathway` and `workflow`;
/// knows no door.
@NullMarked
package org.osteon.records.knowledge;

import org.jspecify.annotations.NullMarked;
