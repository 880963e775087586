package org.osteon.workflow.studies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osteon.chart.Sha256;
import org.osteon.pathway.Rule;
import org.osteon.pathway.StudyKnowledge;
import org.osteon.workflow.FhirEdit;

/// Reads what is written of a study. What is not there is left empty, for [StudyCheck] to tell.
public final class StudyReader {
    private static final String STUDY = "urn:osteon:study";
    private static final String ARM = "urn:osteon:study-arm";
    private static final int USUAL_DAYS = 30;

    private StudyReader() {}

    /// A study with its criteria, or why it cannot be read.
    public static Study read(StudyKnowledge written) {
        JsonNode root;
        try {
            root = FhirEdit.tree(written.definition());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "studies/" + written.id() + "/study.json is no JSON: " + e.getOriginalMessage(),
                    e);
        }
        Said said = Said.in(root, STUDY);
        Said ethics = said.part("ethics");
        return new Study(
                written.id(),
                root.path("title").asText(written.id()),
                said.text("version"),
                root.path("description").asText(""),
                said.text("kind").equals("cohort") ? Study.Kind.COHORT : Study.Kind.TRIAL,
                root.at("/phase/coding/0/code").asText(""),
                said.text("pathway"),
                said.text("registration"),
                said.text("sponsor"),
                new Study.Ethics(ethics.text("approval"), day(ethics.text("until"))),
                arms(root),
                Set.copyOf(said.texts("blind")),
                said.text("sham"),
                said.text("kit"),
                Set.copyOf(said.texts("hides")),
                Set.copyOf(said.texts("shows")),
                randomisation(said.part("randomisation"), written),
                said.parts("visit").stream()
                        .map(one ->
                                new Study.Visit(
                                        one.text("code"),
                                        one.text("title"),
                                        one.whole("day"),
                                        one.whole("from"),
                                        one.whole("to")))
                        .toList(),
                said.parts("primary").stream().findFirst().map(StudyReader::primary),
                said.texts("stopping"),
                sources(root),
                Sha256.hex(written.definition() + "\n" + written.criteria().knowledgeHash()));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static List<Study.Arm> arms(JsonNode root) {
        List<Study.Arm> arms = new ArrayList<>();
        for (JsonNode arm : root.path("arm")) {
            Said said = Said.in(arm, ARM);
            arms.add(
                    new Study.Arm(
                            arm.path("name").asText(""),
                            arm.at("/type/text").asText(""),
                            arm.path("description").asText(""),
                            said.text("code"),
                            said.whole("ratio"),
                            said.text("label"),
                            said.text("role").equals("tested")));
        }
        return arms;
    }

    private static Study.Randomisation randomisation(Said said, StudyKnowledge written) {
        Map<String, String> titles =
                written.criteria().results().stream()
                        .collect(Collectors.toMap(Rule::id, Rule::title, (first, _) -> first));
        return new Study.Randomisation(
                said.text("method").equals("minimisation")
                        ? Study.Method.MINIMISATION
                        : Study.Method.BLOCKS,
                said.wholes("block"),
                said.parts("factor").stream()
                        .map(one ->
                                new Study.Factor(
                                        one.text("code"),
                                        titles.getOrDefault(one.text("code"), one.text("code")),
                                        one.number("weight").orElse(1.0),
                                        one.texts("level")))
                        .toList(),
                said.number("probability").orElse(Double.NaN),
                said.text("imbalance"),
                said.whole("planned"),
                said.number("eligible-days").map(Double::intValue).orElse(USUAL_DAYS));
    }

    private static Study.Primary primary(Said said) {
        return new Study.Primary(
                said.text("measure"),
                said.text("title"),
                said.text("visit"),
                !said.text("better").equals("lower"),
                said.text("method"),
                said.text("missing"),
                said.number("minimal").orElse(Double.NaN),
                said.text("source"));
    }

    private static List<String> sources(JsonNode root) {
        List<String> sources = new ArrayList<>();
        root.path("relatedArtifact").forEach(one -> sources.add(one.path("citation").asText("")));
        return sources;
    }
}
