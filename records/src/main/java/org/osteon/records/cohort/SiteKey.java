package org.osteon.records.cohort;

import java.util.HexFormat;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.ChartStore;

/// The key with which a store makes the names of people in rows for a pool: made when it is first
/// asked for, the same on all servers of the store, and shown to nobody.
public final class SiteKey {
    private static final String SECRETS = "secret";
    private static final String ID = "pool";

    private SiteKey() {}

    /// The key of a store.
    public static byte[] of(ChartStore store) {
        return HexFormat.of()
                .parseHex(
                        new Notes<>(store, SECRETS, String.class)
                                .usable(ID, one -> !one.isEmpty(), Secrets::fresh));
    }
}
