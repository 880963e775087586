package org.osteon.sweep;

import java.io.Serial;
import java.io.Serializable;

/// What was made of a part, noted once its file is in its place.
///
/// @param part its number
/// @param file the file of its rows; empty where it has none
/// @param bytes how large that is
/// @param sha256 over it
/// @param charts charts, those included of which the rows say why there is no answer
/// @param errors how many of them those are
/// @param rows rows
record PartRecord(
        int part, String file, long bytes, String sha256, long charts, long errors, long rows)
        implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    /// Of a part to which no chart fell.
    static PartRecord empty(int part) {
        return new PartRecord(part, "", 0, "", 0, 0, 0);
    }
}
