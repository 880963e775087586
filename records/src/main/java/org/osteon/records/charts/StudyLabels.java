package org.osteon.records.charts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
import org.osteon.store.ResourceId;
import org.osteon.store.ResourceQuery;

/// What could tell the arm of somebody in a study gets the label of the study, so that who is blind
/// does not see it: of what those write who are told the arms, and of whatever comes in by itself,
/// from another system, from a file or by a program. What somebody at a page writes who is blind
/// tells nothing that they know. That somebody is in a study is kept by the study alone.
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

    /// What somebody writes who is told the arms of some studies, with the label on what could tell
    /// one, and on the form and the Provenance that come with it.
    List<Change> ofSomebody(ChartBatch batch, Limits limits) {
        if (limits.told().isEmpty()) {
            return batch.changes();
        }
        Map<String, ArmTelling> telling = telling();
        telling.keySet().retainAll(limits.told());
        return labelled(batch, telling, WITH_IT);
    }

    /// What comes in by itself or is written by a program, with the label on what could tell an
    /// arm: nobody is there who could be told, or who has read it.
    public ChartBatch ofItself(ChartBatch batch) {
        if (batch.changes().stream().noneMatch(Change.Put.class::isInstance)) {
            return batch;
        }
        Map<String, ArmTelling> telling = telling();
        if (telling.isEmpty()) {
            return batch;
        }
        telling.keySet().retainAll(studiesOf(batch));
        return telling.isEmpty()
                ? batch
                : new ChartBatch(batch.chart(), labelled(batch, telling, Set.of()));
    }

    /// @param along types that are labelled with what tells
    private List<Change> labelled(
            ChartBatch batch, Map<String, ArmTelling> telling, Set<String> along) {
        List<Change> changes = batch.changes();
        for (var study : telling.entrySet()) {
            Set<ResourceId> hidden = hidden(batch, study.getKey(), study.getValue());
            if (!hidden.isEmpty()) {
                changes =
                        changes.stream()
                                .map(one ->
                                        hidden.contains(one.resource())
                                                        || along.contains(one.resource().type())
                                                ? labelled(one, study.getKey())
                                                : one)
                                .toList();
            }
        }
        return List.copyOf(changes);
    }

    /// What of a batch could tell the arm, by itself or because it was made of what could.
    private Set<ResourceId> hidden(ChartBatch batch, String study, ArmTelling telling) {
        Map<ResourceId, ObjectNode> written = new LinkedHashMap<>();
        for (Change change : batch.changes()) {
            if (change instanceof Change.Put put) {
                tree(put.json()).ifPresent(one -> written.put(put.resource(), one));
            }
        }
        Set<ResourceId> hidden = new HashSet<>();
        written.forEach((id, resource) -> {
            if (telling.tells(resource)) {
                hidden.add(id);
            }
        });
        boolean more = true;
        while (more) {
            more = false;
            for (var one : written.entrySet()) {
                if (!hidden.contains(one.getKey())
                        && ArmTelling.references(one.getValue())
                                .anyMatch(to ->
                                        isHidden(
                                                batch.chart(),
                                                study,
                                                telling,
                                                to,
                                                written,
                                                hidden))) {
                    more = hidden.add(one.getKey());
                }
            }
        }
        return hidden;
    }

    /// Of what is not there yet nobody knows what it is.
    private boolean isHidden(
            String chart,
            String study,
            ArmTelling telling,
            ArmTelling.Reference to,
            Map<ResourceId, ObjectNode> written,
            Set<ResourceId> hidden) {
        ResourceId id = new ResourceId(to.type(), to.id());
        return written.containsKey(id)
                ? hidden.contains(id)
                : store.read(chart, id)
                        .filter(one -> !one.deleted())
                        .map(one ->
                                tree(one.json()).filter(there -> bears(there, study)).isPresent())
                        .orElseGet(() -> telling.types().contains(to.type()));
    }

    /// What could tell the arm, by study, as long as not everybody may know it.
    private Map<String, ArmTelling> telling() {
        Map<String, ArmTelling> all = new TreeMap<>();
        Set<String> over = new HashSet<>();
        for (KeptNote note : store.kept(Grant.Unblinded.NOTES)) {
            tree(note.json())
                    .ifPresent(told -> {
                        String study = told.path("study").asText();
                        if (told.path("account").asText().equals(Grant.Unblinded.EVERYBODY)) {
                            over.add(study);
                        }
                        all.merge(
                                study,
                                new ArmTelling(texts(told, "hides"), texts(told, "shows")),
                                StudyLabels::stricter);
                    });
        }
        all.keySet().removeAll(over);
        return all;
    }

    private static Set<String> texts(JsonNode told, String name) {
        return told.path(name).valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    private static ArmTelling stricter(ArmTelling one, ArmTelling other) {
        Set<String> types = new HashSet<>(one.types());
        types.addAll(other.types());
        Set<String> shows = new HashSet<>(one.shows());
        shows.retainAll(other.shows());
        return new ArmTelling(types, shows);
    }

    /// The studies that the patient is in: that is kept by the study alone, and never comes in.
    private Set<String> studiesOf(ChartBatch batch) {
        List<Resource> subjects = new ArrayList<>();
        store.search(ResourceQuery.of("ResearchSubject").inChart(batch.chart()).limit(MOST_STUDIES))
                .resources()
                .forEach(one -> subjects.add(ChartReader.resource(one.json())));
        return Protection.of(batch.chart(), subjects).studies();
    }

    private static Change labelled(Change change, String study) {
        return change instanceof Change.Put put
                ? new Change.Put(put.resource(), labelled(put.json(), study), put.expectedVersion())
                : change;
    }

    private static boolean bears(ObjectNode resource, String study) {
        return resource.path("meta")
                .path("security")
                .valueStream()
                .anyMatch(one ->
                        one.path("system").asText().equals(Protection.BLIND)
                                && one.path("code").asText().equals(study));
    }

    private static String labelled(String json, String study) {
        ObjectNode resource = tree(json).orElse(null);
        if (resource == null || bears(resource, study)) {
            return json;
        }
        resource.withObject("meta")
                .withArray("security")
                .addObject()
                .put("system", Protection.BLIND)
                .put("code", study);
        return written(resource);
    }

    static String written(ObjectNode resource) {
        try {
            return JSON.writeValueAsString(resource);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /// Empty where the store will refuse it anyhow.
    static Optional<ObjectNode> tree(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
