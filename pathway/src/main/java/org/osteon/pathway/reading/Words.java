package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A text as words: runs of letters and runs of digits, in small letters. `rhBMP-2` and `rhbmp2`
/// are the same two words.
record Words(List<String> list) {

    Words {
        list = List.copyOf(list);
    }

    /// The words of a text.
    static Words of(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        String small = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= small.length(); i++) {
            if (i == small.length()
                    || (i > start && !isSame(small.charAt(i - 1), small.charAt(i)))) {
                if (i > start && Character.isLetterOrDigit(small.charAt(start))) {
                    words.add(small.substring(start, i));
                }
                start = i;
            }
        }
        return new Words(words);
    }

    private static boolean isSame(char one, char next) {
        return (Character.isLetter(one) && Character.isLetter(next))
                || (Character.isDigit(one) && Character.isDigit(next));
    }

    /// Whether another's words stand in it, one after the other.
    boolean hold(Words phrase) {
        int length = phrase.list.size();
        for (int at = 0; at + length <= list.size(); at++) {
            if (list.subList(at, at + length).equals(phrase.list)) {
                return true;
            }
        }
        return false;
    }

    /// The words with single blanks between.
    String joined() {
        return String.join(" ", list);
    }
}
