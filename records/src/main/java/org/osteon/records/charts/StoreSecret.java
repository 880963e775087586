package org.osteon.records.charts;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.osteon.store.ChartStore;
import org.osteon.store.KeptNote;

/// A secret that a store keeps for one purpose: made when it is first asked for, the same on all
/// servers of the store, and shown to nobody.
public final class StoreSecret {
    private static final String KIND = "secret";
    private static final int BYTES = 32;

    private StoreSecret() {}

    /// The one with which names of people in rows for a pool are made: it never leaves the store.
    public static byte[] ofPools(ChartStore store) {
        return of(store, "pool");
    }

    /// The one with which definitions of studies are named where the store has no key outside its
    /// database.
    public static byte[] ofStudies(ChartStore store) {
        return of(store, "study-names");
    }

    /// The one of that name.
    static byte[] of(ChartStore store, String name) {
        String kept = store.kept(KIND, name).orElseGet(() -> made(store, name)).json();
        return HexFormat.of().parseHex(kept.substring(1, kept.length() - 1));
    }

    private static KeptNote made(ChartStore store, String name) {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        // Where another server was quicker, its secret counts.
        store.replace(
                KIND, null, new KeptNote(name, "\"" + HexFormat.of().formatHex(fresh) + "\""));
        return store.kept(KIND, name).orElseThrow();
    }
}
