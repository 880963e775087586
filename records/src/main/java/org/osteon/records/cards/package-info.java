/// What cards told other systems, how often, and what became of them there: the figures by which a
/// site sees which rule tires those whom it warns.
@NullMarked
package org.osteon.records.cards;

import org.jspecify.annotations.NullMarked;
