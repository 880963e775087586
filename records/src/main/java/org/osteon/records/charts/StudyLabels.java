package org.osteon.records.charts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osteon.access.Grant;
import org.osteon.access.Limits;
import org.osteon.access.Protection;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Change;
import org.osteon.store.ChartBatch;
import org.osteon.store.ChartStore;
import org.osteon.store.KeptNote;
import org.osteon.store.ResourceQuery;

/// What somebody who is told the arms writes of a treatment gets the label of the study, so that
/// who is blind does not see it; so does whatever comes in by itself, from another system or from a
/// file. That somebody is in a study is kept by the study alone.
public final class StudyLabels {
    private static final int MOST_STUDIES = 1_000;

    private static final Set<String> WITH_IT = Set.of("QuestionnaireResponse", "Provenance");

    /// Numbers keep the digits that they were written with.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final ChartStore store;

    /// Of the studies of a store.
    public StudyLabels(ChartStore store) {
        this.store = store;
    }

    /// That nothing is changed that a study keeps, and nothing pretends to be.
    void requireNoneOfAStudy(String chart, List<? extends Change> changes) {
        for (Change change : changes) {
            boolean kept =
                    store.read(chart, change.resource())
                                    .filter(one -> !one.deleted())
                                    .filter(one -> isKept(one.json()))
                                    .isPresent()
                            || (change instanceof Change.Put put && isKept(put.json()));
            if (kept) {
                throw new Problem(
                        ProblemKind.REFUSED,
                        "Kept by a study",
                        change.resource() + " says that somebody is in a study, and is kept by it.",
                        "The pages of the study change it.");
            }
        }
    }

    private static boolean isKept(String json) {
        return json.contains(Protection.KEPT_BY_STUDY)
                && tree(json)
                        .map(one -> one.path("meta").path("tag").valueStream())
                        .filter(tags ->
                                tags.anyMatch(tag ->
                                        tag.path("system")
                                                .asText()
                                                .equals(Protection.KEPT_BY_STUDY)))
                        .isPresent();
    }

    /// The changes with the label on what tells an arm, and on the form and the Provenance that
    /// come with it.
    List<Change> labelled(List<? extends Change> changes, Limits limits) {
        Optional<String> study =
                changes.stream()
                        .filter(Change.Put.class::isInstance)
                        .flatMap(one -> limits.blindLabel(one.resource().type()).stream())
                        .findFirst();
        if (study.isEmpty()) {
            return List.copyOf(changes);
        }
        List<Change> labelled = new ArrayList<>();
        for (Change change : changes) {
            String type = change.resource().type();
            boolean hidden = WITH_IT.contains(type) || limits.blindLabel(type).isPresent();
            labelled.add(
                    hidden && change instanceof Change.Put put
                            ? new Change.Put(
                                    put.resource(),
                                    labelled(put.json(), study.get()),
                                    put.expectedVersion())
                            : change);
        }
        return List.copyOf(labelled);
    }

    /// What comes in by itself, with the label on what tells an arm: nobody is there who could be
    /// told. As with what a named person writes it goes by the type, whatever was given.
    public ChartBatch ofItself(ChartBatch batch) {
        Map<String, Set<String>> hides = hides();
        boolean tells =
                batch.changes().stream()
                        .filter(Change.Put.class::isInstance)
                        .anyMatch(one ->
                                hides.values().stream()
                                        .anyMatch(types -> types.contains(one.resource().type())));
        if (!tells) {
            return batch;
        }
        hides.keySet().retainAll(studiesOf(batch));
        List<Change> labelled = new ArrayList<>();
        for (Change change : batch.changes()) {
            Change next = change;
            for (var study : hides.entrySet()) {
                if (next instanceof Change.Put put
                        && study.getValue().contains(put.resource().type())) {
                    next =
                            new Change.Put(
                                    put.resource(),
                                    labelled(put.json(), study.getKey()),
                                    put.expectedVersion());
                }
            }
            labelled.add(next);
        }
        return new ChartBatch(batch.chart(), labelled);
    }

    /// Which types tell the arm, by study, as long as not everybody may know.
    private Map<String, Set<String>> hides() {
        Map<String, Set<String>> hides = new TreeMap<>();
        Set<String> over = new HashSet<>();
        for (KeptNote note : store.kept(Grant.Unblinded.NOTES)) {
            tree(note.json())
                    .ifPresent(told -> {
                        String study = told.path("study").asText();
                        if (told.path("account").asText().equals(Grant.Unblinded.EVERYBODY)) {
                            over.add(study);
                        }
                        Set<String> types = hides.computeIfAbsent(study, _ -> new HashSet<>());
                        told.path("hides").forEach(type -> types.add(type.asText()));
                    });
        }
        hides.keySet().removeAll(over);
        return hides;
    }

    /// The studies that the patient is in: that is kept by the study alone, and never comes in.
    private Set<String> studiesOf(ChartBatch batch) {
        List<Resource> subjects = new ArrayList<>();
        store.search(ResourceQuery.of("ResearchSubject").inChart(batch.chart()).limit(MOST_STUDIES))
                .resources()
                .forEach(one -> subjects.add(ChartReader.resource(one.json())));
        return Protection.of(batch.chart(), subjects).studies();
    }

    private static String labelled(String json, String study) {
        ObjectNode resource = tree(json).orElse(null);
        if (resource == null) {
            return json;
        }
        JsonNode security = resource.withObject("meta").withArray("security");
        boolean there =
                security.valueStream()
                        .anyMatch(one ->
                                one.path("system").asText().equals(Protection.BLIND)
                                        && one.path("code").asText().equals(study));
        if (there) {
            return json;
        }
        resource.withObject("meta")
                .withArray("security")
                .addObject()
                .put("system", Protection.BLIND)
                .put("code", study);
        try {
            return JSON.writeValueAsString(resource);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /// Empty where the store will refuse it anyhow.
    private static Optional<ObjectNode> tree(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
