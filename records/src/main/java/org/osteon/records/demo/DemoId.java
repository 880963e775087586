package org.osteon.records.demo;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Ids of what people of the demonstration fill in.
final class DemoId {
    private static final int CHARACTERS = 20;

    private DemoId() {}

    /// An id as forms have them, the same every day.
    static String ofResponse(String name) {
        return "f-"
                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "")
                        .substring(0, CHARACTERS);
    }
}
