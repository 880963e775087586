/// What other systems ask by CDS Hooks 2.0 (`cds-hooks.hl7.org/2.0`) and which cards say what the
/// pathways do; what cards told, how often, and what became of them there: the figures by which a
/// site sees which rule tires those whom it warns. Knows no HTTP.
@NullMarked
package org.osteon.records.cards;

import org.jspecify.annotations.NullMarked;
