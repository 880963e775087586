package org.osteon.records.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.TestKnowledge;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.tasks.PatientTasks;
import org.osteon.workflow.tasks.Task;

/// Whoever looks around finds every kind of thing that a morning brings, whatever the day.
class DemoMorningTest {
    private static final Path FOLDER = Path.of("..", "knowledge");
    private static final KnowledgeBase KNOWLEDGE = TestKnowledge.delivered();
    private static final FormLibrary FORMS = FormLibrary.of(KNOWLEDGE);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final Morning ONE = Morning.of(LocalDate.of(2026, 3, 2));

    /// The charts that something was done with, on a day.
    private record Morning(LocalDate day, List<String> bundles) {
        static Morning of(LocalDate day) {
            try {
                List<String> before = new DemoCohort(FOLDER, day, 1).charts();
                List<String> after =
                        new DemoMorning(KNOWLEDGE, day.atTime(LocalTime.NOON).atZone(ZONE))
                                .over(before);
                return new Morning(
                        day, after.stream().filter(one -> !before.contains(one)).toList());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        List<JsonNode> resources(String type) {
            return bundles.stream()
                    .flatMap(bundle -> FhirEdit.read(bundle).path("entry").valueStream())
                    .map(entry -> entry.path("resource"))
                    .filter(resource -> resource.path("resourceType").asText().equals(type))
                    .toList();
        }

        /// Orders that were made at the desk, with this status.
        List<JsonNode> orders(String status) {
            return resources("MedicationRequest").stream()
                    .filter(order -> order.has("instantiatesCanonical"))
                    .filter(order -> order.path("status").asText().equals(status))
                    .toList();
        }

        List<Task> tasks(Predicate<Task> wanted) {
            return bundles.stream()
                    .map(DemoMorningTest::read)
                    .flatMap(chart ->
                            KNOWLEDGE.pathways().stream().flatMap(one -> tasks(one, chart)))
                    .filter(wanted)
                    .toList();
        }

        private Stream<Task> tasks(Pathway pathway, Chart chart) {
            return PatientTasks.of(pathway, pathway.assess(chart, day), chart, FORMS).stream();
        }
    }

    private static Chart read(String bundle) {
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var read) -> read;
            case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
        };
    }

    @TestFactory
    Stream<DynamicContainer> there_is_something_of_everything_on() {
        return Stream.of(ONE, Morning.of(LocalDate.of(2028, 2, 29)))
                .map(morning ->
                        dynamicContainer(
                                morning.day().toString(),
                                Stream.of(
                                        dynamicTest(
                                                "forms half done", () -> formsHalfDone(morning)),
                                        dynamicTest("orders of every state", () -> orders(morning)),
                                        dynamicTest("an open red flag", () -> redFlag(morning)),
                                        dynamicTest("tasks with owners", () -> owned(morning)))));
    }

    private static void formsHalfDone(Morning morning) {
        Set<String> begun =
                morning.resources("QuestionnaireResponse").stream()
                        .filter(one -> one.path("status").asText().equals("in-progress"))
                        .map(one -> one.path("questionnaire").asText().replaceAll("\\|.*", ""))
                        .collect(Collectors.toSet());
        assertThat(begun).hasSizeGreaterThanOrEqualTo(5);
    }

    private static void orders(Morning morning) {
        assertThat(morning.orders("draft")).as("drafted").isNotEmpty();
        assertThat(morning.orders("active"))
                .as("released today")
                .isNotEmpty()
                .allMatch(order ->
                        order.path("extension")
                                .valueStream()
                                .anyMatch(one ->
                                        one.path("url").asText().equals("urn:osteon:released-at")
                                                && one.toString()
                                                        .contains(morning.day().toString())));
        assertThat(morning.orders("on-hold"))
                .as("held")
                .isNotEmpty()
                .allMatch(order -> !order.at("/statusReason/text").asText().isEmpty());
        assertThat(morning.resources("MedicationDispense"))
                .as("being prepared")
                .anyMatch(one -> one.path("status").asText().equals("preparation"));
        assertThat(morning.resources("MedicationAdministration"))
                .as("in the chair")
                .anyMatch(dose -> dose.path("status").asText().equals("in-progress"));
        assertThat(morning.resources("MedicationAdministration"))
                .as("given today")
                .anyMatch(dose ->
                        dose.path("status").asText().equals("completed")
                                && dose.toString().contains(morning.day() + "T"));
    }

    private static void redFlag(Morning morning) {
        assertThat(morning.tasks(task -> task.kind() == Task.Kind.CALL))
                .as("calls")
                .anyMatch(task -> !task.form().isEmpty());
        assertThat(morning.resources("QuestionnaireResponse"))
                .anyMatch(one ->
                        one.path("status").asText().equals("completed")
                                && one.path("questionnaire").asText().contains(":symptom-check-in")
                                && one.path("authored")
                                        .asText()
                                        .startsWith(morning.day().toString()));
    }

    private static void owned(Morning morning) {
        assertThat(morning.tasks(task -> !task.hand().owner().isEmpty()))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(morning.tasks(task -> task.isSnoozed(morning.day())))
                .as("put off")
                .isNotEmpty()
                .allMatch(task -> !task.hand().reason().isEmpty());
    }

    @Test
    void the_same_morning_comes_again_to_the_letter() {
        assertThat(Morning.of(ONE.day())).isEqualTo(ONE);
    }

    @Test
    void every_line_of_a_morning_finds_its_patient() throws IOException {
        int lines = 0;
        for (Pathway pathway : KNOWLEDGE.pathways()) {
            Path file = FOLDER.resolve(pathway.id()).resolve("demo").resolve("morning.json");
            Optional<JsonNode> morning =
                    java.nio.file.Files.exists(file)
                            ? Optional.of(FhirEdit.read(java.nio.file.Files.readString(file)))
                            : Optional.empty();
            lines += morning.map(one -> one.path("morning").size()).orElse(0);
        }

        assertThat(ONE.bundles()).hasSize(lines);
    }
}
