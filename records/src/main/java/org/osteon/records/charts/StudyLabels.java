package org.osteon.records.charts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Limits;
import org.osteon.access.Protection;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// What somebody who is told the arms writes of a treatment gets the label of the study, so that
/// who is blind does not see it; and that somebody is in a study is kept by the study alone.
final class StudyLabels {
    private static final Set<String> WITH_IT = Set.of("QuestionnaireResponse", "Provenance");

    /// Numbers keep the digits that they were written with.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final ChartStore store;

    StudyLabels(ChartStore store) {
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
