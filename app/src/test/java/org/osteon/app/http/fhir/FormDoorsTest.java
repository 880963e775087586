package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.app.LoadedKnowledge;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Write;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormCase;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;

/// The page, `$extract` and `POST QuestionnaireResponse` make the same of the same answers, shown
/// on a case of every form and on all with a reason (records, section 8, law 2); with
/// `-Dosteon.long=true` on every case.
class FormDoorsTest {
    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private static final String ID = "f-12345678901234567890";
    private static final KnowledgeBase KNOWLEDGE = LoadedKnowledge.of(Path.of("..", "knowledge"));
    private static final FormLibrary FORMS = FormLibrary.of(KNOWLEDGE);

    @TempDir static Path folder;

    @TestFactory
    Stream<DynamicTest> every_door_makes_the_same_of_the_same_answers() throws IOException {
        Set<String> seen = new HashSet<>();
        return FormCase.of(KNOWLEDGE).stream()
                // Those about the site have one door, the pages'.
                .filter(one -> !FORMS.form(one.form()).orElseThrow().isOfTheSite())
                .filter(one ->
                        Boolean.getBoolean("osteon.long")
                                || seen.add(one.form())
                                || !one.deed().reason().isBlank())
                .map(one -> DynamicTest.dynamicTest(one.toString(), () -> compare(one)));
    }

    /// What the page keeps; what it refuses is another law.
    private static void compare(FormCase one) throws IOException {
        Form form = FORMS.form(one.form()).orElseThrow();
        FormLife life = new FormLife(KNOWLEDGE, form, one.chart(), one.pathway());
        Deed deed = one.deed().as(role(form));
        FormOutcome page =
                life.sign(ID, one.answers(life), Optional.of(life.open(deed.at()).shown()), deed);
        if (!(page instanceof FormOutcome.Saved saved)) {
            return;
        }
        Person person = Person.of("test", "test", new Role("physician"));
        Visit visit =
                new Visit(
                        person,
                        new Role("physician"),
                        List.of(Grant.SiteTeam.ofAll("test")),
                        "",
                        "",
                        "test",
                        false);
        Visits.<IOException, RuntimeException>during(visit, () -> agrees(saved, one, form, deed));
    }

    private static void agrees(FormOutcome.Saved saved, FormCase one, Form form, Deed deed)
            throws IOException {
        QuestionnaireResponse response = response(saved, form);
        Chart chart = one.chart();
        try (ChartStore store = ChartStore.open(Files.createTempFile(folder, "charts", ".db"))) {
            keep(store, chart);
            Clock clock = Clock.fixed(deed.at().toInstant(), ZoneOffset.UTC);
            FormIntake intake =
                    new FormIntake(
                            CONTEXT,
                            FORMS,
                            new Records(store, new StoredCharts(store), clock),
                            KNOWLEDGE,
                            clock);
            Bundle extracted = intake.extract(response);
            if (form.needsTwo()) {
                // The second signature is missing: kept, and nothing is made of it yet.
                assertThat(saved.action()).isEqualTo(FormOutcome.AWAITED);
                var posted = intake.take(response.copy(), "test").orElseThrow();
                assertThat(((QuestionnaireResponse) posted.getResource()).getStatus())
                        .isEqualTo(QuestionnaireResponse.QuestionnaireResponseStatus.INPROGRESS);
                assertThat(extracted.getEntry()).isNotEmpty();
                return;
            }
            List<String> ofThePage = made(saved.writes());
            assertThat(
                            extracted.getEntry().stream()
                                    .map(entry -> written(entry.getResource()))
                                    .sorted()
                                    .toList())
                    .isEqualTo(ofThePage);

            String posted = intake.take(response.copy(), "test").orElseThrow().getId().getIdPart();
            assertThat(made(store, chart, saved, posted)).isEqualTo(ofThePage);
        }
    }

    private static String role(Form form) {
        return form.signers().getFirst().roles().stream().findFirst().orElse("");
    }

    private static void keep(ChartStore store, Chart chart) {
        List<Change> changes = new ArrayList<>();
        for (Resource resource : chart.resources()) {
            changes.add(
                    new Change.Put(
                            new ResourceId(resource.type(), resource.id().orElseThrow()),
                            resource.json(),
                            OptionalLong.empty()));
        }
        store.append(
                chart.patient().id().orElseThrow(),
                new Attribution("test", java.time.Instant.EPOCH, "import"),
                changes);
    }

    /// The answers as the page keeps them, as somebody else would send them.
    private static QuestionnaireResponse response(FormOutcome.Saved saved, Form form) {
        ObjectNode json =
                saved.writes().stream()
                        .filter(write -> write.type().equals("QuestionnaireResponse"))
                        .map(write -> FhirEdit.read(write.json()))
                        .findFirst()
                        .orElseThrow();
        json.put("status", "completed");
        ((ObjectNode) json.path("extension").path(0))
                .withArray("extension")
                .addObject()
                .put("url", "role")
                .put("valueCode", role(form));
        return CONTEXT.newJsonParser()
                .parseResource(QuestionnaireResponse.class, FhirEdit.write(json));
    }

    private static boolean isMade(String type) {
        return !type.equals("QuestionnaireResponse") && !type.equals("Provenance");
    }

    private static List<String> made(List<Write> writes) {
        return writes.stream()
                .filter(write -> isMade(write.type()))
                .map(write -> written(CONTEXT.newJsonParser().parseResource(write.json())))
                .sorted()
                .toList();
    }

    /// The same as it stands in the store, by the page's ids.
    private static List<String> made(
            ChartStore store, Chart chart, FormOutcome.Saved saved, String posted) {
        String patient = chart.patient().id().orElseThrow();
        return saved.writes().stream()
                .filter(write -> isMade(write.type()))
                .map(write -> new ResourceId(write.type(), write.id().replace(ID, posted)))
                .map(id ->
                        store.read(patient, id)
                                .map(one -> one.json().replace(posted, ID))
                                .orElse("not kept: " + id))
                .map(json ->
                        json.startsWith("not")
                                ? json
                                : written(CONTEXT.newJsonParser().parseResource(json)))
                .sorted()
                .toList();
    }

    private static String written(IBaseResource resource) {
        IParser parser = CONTEXT.newJsonParser();
        return parser.encodeResourceToString(resource);
    }
}
