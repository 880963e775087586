package org.osteon.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// What is sensitive by what it is: `sensitive.table`, read once. A consent that names a label
/// speaks of it, whether or not whoever wrote it labelled it.
public final class SensitiveData {
    /// The system of the labels.
    public static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    private static final String RESOURCE = "sensitive.table";
    private static final String ITEM = "item";
    private static final List<String> SAYING = List.of("code", "category", "type");

    private static final Map<String, Set<String>> LABELS = read();

    /// What stands in a text of something sensitive, at the least.
    private static final Set<String> WORDS =
            LABELS.keySet().stream()
                    .map(key -> "\"" + key.substring(key.indexOf('|') + 1) + "\"")
                    .collect(Collectors.toUnmodifiableSet());

    private SensitiveData() {}

    private static Map<String, Set<String>> read() {
        try (InputStream table = SensitiveData.class.getResourceAsStream(RESOURCE)) {
            if (table == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            Map<String, Set<String>> labels = new HashMap<>();
            new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split("\\s+"))
                    .forEach(cells ->
                            labels.computeIfAbsent(cells[1] + "|" + cells[2], _ -> new HashSet<>())
                                    .add(cells[0]));
            return labels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The labels that a resource has by what it is and does not bear; for who hands it to others.
    ///
    /// @param json of a resource
    public static Set<String> unlabelled(String json) {
        if (WORDS.stream().noneMatch(json::contains)) {
            return Set.of();
        }
        FhirObject resource = ChartReader.resource(json).content();
        Set<String> missing = new TreeSet<>(labels(resource));
        resource.objects("meta").stream()
                .flatMap(meta -> meta.codings("security").stream())
                .filter(label -> SYSTEM.equals(label.system()))
                .map(Coding::code)
                .forEach(missing::remove);
        return missing;
    }

    /// The labels that a resource has by what it is, and by what is contained in it.
    static Set<String> labels(FhirObject resource) {
        Set<String> found = new HashSet<>();
        Stream.concat(Stream.of(resource), resource.objects("contained").stream())
                .forEach(one -> own(one, found));
        return found;
    }

    private static void own(FhirObject resource, Set<String> found) {
        Stream.concat(Stream.of(resource), resource.objects("component").stream())
                .flatMap(one -> SAYING.stream().flatMap(name -> one.codings(name).stream()))
                .forEach(coding ->
                        found.addAll(
                                LABELS.getOrDefault(
                                        coding.system() + "|" + coding.code(), Set.of())));
        if (resource.typeName().equals("QuestionnaireResponse")) {
            answers(resource, found);
        }
    }

    private static void answers(FhirObject within, Set<String> found) {
        for (FhirObject item : within.objects("item")) {
            if (!item.objects("answer").isEmpty()) {
                item.text("linkId")
                        .ifPresent(
                                id -> found.addAll(LABELS.getOrDefault(ITEM + "|" + id, Set.of())));
            }
            answers(item, found);
            item.objects("answer").forEach(answer -> answers(answer, found));
        }
    }
}
