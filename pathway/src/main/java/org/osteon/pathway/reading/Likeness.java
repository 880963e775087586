package org.osteon.pathway.reading;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How much two texts are alike, from 0 to 1.
final class Likeness {
    private static final int SHORTEST_PREFIX = 4;
    private static final double PREFIX = 0.8;
    private static final double LEAST = 0.5;
    private static final double NAME_IN_TEXT = 0.7;

    private Likeness() {}

    /// How well a name is said by a text: most of all whether its words are there, then whether
    /// there are others.
    static double of(Words text, Words name) {
        if (text.list().isEmpty() || name.list().isEmpty()) {
            return 0;
        }
        return NAME_IN_TEXT * covered(name, text) + (1 - NAME_IN_TEXT) * covered(text, name);
    }

    private static double covered(Words words, Words by) {
        double sum = 0;
        double weight = 0;
        for (String word : words.list()) {
            double best = 0;
            for (String other : by.list()) {
                best = Math.max(best, ofWords(word, other));
            }
            // A long word says more than a short one.
            sum += best * word.length();
            weight += word.length();
        }
        return sum / weight;
    }

    private static double ofWords(String one, String other) {
        if (one.equals(other)) {
            return 1;
        }
        if (Character.isDigit(one.charAt(0)) || Character.isDigit(other.charAt(0))) {
            return 0;
        }
        int shorter = Math.min(one.length(), other.length());
        if (shorter >= SHORTEST_PREFIX && (one.startsWith(other) || other.startsWith(one))) {
            return PREFIX;
        }
        double alike = ofPairs(one, other);
        return alike >= LEAST ? alike : 0;
    }

    private static double ofPairs(String one, String other) {
        Set<String> pairs = pairs(one);
        Set<String> others = pairs(other);
        if (pairs.isEmpty() || others.isEmpty()) {
            return 0;
        }
        Set<String> both = new HashSet<>(pairs);
        both.retainAll(others);
        return 2.0 * both.size() / (pairs.size() + others.size());
    }

    private static Set<String> pairs(String word) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < word.length(); i++) {
            pairs.add(word.substring(i, i + 2));
        }
        return pairs;
    }

    /// How alike two short writings are: 1 less what would have to be put in or left out.
    static double ofWritings(String one, String other) {
        int longest = one.length() + other.length();
        return longest == 0 ? 0 : 1 - (double) edits(one, other) / longest;
    }

    private static int edits(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                row[j] =
                        one.charAt(i - 1) == other.charAt(j - 1)
                                ? before[j - 1]
                                : 1 + Math.min(before[j], row[j - 1]);
            }
            before = row;
        }
        return before[other.length()];
    }

    /// The best of several names.
    static double best(Words text, List<Words> names) {
        double best = 0;
        for (Words name : names) {
            best = Math.max(best, of(text, name));
        }
        return best;
    }
}
