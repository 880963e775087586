package org.osteon.feeds;

import java.util.HashMap;
import java.util.Map;

/// How much a message holds at most. More is refused before anything is made of it: a field with
/// hundreds of thousands of repetitions would hold up its sender for minutes.
final class MessageLimits {
    static final int SEGMENTS = 10_000;
    static final int REPETITIONS = 2_000;

    private MessageLimits() {}

    /// That a message keeps to them.
    ///
    /// @throws Unusable naming the place, and how much is there
    static void require(String text) throws Unusable {
        char field = text.length() > 3 ? text.charAt(3) : '|';
        char repeats = text.length() > 5 && text.charAt(5) != field ? text.charAt(5) : '~';
        Map<String, Integer> names = new HashMap<>();
        int segments = 0;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\r', start);
            end = end < 0 ? text.length() : end;
            if (end - start >= 3) {
                String name = text.substring(start, start + 3);
                names.merge(name, 1, Integer::sum);
                segments++;
                requireFields(text, start, end, field, repeats, name, names);
            }
            start = end + 1;
        }
        if (segments > SEGMENTS) {
            throw new Unusable(
                    Reason.TOO_MUCH,
                    "",
                    "it holds "
                            + segments
                            + " segments, and a message has at most "
                            + SEGMENTS
                            + " here; the sender cuts it into several");
        }
    }

    private static void requireFields(
            String text,
            int start,
            int end,
            char field,
            char repeats,
            String name,
            Map<String, Integer> names)
            throws Unusable {
        // MSH-1 is the mark itself.
        int number = name.equals("MSH") ? 1 : 0;
        int repetitions = 1;
        for (int i = start + 3; i <= end; i++) {
            char one = i < end ? text.charAt(i) : field;
            if (one == repeats) {
                repetitions++;
            } else if (one == field) {
                if (repetitions > REPETITIONS) {
                    throw new Unusable(
                            Reason.TOO_MUCH,
                            name + "[" + names.get(name) + "]-" + number,
                            "it has "
                                    + repetitions
                                    + " repetitions, and a field has at most "
                                    + REPETITIONS
                                    + " here");
                }
                number++;
                repetitions = 1;
            }
        }
    }
}
