package org.osteon.store;

/// A look as it was kept.
///
/// @param sequence 1, 2, 3 … without gaps over the whole store
public record LookEntry(long sequence, Look look) {
    /// The same without what was looked at exactly.
    public LookEntry withoutDetail(String instead) {
        return new LookEntry(
                sequence,
                new Look(
                        look.at(),
                        look.person(),
                        look.name(),
                        look.role(),
                        look.purpose(),
                        look.address(),
                        look.request(),
                        instead,
                        look.outcome(),
                        look.charts(),
                        ""));
    }
}
