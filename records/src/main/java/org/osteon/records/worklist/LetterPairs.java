package org.osteon.records.worklist;

import java.util.Collection;

/// Which pairs of letters stand beside each other in some texts, as far as 64 bits tell: what lacks
/// a pair of a word has not the word. Most lines are passed over by that, and are not read.
///
/// @param bits one of them for each pair; several pairs share one
public record LetterPairs(long bits) {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SIX_BITS = 58;

    /// Those of all of these texts.
    public static LetterPairs of(Collection<String> texts) {
        long bits = 0;
        for (String text : texts) {
            for (int i = 1; i < text.length(); i++) {
                long pair = ((long) text.charAt(i - 1) << Character.SIZE) | text.charAt(i);
                bits |= 1L << ((pair * SPREAD) >>> SIX_BITS);
            }
        }
        return new LetterPairs(bits);
    }

    /// Whether all of the other's are among these; where not, none of these texts has all of the
    /// other's.
    public boolean has(LetterPairs others) {
        return (others.bits & ~bits) == 0;
    }
}
