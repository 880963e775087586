package org.osteon.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `assess` as people mostly write it: one chart, and of options only those that follow. Picocli
/// reads all that can be written, and says what is wrong with it; for one chart it takes as long as
/// the assessment. What is read here means the same there; anything else is left to it.
///
/// @param options what was given once, by name: `--as-of`, `--format`
public record PlainAssess(Path file, List<String> pathways, Map<String, String> options) {
    static final String AS_OF = "--as-of";
    static final String FORMAT = "--format";
    private static final String PATHWAY = "--pathway";
    private static final Set<String> FORMATS = Set.of("text", "json", "ndjson");

    /// What is asked for; empty where picocli has to say it.
    public static Optional<PlainAssess> of(String... args) {
        if (args.length < 2 || !args[0].equals("assess")) {
            return Optional.empty();
        }
        String file = null;
        List<String> pathways = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            String one = args[i];
            int sign = one.indexOf('=');
            String name = sign < 0 ? one : one.substring(0, sign);
            boolean option = name.equals(AS_OF) || name.equals(FORMAT) || name.equals(PATHWAY);
            if (!option) {
                if (file != null || one.isEmpty() || one.startsWith("-")) {
                    return Optional.empty();
                }
                file = one;
                continue;
            }
            String value =
                    sign >= 0 ? one.substring(sign + 1) : i + 1 < args.length ? args[++i] : "";
            if (!isPlain(name, value)) {
                return Optional.empty();
            }
            if (name.equals(PATHWAY)) {
                pathways.add(value);
            } else if (options.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return file == null
                ? Optional.empty()
                : Optional.of(
                        new PlainAssess(Path.of(file), List.copyOf(pathways), Map.copyOf(options)));
    }

    /// Letters, digits and hyphens, and no option of itself.
    private static boolean isPlain(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char sign = value.charAt(i);
            boolean letter = (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
            if (!letter && (sign < '0' || sign > '9') && (sign != '-' || i == 0)) {
                return false;
            }
        }
        return !value.isEmpty()
                && (!name.equals(FORMAT) || FORMATS.contains(value.toLowerCase(Locale.ROOT)));
    }

    @Nullable String option(String name) {
        return options.get(name);
    }
}
