package org.osteon.outcome.reported;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.UnusableInputException;

/// A questionnaire as data: how codes become values, which items make a scale, what missing items
/// mean. Wording is never part of it. Sites can load definitions of their own in the same form:
///
/// ```
/// recode five 0=100 1=75 2=50 3=25 4=0
/// scale pain five P1 P2 P3            (mean of the recoded items that were answered)
/// sum total missing 2 four Q1 Q2 Q3   (sum, up to two missing items prorated)
/// mean overall pain sport             (mean of scales, all needed)
/// ```
///
/// @param id short name
/// @param title full name
/// @param source where the rules are published
/// @param licence conditions of use
/// @param scales the scales in order
public record Instrument(
        String id, String title, String source, String licence, List<Scale> scales) {
    /// What ships with the library.
    public static final List<String> KNOWN = List.of("koos", "hoos", "rand36", "phq9", "gad7");

    /// Which forms count when items are missing.
    public enum Missing {
        /// At least half of the items of the scale must be answered.
        HALF,
        /// One answer is enough.
        ANY
    }

    /// A scale of an instrument.
    public sealed interface Scale {
        /// The name in results.
        String name();
    }

    /// An item and its value per code.
    ///
    /// @param column the column that holds its code
    /// @param values value per allowed code
    public record Item(String column, Map<Integer, Double> values) {}

    /// The mean of the recoded items that were answered.
    ///
    /// @param name name
    /// @param items items
    public record MeanOfItems(String name, List<Item> items) implements Scale {}

    /// The sum of the recoded items, prorated when at most `missing` are missing.
    ///
    /// @param name name
    /// @param missing how many may be missing
    /// @param items items
    public record SumOfItems(String name, int missing, List<Item> items) implements Scale {}

    /// The mean of other scales, all of which are needed.
    ///
    /// @param name name
    /// @param of names of the scales
    public record MeanOfScales(String name, List<String> of) implements Scale {}

    /// Keeps the scales.
    public Instrument {
        scales = List.copyOf(scales);
    }

    /// The definition that ships under this name.
    public static Instrument named(String id) {
        if (!KNOWN.contains(id)) {
            throw new UnusableInputException(
                    "no instrument '"
                            + id
                            + "': there are "
                            + String.join(", ", KNOWN)
                            + "; others need their owner's licence and a definition file");
        }
        try (InputStream in = Instrument.class.getResourceAsStream(id + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("definition of " + id + " is not in the library");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a definition.
    public static Instrument parse(String text) {
        Map<String, String> head = new LinkedHashMap<>();
        Map<String, Map<Integer, Double>> recodes = new LinkedHashMap<>();
        List<Scale> scales = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> words = List.of(line.split("\\s+"));
            switch (words.getFirst()) {
                case "recode" -> recodes.put(words.get(1), values(words.subList(2, words.size())));
                case "scale" ->
                        scales.add(
                                new MeanOfItems(
                                        words.get(1),
                                        items(words.subList(2, words.size()), recodes)));
                case "sum" ->
                        scales.add(
                                new SumOfItems(
                                        words.get(1),
                                        Integer.parseInt(words.get(3)),
                                        items(words.subList(4, words.size()), recodes)));
                case "mean" ->
                        scales.add(new MeanOfScales(words.get(1), words.subList(2, words.size())));
                default ->
                        head.put(
                                words.getFirst(),
                                line.substring(words.getFirst().length()).strip());
            }
        }
        if (!head.containsKey("id") || scales.isEmpty()) {
            throw new UnusableInputException(
                    "an instrument definition needs an id and at least one scale");
        }
        return new Instrument(
                head.getOrDefault("id", ""),
                head.getOrDefault("title", ""),
                head.getOrDefault("source", ""),
                head.getOrDefault("licence", ""),
                scales);
    }

    private static Map<Integer, Double> values(List<String> pairs) {
        Map<Integer, Double> values = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            values.put(
                    Integer.valueOf(pair.substring(0, equals)),
                    Double.valueOf(pair.substring(equals + 1)));
        }
        return values;
    }

    /// Item columns, each group of them after the name of its recoding.
    private static List<Item> items(List<String> words, Map<String, Map<Integer, Double>> recodes) {
        List<Item> items = new ArrayList<>();
        Map<Integer, Double> current = Map.of();
        for (String word : words) {
            Map<Integer, Double> recode = recodes.get(word);
            if (recode != null) {
                current = recode;
            } else if (current.isEmpty()) {
                throw new UnusableInputException(
                        "item '" + word + "' stands before the name of a recode line");
            } else {
                items.add(new Item(word, current));
            }
        }
        return items;
    }
}
