package org.osteon.records.charts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.osteon.store.ChartStore;

/// Names that tell nobody who it is, made with a secret of the store.
final class Pseudonyms {
    private static final String ID = "pseudonyms";
    private static final String HMAC = "HmacSHA256";
    private static final int DIGITS = 12;

    private final ChartStore store;
    private @Nullable SecretKeySpec key;

    Pseudonyms(ChartStore store) {
        this.store = store;
    }

    String of(String chart) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key());
            return "coded-"
                    + HexFormat.of()
                            .formatHex(mac.doFinal(chart.getBytes(StandardCharsets.UTF_8)))
                            .substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private synchronized SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(StoreSecret.of(store, ID), HMAC);
            key = known;
        }
        return known;
    }
}
