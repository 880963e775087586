package org.osteon.workflow;

import java.text.Normalizer;
import java.util.Locale;

/// The name of a person as people write it: capitals, spaces and how a letter is composed make
/// nobody another.
public final class PersonName {
    private PersonName() {}

    /// Whether two names are one person's; an empty name is nobody's.
    public static boolean areSame(String one, String other) {
        return !one.isBlank()
                && !other.isBlank()
                && (one.equals(other) || key(one).equals(key(other)));
    }

    /// Why whoever signs under a name is not another person than its bearer, and what to do about
    /// it.
    ///
    /// @param did what the bearer did, in words: `recorded it`
    /// @param rest what another person does, in words: `confirms it`
    public static String oneself(String name, String did, String rest) {
        return name
                + " "
                + did
                + ", and you sign under the same name: another person "
                + rest
                + ". Whoever else is called so asks an administrator for a name that tells the two"
                + " apart.";
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Z}\\p{Cf}]+", " ")
                .strip()
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
