package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osteon.app.LoadedKnowledge;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.demo.DemoCohort;
import org.osteon.workflow.FhirEdit;

/// The pages of the delivered knowledge for made-up patients of each therapy: axe in a real
/// Chromium, in light and dark and on a small screen, and what must stand there whatever the
/// therapy. Nothing here knows one.
class EveryTherapyTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");

    private static final Map<String, List<String>> PATIENTS = new LinkedHashMap<>();

    /// Assessments by pathway and patient.
    private static final Map<String, Assessment> ASSESSED = new HashMap<>();

    private static RunningPages pages;
    private static @Nullable Chromium opened;

    /// A patient of a pathway.
    ///
    /// @param severity of the decision, 0 the most severe
    private record Shown(String bundle, String id, int severity, int events) {}

    @BeforeAll
    static void start() throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(KNOWLEDGE);
        List<String> cohort = new DemoCohort(KNOWLEDGE, RunningPages.TODAY, 1).charts();
        List<String> chosen = new ArrayList<>();
        for (Pathway pathway : knowledge.pathways()) {
            List<Shown> shown =
                    cohort.stream().flatMap(bundle -> shown(pathway, bundle).stream()).toList();
            List<Shown> few =
                    Stream.of(
                                    shown.stream().min(Comparator.comparingInt(Shown::severity)),
                                    shown.stream().max(Comparator.comparingInt(Shown::events)))
                            .flatMap(found -> found.stream())
                            .distinct()
                            .toList();
            PATIENTS.put(pathway.id(), few.stream().map(Shown::id).toList());
            few.forEach(one -> chosen.add(one.bundle()));
        }
        pages = RunningPages.start(0, KNOWLEDGE).withBundles(chosen);
    }

    private static List<Shown> shown(Pathway pathway, String bundle) {
        Chart chart =
                switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
                    case ChartReading.Read(var read) -> read;
                    case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
                };
        ChartOnDay onDay = new ChartOnDay(List.of(pathway), chart, RunningPages.TODAY);
        Assessment assessment = onDay.assess(pathway);
        return assessment
                .decision()
                .map(word -> {
                    ASSESSED.put(
                            pathway.id() + " " + chart.patient().id().orElseThrow(), assessment);
                    return List.of(
                            new Shown(
                                    bundle,
                                    chart.patient().id().orElseThrow(),
                                    pathway.decisions().stream()
                                            .map(decision -> decision.word())
                                            .toList()
                                            .indexOf(word),
                                    onDay.course(pathway).events().size()));
                })
                .orElse(List.of());
    }

    @AfterAll
    static void stop() {
        if (opened != null) {
            opened.close();
        }
        pages.close();
    }

    @TestFactory
    Stream<DynamicContainer> the_pages_of_a_patient_of_each_therapy() {
        return PATIENTS.entrySet().stream()
                .map(pathway ->
                        dynamicContainer(
                                pathway.getKey(),
                                pathway.getValue().stream()
                                        .map(id ->
                                                "/patients/" + id + "?pathway=" + pathway.getKey())
                                        .map(path ->
                                                dynamicTest(path, () -> isForEveryone(path)))));
    }

    @TestFactory
    Stream<DynamicTest> the_tables_of_each_therapy_that_has_some() {
        return LoadedKnowledge.of(KNOWLEDGE).pathways().stream()
                .filter(pathway -> !pathway.tableTitles().isEmpty())
                .map(pathway ->
                        dynamicTest(
                                pathway.id(),
                                () -> {
                                    String book = "/rules/" + pathway.id();
                                    Browsing someone = new Browsing(pages);
                                    assertThat(someone.open(book).html())
                                            .contains("href=\"" + book + "/tables\"");
                                    assertThat(someone.open(book + "/tables").text())
                                            .contains(pathway.tableTitles());
                                    ForEveryone.check(
                                            browser(), pages.url(book + "/tables"), "tables");
                                }));
    }

    @TestFactory
    Stream<DynamicContainer> the_interfaces_of_each_therapy() {
        return PATIENTS.entrySet().stream()
                .map(pathway ->
                        dynamicContainer(
                                pathway.getKey(),
                                pathway.getValue().stream()
                                        .flatMap(id ->
                                                Stream.of(
                                                        dynamicTest(
                                                                id + ": FHIR",
                                                                () ->
                                                                        tellsInFhir(
                                                                                id,
                                                                                pathway.getKey())),
                                                        dynamicTest(
                                                                id + ": CDS Hooks",
                                                                () -> givesCards(id))))));
    }

    /// The same alerts and plan items as the pathway gives, as DetectedIssue and CarePlan.
    private static void tellsInFhir(String id, String pathway) throws Exception {
        JsonNode bundle =
                FhirEdit.read(
                        answer(
                                HttpRequest.newBuilder(
                                        URI.create(
                                                pages.url(
                                                        "/fhir/Patient/"
                                                                + id
                                                                + "/$assess?pathway="
                                                                + pathway)))));
        Assessment assessment = ASSESSED.get(pathway + " " + id);
        assertThat(resources(bundle, "DetectedIssue")).hasSameSizeAs(assessment.alerts());
        assertThat(resources(bundle, "GuidanceResponse")).hasSize(1);
        List<JsonNode> plans = resources(bundle, "CarePlan");
        assertThat(plans).hasSize(assessment.plan().isEmpty() ? 0 : 1);
        assertThat(plans)
                .allSatisfy(plan ->
                        assertThat(plan.path("activity").size())
                                .isEqualTo(assessment.plan().size()));
    }

    private static List<JsonNode> resources(JsonNode bundle, String type) {
        List<JsonNode> found = new ArrayList<>();
        bundle.path("entry")
                .forEach(entry -> {
                    if (entry.path("resource").path("resourceType").asText("").equals(type)) {
                        found.add(entry.path("resource"));
                    }
                });
        return found;
    }

    /// A card for each pathway with something to say, with its due items as Tasks.
    private static void givesCards(String id) throws Exception {
        String request =
                """
                {"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
                "context":{"userId":"Practitioner/example","patientId":"%s"}}\
                """
                        .formatted(id);
        JsonNode cards =
                FhirEdit.read(
                                answer(
                                        HttpRequest.newBuilder(
                                                        URI.create(
                                                                pages.url(
                                                                        "/cds-services/osteon-patient-view")))
                                                .header("Content-Type", "application/json")
                                                .POST(
                                                        HttpRequest.BodyPublishers.ofString(
                                                                request))))
                        .path("cards");
        assertThat(cards.isArray()).isTrue();
        cards.forEach(card -> {
            assertThat(card.path("summary").asText("")).isNotBlank();
            card.path("suggestions")
                    .forEach(suggestion ->
                            suggestion
                                    .path("actions")
                                    .forEach(action ->
                                            assertThat(
                                                            action.path("resource")
                                                                    .path("resourceType")
                                                                    .asText(""))
                                                    .isEqualTo("Task")));
        });
        boolean loud =
                ASSESSED.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith(" " + id))
                        .flatMap(entry -> entry.getValue().alerts().stream())
                        .anyMatch(alert -> alert.severity() != Alert.Severity.INFO);
        assertThat(!loud || cards.size() > 0).as("a card for its alerts").isTrue();
    }

    private static String answer(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            request.header("Cookie", pages.people().cookie()).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }

    private static Chromium browser() {
        assumeTrue(
                Boolean.getBoolean("osteon.long"),
                "every therapy in a browser: ./osteon verify --long");
        Chromium.assume();
        Chromium running = opened == null ? new Chromium() : opened;
        opened = running;
        return running;
    }

    private static void isForEveryone(String path) {
        Chromium browser = browser();
        ForEveryone.check(browser, pages.url(path), path);
        browser.width(1440, 1000);
        assertThat(browser.text()).contains("Gates", "Other therapies");
        for (String paper : List.of("/sheet", "/calendar", "/aftercare")) {
            browser.open(pages.url(path.replace("?", paper + "?")));
            if (!browser.text().contains("Go back to the patient's page.")) {
                assertThat(browser.printedPages(Chromium.A4)).as(path + paper).isEqualTo(1);
                assertThat(browser.printedPages(Chromium.LETTER)).as(path + paper).isEqualTo(1);
            }
        }
    }
}
