package org.osteon.app.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What somebody had typed into a form when their session was over: it goes through the page where
/// they sign in, in the page itself and nowhere else, and is looked at again before it is signed.
///
/// @param path where the form is
/// @param fields what was typed, in its order
public record HeldForm(String path, List<Field> fields) {
    /// How the addresses of forms look.
    public static final String FORMS = "/patients/[A-Za-z0-9.~_-]+/forms/[a-z0-9-]+";

    /// The field of the password beside a signature.
    public static final String PASSWORD = "form.password";

    /// Fields of the page that are no answers of the form.
    private static final Set<String> NOT_TYPED = Set.of("formToken", "do", PASSWORD);

    /// One thing that was typed.
    public record Field(String name, String value) {}

    /// What was sent to an address; empty where that is no form of a patient.
    public static Optional<HeldForm> of(String path, Map<String, String[]> sent) {
        if (!path.matches(FORMS)) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        sent.forEach((name, values) -> {
            if (!NOT_TYPED.contains(name)) {
                Stream.of(values).forEach(value -> fields.add(new Field(name, value)));
            }
        });
        return Optional.of(new HeldForm(path, List.copyOf(fields)));
    }

    /// As one field of the page where somebody signs in carries it.
    public static Optional<HeldForm> parse(String path, String text) {
        if (text.isEmpty() || !path.matches(FORMS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new HeldForm(
                            path,
                            Stream.of(text.split("&"))
                                    .map(pair -> pair.split("=", -1))
                                    .filter(pair -> pair.length == 2)
                                    .map(pair -> new Field(decoded(pair[0]), decoded(pair[1])))
                                    .toList()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// What [#parse] reads.
    public String text() {
        return fields.stream()
                .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
