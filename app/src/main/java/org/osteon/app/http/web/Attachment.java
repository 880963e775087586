package org.osteon.app.http.web;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// A file to take away: under a name that every system takes, and as what it is.
public final class Attachment {
    private static final String IN_NO_NAME = "[^A-Za-z0-9._-]";

    private Attachment() {}

    /// An answer that is such a file.
    ///
    /// @param name of the file, with its ending; what cannot stand in a name becomes a hyphen
    public static ResponseEntity<byte[]> of(String name, MediaType type, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + name.replaceAll(IN_NO_NAME, "-") + "\"")
                .body(bytes);
    }
}
