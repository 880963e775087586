package org.osteon.hla.registry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.UnitSet;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.TypingReader;

/// The distinct typings of one locus in a registry. Donors hold their numbers, so a change of
/// nomenclature touches only this table. Number 0 is "untyped". Entries are only ever added; a view
/// taken earlier stays valid.
final class LocusDictionary {
    private static final int NOT_SIMPLE = -1;

    private final Locus locus;
    private final Map<String, Integer> ids = new HashMap<>();
    private LocusTyping[] typings = new LocusTyping[64];
    private int[] firsts = new int[64];
    private int[] seconds = new int[64];
    private int size;
    private final Map<UnitSet, Integer> setIds = new HashMap<>();
    private UnitSet[] sets = new UnitSet[64];
    private int setCount;

    LocusDictionary(Locus locus) {
        this.locus = locus;
        add("", LocusTyping.untyped(locus));
    }

    /// Reads entries again, in order, under the reader's release; the first is the untyped one.
    /// Entries that the release no longer understands become untyped.
    static LocusDictionary of(Locus locus, List<String> texts, TypingReader reader) {
        var dictionary = new LocusDictionary(locus);
        for (String text : texts.subList(1, texts.size())) {
            dictionary.add(text, read(locus, text, reader));
        }
        return dictionary;
    }

    private static LocusTyping read(Locus locus, String text, TypingReader reader) {
        int plus = text.indexOf('+');
        if (locus.genes().size() == 1 && plus > 0 && text.indexOf('|') < 0) {
            return reader.locus(
                            locus.genes().getFirst(),
                            text.substring(0, plus),
                            text.substring(plus + 1))
                    .value();
        }
        return reader.glString(text).value().at(locus);
    }

    synchronized int id(LocusTyping typing) {
        if (!typing.isTyped()) {
            return 0;
        }
        var text = typing.text();
        var known = ids.get(text);
        return known == null ? add(text, typing) : known;
    }

    private int add(String text, LocusTyping typing) {
        if (size == typings.length) {
            typings = Arrays.copyOf(typings, 2 * size);
            firsts = Arrays.copyOf(firsts, 2 * size);
            seconds = Arrays.copyOf(seconds, 2 * size);
        }
        typings[size] = typing;
        firsts[size] = NOT_SIMPLE;
        if (typing.genotypes().size() == 1 && !typing.genotypes().getFirst().bothNull()) {
            firsts[size] = setId(typing.genotypes().getFirst().countedFirst());
            seconds[size] = setId(typing.genotypes().getFirst().countedSecond());
        }
        ids.put(text, size);
        return size++;
    }

    private int setId(UnitSet set) {
        var known = setIds.get(set);
        if (known != null) {
            return known;
        }
        if (setCount == sets.length) {
            sets = Arrays.copyOf(sets, 2 * setCount);
        }
        sets[setCount] = set;
        setIds.put(set, setCount);
        return setCount++;
    }

    synchronized LocusEntries view() {
        return new LocusEntries(locus, typings, firsts, seconds, size, sets, setCount);
    }

    synchronized List<String> texts() {
        var texts = new String[size];
        ids.forEach((text, id) -> texts[id] = text);
        return List.of(texts);
    }
}
