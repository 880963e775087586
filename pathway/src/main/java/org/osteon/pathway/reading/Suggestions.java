package org.osteon.pathway.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// What an unknown code, unit or name most likely means: by its words, its unit and what its
/// numbers can be.
final class Suggestions {
    private static final int MOST = 3;
    private static final double LEAST = 0.45;
    private static final double UNIT_FITS = 0.15;
    private static final double UNIT_DOES_NOT_FIT = 0.3;
    private static final double IMPLAUSIBLE = 0.25;
    private static final String UCUM = "http://unitsofmeasure.org";

    private final Units units;
    private final Analytes analytes;
    private final Map<String, List<Candidate>> byType = new HashMap<>();

    private record Candidate(
            Meaning meaning, List<Words> names, Analytes.@Nullable Analyte analyte) {}

    private record Scored(Meaning meaning, double score) {}

    Suggestions(Units units, Analytes analytes) {
        this.units = units;
        this.analytes = analytes;
    }

    void add(FhirObject file) {
        for (FhirObject one : file.objects("laboratory")) {
            candidate("Observation", one, analytes.byId(one.text("id").orElse("")));
        }
        for (FhirObject one : file.objects("medicine")) {
            candidate("Medication", one, null);
        }
        for (FhirObject one : file.objects("concept")) {
            for (String type : Concepts.texts(one, "resource")) {
                candidate(type, one, null);
            }
        }
    }

    private void candidate(String type, FhirObject data, Analytes.@Nullable Analyte analyte) {
        List<Coding> add = Concepts.codings(data, "add");
        if (add.isEmpty()) {
            return;
        }
        String id = data.text("id").orElseThrow();
        String title = data.text("title").orElse(id.replace('-', ' '));
        List<Words> names = new ArrayList<>();
        names.add(Words.of(title));
        names.add(Words.of(id));
        Concepts.texts(data, "names").forEach(name -> names.add(Words.of(name)));
        Coding first = add.getFirst();
        byType.computeIfAbsent(type, unused -> new ArrayList<>())
                .add(
                        new Candidate(
                                new Meaning(title, first.system(), first.code()),
                                List.copyOf(names),
                                analyte));
    }

    /// The likeliest meanings of a code, best first.
    ///
    /// @param type of the resource
    /// @param text its words
    /// @param unit of its number, empty where it has none
    /// @param number one of its numbers
    List<Meaning> ofCode(String type, String text, String unit, Optional<BigDecimal> number) {
        Words words = Words.of(text);
        List<Scored> scored = new ArrayList<>();
        for (Candidate candidate :
                byType.getOrDefault(
                        type.startsWith("Medication") ? "Medication" : type, List.of())) {
            double score = Likeness.best(words, candidate.names());
            if (score >= LEAST) {
                scored.add(
                        new Scored(
                                candidate.meaning(),
                                score + byUnit(candidate.analyte(), unit, number)));
            }
        }
        return best(scored);
    }

    private double byUnit(
            Analytes.@Nullable Analyte analyte, String unit, Optional<BigDecimal> number) {
        if (analyte == null || unit.isEmpty() || analyte.accepted().isEmpty()) {
            return 0;
        }
        Analytes.Understood understood = analytes.understood(analyte, unit);
        if (understood == null) {
            return -UNIT_DOES_NOT_FIT;
        }
        boolean canBe = number.map(value -> isPlausible(analyte, understood, value)).orElse(true);
        return canBe ? UNIT_FITS : -IMPLAUSIBLE;
    }

    private static boolean isPlausible(
            Analytes.Analyte analyte, Analytes.Understood understood, BigDecimal number) {
        return analyte.rangeWithout(understood, number).isEmpty();
    }

    /// The likeliest meanings of a unit, best first.
    ///
    /// @param codings of the result that is in it
    List<Meaning> ofUnit(String unit, List<Coding> codings, Optional<BigDecimal> number) {
        Analytes.Analyte analyte = analytes.of(codings);
        String written = units.key(unit).toLowerCase(Locale.ROOT);
        Map<String, Double> byUcum = new LinkedHashMap<>();
        units.writings()
                .forEach((spelling, meanings) -> {
                    double alike = Likeness.ofWritings(written, spelling.toLowerCase(Locale.ROOT));
                    for (String ucum : fitting(analyte, meanings)) {
                        double score = alike;
                        if (analyte != null && number.isPresent()) {
                            Analytes.Understood understood = analytes.understood(analyte, ucum);
                            if (understood != null
                                    && !isPlausible(analyte, understood, number.get())) {
                                score -= IMPLAUSIBLE;
                            }
                        }
                        byUcum.merge(ucum, score, Math::max);
                    }
                });
        List<Scored> scored = new ArrayList<>();
        byUcum.forEach(
                (ucum, score) -> scored.add(new Scored(new Meaning(ucum, UCUM, ucum), score)));
        return best(scored);
    }

    private Set<String> fitting(Analytes.@Nullable Analyte analyte, Set<String> meanings) {
        if (analyte == null) {
            return meanings;
        }
        return meanings.stream()
                .filter(ucum -> analytes.understood(analyte, ucum) != null)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static List<Meaning> best(List<Scored> scored) {
        return scored.stream()
                .sorted(
                        Comparator.comparingDouble(Scored::score)
                                .reversed()
                                .thenComparing(one -> one.meaning().code()))
                .map(Scored::meaning)
                .limit(MOST)
                .toList();
    }
}
