package org.osteon.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;

/// One resource of a chart that holds an HLA typing.
///
/// @param parts what it says, each text of one locus
/// @param use whether it is the patient's typing, and why not
record TypingReport(Resource resource, List<String> parts, Use use) {
    /// What becomes of it.
    sealed interface Use {}

    /// The patient's own.
    record Own() implements Use {}

    /// A relative's, who may be a donor.
    record OfRelative(String reference) implements Use {}

    /// Nobody's who counts, or not yet.
    ///
    /// @param why in words that follow the resource's name
    record NotUsed(String why) implements Use {}

    /// A text that can only be an HLA typing: gene, star, and a name or a reserved word. A gene
    /// that does not exist is one all the same where what follows is the name of an allele.
    private static final Pattern TYPING =
            Pattern.compile("(?:HLA-)?([A-Z][A-Za-z0-9]{0,7})\\*(\\d|(?i:NEW|UUUU|NNNN))[^\\s]*");

    private static final Pattern ALLELE =
            Pattern.compile("(?:HLA-)?[A-Z0-9]+\\*\\d{2,4}:\\d{2,4}[^\\s]*");

    /// What a resource of somebody else is.
    private static final Set<String> OF_OTHERS =
            Set.of("RelatedPerson", "FamilyMemberHistory", "Person", "Practitioner");

    private static final String RELATIVE = "RelatedPerson/";

    /// What a laboratory took back or has not yet stood up for (FHIR's status of observations and
    /// reports; reference, section 20.1), in words.
    private static final Map<String, String> NOT_FINAL =
            Map.of(
                    "entered-in-error", "was entered in error",
                    "cancelled", "was cancelled",
                    "registered", "is only registered",
                    "preliminary", "is preliminary");

    private static final JsonFactory JSON = new JsonFactory();

    /// All of a chart, the oldest first.
    static List<TypingReport> all(Chart chart, LocalDate day) {
        String patient = chart.patient().reference();
        List<TypingReport> reports = new ArrayList<>();
        for (Resource resource : chart.resources()) {
            List<String> parts = parts(resource);
            if (!parts.isEmpty()) {
                reports.add(new TypingReport(resource, parts, use(resource, patient, day)));
            }
        }
        reports.sort(Comparator.comparing(TypingReport::day));
        return reports;
    }

    LocalDate day() {
        return resource.date().map(date -> date.earliest()).orElse(LocalDate.MIN);
    }

    String text() {
        return String.join("^", parts);
    }

    private static Use use(Resource resource, String patient, LocalDate day) {
        FhirObject content = resource.content();
        Optional<String> status =
                content.text("status").flatMap(text -> Optional.ofNullable(NOT_FINAL.get(text)));
        if (status.isPresent()) {
            return new NotUsed(status.get());
        }
        if (OF_OTHERS.contains(resource.type())) {
            return new NotUsed("is about somebody else");
        }
        Optional<String> subject = content.object("subject").flatMap(one -> other(one, patient));
        if (subject.isPresent()) {
            return new NotUsed("is about " + subject.get());
        }
        if (!resource.isKnownOn(day)) {
            return new NotUsed("is dated later than " + day);
        }
        List<String> focus =
                content.objects("focus").stream()
                        .flatMap(one -> other(one, patient).stream())
                        .toList();
        if (focus.isEmpty()) {
            return new Own();
        }
        String first = focus.getFirst();
        int relative = first.lastIndexOf(RELATIVE);
        return focus.size() == 1 && relative >= 0
                ? new OfRelative(first.substring(relative))
                : new NotUsed("is about " + String.join(", ", focus));
    }

    /// The reference where it names another than the patient.
    private static Optional<String> other(FhirObject reference, String patient) {
        return reference
                .text("reference")
                .filter(text -> !text.equals(patient) && !text.endsWith("/" + patient));
    }

    private static List<String> parts(Resource resource) {
        Set<String> parts = new LinkedHashSet<>();
        try (JsonParser parser = JSON.createParser(resource.json())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && parser.getText().indexOf('*') > 0) {
                    parts.addAll(parts(parser.getText().strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a chart's resources are JSON", e);
        }
        return List.copyOf(parts);
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        if (isTyping(text)) {
            for (String part : text.split("\\^", -1)) {
                if (part.indexOf('~') >= 0) {
                    parts.addAll(byGene(part));
                } else if (isTyping(part)) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static boolean isTyping(String text) {
        Matcher typing = TYPING.matcher(text);
        return typing.matches()
                && (Gene.named(typing.group(1)).isPresent()
                        || typing.group(1).equals(Locus.DRBX.name())
                        || (ALLELE.matcher(text).matches() && !Gene.isShownOnly(typing.group(1))));
    }

    /// A phased part (`~`) gene by gene. Phase is not used in matching.
    private static List<String> byGene(String part) {
        Map<String, List<List<String>>> genes = new java.util.LinkedHashMap<>();
        String[] genotypes = part.split("\\|", -1);
        for (int genotype = 0; genotype < genotypes.length; genotype++) {
            for (String copy : genotypes[genotype].split("\\+", -1)) {
                for (String list : copy.split("~", -1)) {
                    String gene = gene(list).map(Gene::name).orElse(list);
                    List<List<String>> alternatives =
                            genes.computeIfAbsent(gene, _ -> new ArrayList<>());
                    while (alternatives.size() <= genotype) {
                        alternatives.add(new ArrayList<>());
                    }
                    alternatives.get(genotype).add(list);
                }
            }
        }
        return genes.values().stream()
                .map(alternatives ->
                        String.join(
                                "|",
                                alternatives.stream()
                                        .filter(copies -> !copies.isEmpty())
                                        .map(copies -> String.join("+", copies))
                                        .distinct()
                                        .toList()))
                .toList();
    }

    /// The gene that a part names first; `DRBX*NNNN` stands for DRB3.
    static Optional<Gene> gene(String part) {
        int star = part.indexOf('*');
        String name = star < 0 ? part : part.substring(0, star);
        return name.equals(Locus.DRBX.name())
                ? Optional.of(Locus.DRBX.genes().getFirst())
                : Gene.named(name);
    }
}
