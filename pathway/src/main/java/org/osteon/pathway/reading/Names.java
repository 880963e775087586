package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Things found by their names in a text: whole words and phrases, and stems (`zoledron-` begins a
/// word, `-parin` ends one, `-vegf-` is anywhere in one).
final class Names<T> {
    private static final String OPEN = "-";

    private final Map<String, List<Phrase<T>>> byFirstWord = new HashMap<>();
    private final Map<String, List<T>> beginnings = new HashMap<>();
    private final Map<String, List<T>> endings = new HashMap<>();
    private final Map<String, List<T>> middles = new HashMap<>();
    private final Set<Integer> beginningLengths = new TreeSet<>();
    private final Set<Integer> endingLengths = new TreeSet<>();

    private record Phrase<T>(Words words, T thing) {}

    /// A name found in a text.
    ///
    /// @param thing what has the name
    /// @param at the place of its first word
    record Found<T>(T thing, int at) {}

    /// Gives a thing a further name.
    void add(String name, T thing) {
        boolean isEnding = name.startsWith(OPEN);
        boolean isBeginning = name.endsWith(OPEN);
        Words words = Words.of(name);
        if (words.list().isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' is no name");
        }
        if (!isEnding && !isBeginning) {
            byFirstWord
                    .computeIfAbsent(words.list().getFirst(), unused -> new ArrayList<>())
                    .add(new Phrase<>(words, thing));
            return;
        }
        String stem = words.list().getFirst();
        if (words.list().size() > 1) {
            throw new IllegalArgumentException("'" + name + "' is a stem of more than one word");
        }
        if (isEnding && isBeginning) {
            middles.computeIfAbsent(stem, unused -> new ArrayList<>()).add(thing);
        } else if (isBeginning) {
            beginnings.computeIfAbsent(stem, unused -> new ArrayList<>()).add(thing);
            beginningLengths.add(stem.length());
        } else {
            endings.computeIfAbsent(stem, unused -> new ArrayList<>()).add(thing);
            endingLengths.add(stem.length());
        }
    }

    /// What the text names; by how a word ends only where nothing else is named.
    Set<T> in(Words text) {
        Set<T> things = new LinkedHashSet<>();
        for (Found<T> found : found(text)) {
            things.add(found.thing());
        }
        if (things.isEmpty()) {
            for (String word : text.list()) {
                byEnding(word, things);
            }
        }
        return things;
    }

    /// What the text names by whole words, phrases and beginnings of words, and where.
    List<Found<T>> found(Words text) {
        List<Found<T>> found = new ArrayList<>();
        for (int at = 0; at < text.list().size(); at++) {
            String word = text.list().get(at);
            for (Phrase<T> phrase : byFirstWord.getOrDefault(word, List.of())) {
                if (isAt(text, at, phrase.words())) {
                    found.add(new Found<>(phrase.thing(), at));
                }
            }
            for (int length : beginningLengths) {
                if (length <= word.length()) {
                    for (T thing : beginnings.getOrDefault(word.substring(0, length), List.of())) {
                        found.add(new Found<>(thing, at));
                    }
                }
            }
        }
        return found;
    }

    private static boolean isAt(Words text, int at, Words phrase) {
        int end = at + phrase.list().size();
        return end <= text.list().size() && text.list().subList(at, end).equals(phrase.list());
    }

    private void byEnding(String word, Set<T> things) {
        for (int length : endingLengths) {
            if (length < word.length()) {
                things.addAll(
                        endings.getOrDefault(word.substring(word.length() - length), List.of()));
            }
        }
        middles.forEach((stem, list) -> {
            if (word.contains(stem)) {
                things.addAll(list);
            }
        });
    }
}
