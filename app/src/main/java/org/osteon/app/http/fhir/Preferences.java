package org.osteon.app.http.fhir;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;

/// What a request prefers (header `Prefer`, RFC 7240), as far as it is heeded here.
final class Preferences {
    private Preferences() {}

    /// What cannot be asked may be passed over.
    static boolean isLenient(Collection<String> headers) {
        return has(headers, "handling=lenient");
    }

    /// Nobody waits for it.
    static boolean isAsynchronous(Collection<String> headers) {
        return has(headers, "respond-async");
    }

    private static boolean has(Collection<String> headers, String preference) {
        return headers.stream()
                .flatMap(one -> Stream.of(one.split("[,;]", -1)))
                .map(one -> one.replaceAll("[\\s\"]", "").toLowerCase(Locale.ROOT))
                .anyMatch(preference::equals);
    }
}
