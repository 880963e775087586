package org.osteon.sweep;

import java.io.Serial;
import java.io.Serializable;

/// A column of what a sweep writes.
///
/// @param name its name
/// @param kind what is in it
record RowColumn(String name, Kind kind) implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    enum Kind {
        TEXT,
        TEXTS,
        WHOLE_NUMBER,
        DAY
    }

    static RowColumn text(String name) {
        return new RowColumn(name, Kind.TEXT);
    }

    static RowColumn texts(String name) {
        return new RowColumn(name, Kind.TEXTS);
    }

    static RowColumn number(String name) {
        return new RowColumn(name, Kind.WHOLE_NUMBER);
    }

    static RowColumn day(String name) {
        return new RowColumn(name, Kind.DAY);
    }
}
