package org.osteon.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.hla.nomenclature.Gene;

/// The patient's HLA typing as a chart holds it: their own, the latest of each locus, not one that
/// was withdrawn or is preliminary, and not that of a relative or donor whose typing is in the
/// chart as well.
public final class PatientTyping {
    /// A text that can only be an HLA typing: gene, star, digits, and more.
    private static final Pattern TYPING =
            Pattern.compile("(?:HLA-)?(A|B|C|DRB[1345]|DQA1|DQB1|DPA1|DPB1)\\*\\d[^\\s]*");

    /// What a resource of somebody else is.
    private static final Set<String> OF_OTHERS =
            Set.of("RelatedPerson", "FamilyMemberHistory", "Person", "Practitioner");

    /// What a laboratory took back or has not yet stood up for (FHIR's status of observations and
    /// reports; reference, section 20.1).
    private static final Set<String> NOT_USED =
            Set.of("entered-in-error", "cancelled", "registered", "preliminary");

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<Gene, Told> byGene = new TreeMap<>();
    private Optional<String> linked = Optional.empty();

    private PatientTyping() {}

    /// What is told of a locus: a genotype, or single alleles as they come in.
    private record Told(LocalDate day, Optional<String> genotype, List<String> alleles) {
        String text() {
            return genotype.orElseGet(() -> String.join("+", alleles));
        }
    }

    /// The typing as a GL String; empty where the chart holds none.
    ///
    /// @param day what the chart dates later is not known yet
    public static Optional<String> of(Chart chart, LocalDate day) {
        PatientTyping typing = new PatientTyping();
        String patient = chart.patient().reference();
        chart.knownOn(day).resources().stream()
                .filter(resource -> isOwn(resource, patient))
                .sorted(Comparator.comparing(PatientTyping::day))
                .forEach(resource ->
                        texts(resource).forEach(text -> typing.accept(text, day(resource))));
        return typing.glString();
    }

    private static LocalDate day(Resource resource) {
        return resource.date().map(date -> date.earliest()).orElse(LocalDate.MIN);
    }

    private static boolean isOwn(Resource resource, String patient) {
        FhirObject content = resource.content();
        return !OF_OTHERS.contains(resource.type())
                && content.text("status").filter(NOT_USED::contains).isEmpty()
                && content.objects("focus").stream().allMatch(focus -> names(focus, patient))
                && content.object("subject").filter(subject -> !names(subject, patient)).isEmpty();
    }

    private static boolean names(FhirObject reference, String patient) {
        return reference
                .text("reference")
                .map(text -> text.equals(patient) || text.endsWith("/" + patient))
                .orElse(true);
    }

    private static List<String> texts(Resource resource) {
        List<String> texts = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(resource.json())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    texts.add(parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a chart's resources are JSON", e);
        }
        return texts;
    }

    private void accept(String text, LocalDate day) {
        String stripped = text.strip();
        if (!TYPING.matcher(stripped).matches()) {
            return;
        }
        // Loci whose phase is told belong together: such a typing is taken whole or not at all.
        if (stripped.indexOf('~') >= 0) {
            linked = Optional.of(stripped);
            byGene.clear();
            return;
        }
        for (String part : stripped.split("\\^", -1)) {
            Matcher locus = TYPING.matcher(part);
            if (locus.matches()) {
                put(Gene.valueOf(locus.group(1)), part, day);
            }
        }
    }

    private void put(Gene gene, String part, LocalDate day) {
        Told before = byGene.get(gene);
        if (part.indexOf('+') >= 0) {
            byGene.put(gene, new Told(day, Optional.of(part), List.of()));
        } else if (before == null
                || (before.genotype().isPresent() && before.day().isBefore(day))) {
            byGene.put(gene, new Told(day, Optional.empty(), List.of(part)));
        } else if (before.genotype().isEmpty()) {
            byGene.put(gene, new Told(day, Optional.empty(), lastTwo(before.alleles(), part)));
        }
    }

    /// A locus has two alleles: the two told last.
    private static List<String> lastTwo(List<String> alleles, String latest) {
        List<String> both = new ArrayList<>(alleles);
        both.remove(latest);
        both.add(latest);
        return List.copyOf(both.subList(Math.max(0, both.size() - 2), both.size()));
    }

    private Optional<String> glString() {
        if (linked.isPresent()) {
            return linked;
        }
        return byGene.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("^", byGene.values().stream().map(Told::text).toList()));
    }
}
