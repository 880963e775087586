package org.osteon.access;

import java.util.Locale;

/// Whose chart a role may do something with.
enum Reach {
    TEAM,
    SITE,
    OWN,
    CODED,
    ANY;

    static Reach of(String cell) {
        return valueOf(cell.toUpperCase(Locale.ROOT));
    }
}
