package org.osteon.workflow.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.DeliveredForms;
import org.osteon.workflow.forms.FormEntry;
import org.osteon.workflow.forms.FormLibrary;

/// Drafts of what a registry asks (records, 7.1): when, what the chart answers, what goes out.
class RegistryDraftTest {
    private static final KnowledgeBase KNOWLEDGE = DeliveredForms.KNOWLEDGE;
    private static final RegistryForms FORMS =
            RegistryForms.of(KNOWLEDGE.pathways(), DeliveredForms.FORMS);
    private static final LocalDate ZERO = LocalDate.of(2024, 1, 10);

    private static RegistryForm form(String id) {
        return FORMS.form(id).orElseThrow();
    }

    private static List<String> due(List<LocalDate> zeros, LocalDate died, LocalDate today) {
        return RegistryDue.of(form("post-transplant"), zeros, Optional.ofNullable(died), today)
                .stream()
                .map(RegistryDue::time)
                .toList();
    }

    private static ObjectNode bundle(String id) throws IOException {
        return FhirEdit.read(
                FhirEdit.write(
                        FhirEdit.read(
                                        WorkedCase.of(
                                                        Path.of("..", "knowledge"),
                                                        KNOWLEDGE
                                                                .pathway("marrow-transplant")
                                                                .orElseThrow())
                                                .stream()
                                                .filter(one -> one.id().equals(id))
                                                .findFirst()
                                                .orElseThrow()
                                                .json())
                                .path("chart")));
    }

    private static Chart chart(ObjectNode bundle) {
        return ChartReader.bundle(FhirEdit.write(bundle).getBytes(StandardCharsets.UTF_8))
                        instanceof ChartReading.Read(Chart chart)
                ? chart
                : org.junit.jupiter.api.Assertions.fail("it is no chart");
    }

    @Test
    void what_is_delivered_is_sound_and_leaves_numbers_and_revision_to_the_site() {
        assertThat(FORMS.problems()).isEmpty();
        assertThat(FORMS.forms())
                .extracting(RegistryForm::form)
                .containsExactlyInAnyOrder("2400", "2450");
        FORMS.forms()
                .forEach(form -> {
                    assertThat(form.revision()).isEmpty();
                    assertThat(form.items()).allMatch(item -> item.number().isEmpty());
                    form.items()
                            .filter(item -> item.absence().isPresent() && !item.choices().isEmpty())
                            .forEach(item ->
                                    assertThat(item.choices())
                                            .as(item.key())
                                            .extracting(RegistryForm.Choice::code)
                                            .contains(item.absence().get().answer()));
                });
    }

    @Test
    void a_site_fills_in_numbers_and_a_number_of_nothing_is_named() {
        String own =
                """
                {"id": "post-transplant", "revision": "R9", "centre": "12345",
                 "numbers": {"relapse": "41", "relapsed": "42"}}
                """;
        RegistryForms forms =
                RegistryForms.of(
                        KNOWLEDGE.pathways(),
                        FormLibrary.of(KNOWLEDGE, Map.of("site/registry/post.json", own)));
        RegistryForm form = forms.form("post-transplant").orElseThrow();

        assertThat(form.revision()).isEqualTo("R9");
        assertThat(form.centreNumber()).isEqualTo("12345");
        assertThat(form.item("relapse").orElseThrow().number()).isEqualTo("41");
        assertThat(forms.problems()).singleElement().asString().contains("'relapsed'");
    }

    /// What is typed at a page stands over the site's file, and holds from then on.
    @Test
    void numbers_that_were_typed_stand_over_those_of_the_file_as_soon_as_they_are_there() {
        FormLibrary library =
                FormLibrary.of(
                        KNOWLEDGE,
                        Map.of(
                                "site/registry/post.json",
                                "{\"id\": \"post-transplant\", \"revision\": \"R9\", \"centre\": \"12345\","
                                        + " \"numbers\": {\"relapse\": \"41\", \"agvhd\": \"17\"}}"));
        Map<String, String> typed = new HashMap<>();
        library.typedBy(() -> Map.copyOf(typed));
        assertThat(once(library).revision()).isEqualTo("R9");

        typed.put(
                "site/registry/post-transplant.json",
                "{\"id\": \"post-transplant\", \"revision\": \"R10\", \"numbers\": {\"relapse\": \"43\"}}");

        RegistryForm form = once(library);
        assertThat(form.revision()).isEqualTo("R10");
        assertThat(form.centreNumber()).isEqualTo("12345");
        assertThat(form.item("relapse").orElseThrow().number()).isEqualTo("43");
        assertThat(form.item("agvhd").orElseThrow().number()).isEqualTo("17");
    }

    private record Forms(RegistryForms forms) {}

    private static RegistryForm once(FormLibrary library) {
        return library.once(
                        Forms.class, one -> new Forms(RegistryForms.of(KNOWLEDGE.pathways(), one)))
                .forms()
                .form("post-transplant")
                .orElseThrow();
    }

    @Test
    void reports_come_on_day_100_at_six_months_and_each_year_from_the_first_day_of_their_window() {
        assertThat(due(List.of(ZERO), null, ZERO.plusDays(84))).isEmpty();
        assertThat(due(List.of(ZERO), null, ZERO.plusDays(85))).containsExactly("day-100");
        assertThat(due(List.of(ZERO), null, ZERO.plusDays(365)))
                .containsExactly("day-100", "six-months");
        assertThat(due(List.of(ZERO), null, ZERO.plusDays(366)))
                .containsExactly("day-100", "six-months", "year-1");
        assertThat(due(List.of(ZERO), null, ZERO.plusYears(3)))
                .containsExactly("day-100", "six-months", "year-1", "year-2", "year-3");
    }

    @Test
    void the_report_that_tells_of_a_death_is_the_last() {
        LocalDate later = ZERO.plusYears(3);

        assertThat(due(List.of(ZERO), ZERO.plusDays(40), later)).containsExactly("day-100");
        assertThat(due(List.of(ZERO), ZERO.plusDays(115), later)).containsExactly("day-100");
        assertThat(due(List.of(ZERO), ZERO.plusDays(116), later))
                .containsExactly("day-100", "six-months");
    }

    @Test
    void a_second_transplant_ends_what_is_asked_about_the_first() {
        LocalDate second = ZERO.plusDays(160);
        List<RegistryDue> due =
                RegistryDue.of(
                        form("post-transplant"),
                        List.of(ZERO, second),
                        Optional.empty(),
                        second.plusDays(90));

        assertThat(due)
                .extracting(RegistryDue::zero, RegistryDue::time)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ZERO, "day-100"),
                        org.assertj.core.groups.Tuple.tuple(ZERO, "six-months"),
                        org.assertj.core.groups.Tuple.tuple(second, "day-100"));
        assertThat(due.get(1).to()).isEqualTo(second.minusDays(1));
    }

    @Test
    void what_goes_out_has_the_centre_as_a_label_the_registrys_number_and_nothing_that_tells_who()
            throws IOException {
        ObjectNode bundle = bundle("own-allo-clean");
        for (JsonNode entry : bundle.path("entry")) {
            if (entry.path("resource").path("resourceType").asText("").equals("Patient")) {
                ((ObjectNode) entry.path("resource"))
                        .withArray("identifier")
                        .addObject()
                        .put("system", "http://cibmtr.org/identifier/CRID")
                        .put("value", "9001");
            }
        }
        LocalDate today = LocalDate.of(2025, 5, 28);
        Chart chart = chart(bundle);
        RegistryForms forms =
                RegistryForms.of(
                        KNOWLEDGE.pathways(),
                        FormLibrary.of(
                                KNOWLEDGE,
                                Map.of(
                                        "site/registry/pre.json",
                                        "{\"id\": \"pre-transplant\", \"centre\": \"12345\"}")));
        List<RegistryDue> due =
                RegistryDraft.due(
                        KNOWLEDGE.pathways(),
                        List.of(forms.form("pre-transplant").orElseThrow()),
                        chart,
                        today);
        assertThat(due).isNotEmpty();
        RegistryDraft draft = RegistryDraft.of(KNOWLEDGE.pathways(), due.getFirst(), chart, today);

        assertThat(RegistryBundles.missing(draft)).isEmpty();
        List<ObjectNode> bundles = RegistryBundles.of(draft);
        assertThat(bundles).isNotEmpty();
        for (ObjectNode one : bundles) {
            assertThat(one.path("entry").size()).isBetween(1, 50);
            for (JsonNode entry : one.path("entry")) {
                JsonNode sent = entry.path("resource");
                assertThat(sent.at("/meta/security/0/code").asText()).isEqualTo("rc_12345");
                assertThat(sent.at("/subject/identifier/value").asText()).isEqualTo("9001");
                assertThat(sent.path("subject").has("reference")).isFalse();
                assertThat(sent.has("id")).isFalse();
                assertThat(sent.has("performer")).isFalse();
            }
        }
        assertThat(draft.withoutPlace())
                .extracting(line -> line.item().key())
                .contains("birth-date", "regimen")
                .doesNotContain("hiv");
    }

    @Test
    void of_an_unknown_comorbidity_nothing_is_answered() throws IOException {
        Chart chart = chart(bundle("own-workup-no-lvef"));
        LocalDate today = LocalDate.of(2025, 5, 20);
        RegistryDraft draft =
                RegistryDraft.due(
                                KNOWLEDGE.pathways(), List.of(form("pre-transplant")), chart, today)
                        .stream()
                        .map(due -> RegistryDraft.of(KNOWLEDGE.pathways(), due, chart, today))
                        .findFirst()
                        .orElseThrow();

        assertThat(draft.line("race").orElseThrow().state()).isEqualTo(RegistryLine.State.MISSING);
        assertThat(draft.isReady()).isFalse();
        assertThat(new RegistryEntry(draft, "2025-05-20T10:00:00Z").sign())
                .isInstanceOf(FormEntry.Refused.class);
    }
}
