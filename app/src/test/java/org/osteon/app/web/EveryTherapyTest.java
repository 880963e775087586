package org.osteon.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.osteon.app.demo.DemoCohort;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// The pages of the delivered knowledge for made-up patients of each therapy: axe in a real
/// Chromium, in light and dark and on a small screen, and what must stand there whatever the
/// therapy. Nothing here knows one.
class EveryTherapyTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");

    private static final Map<String, List<String>> PATIENTS = new LinkedHashMap<>();

    private static RunningPages pages;
    private static Chromium browser;

    /// A patient of a pathway.
    ///
    /// @param severity of the decision, 0 the most severe
    private record Shown(String bundle, String id, int severity, int events) {}

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Chromium.isInstalled(), "no Chromium with its chromedriver in /usr/bin");
        KnowledgeBase knowledge = KnowledgeBase.load(KNOWLEDGE);
        List<String> cohort = new DemoCohort(KNOWLEDGE, RunningPages.TODAY, 1).charts();
        List<String> chosen = new ArrayList<>();
        for (Pathway pathway : knowledge.pathways()) {
            List<Shown> shown =
                    cohort.stream().flatMap(bundle -> shown(pathway, bundle).stream()).toList();
            List<Shown> few =
                    Stream.of(
                                    shown.stream().min(Comparator.comparingInt(Shown::severity)),
                                    shown.stream().max(Comparator.comparingInt(Shown::severity)),
                                    shown.stream().max(Comparator.comparingInt(Shown::events)))
                            .flatMap(found -> found.stream())
                            .distinct()
                            .toList();
            PATIENTS.put(pathway.id(), few.stream().map(Shown::id).toList());
            few.forEach(one -> chosen.add(one.bundle()));
        }
        pages = RunningPages.start(0, KNOWLEDGE).withBundles(chosen);
        browser = new Chromium();
    }

    private static List<Shown> shown(Pathway pathway, String bundle) {
        Chart chart =
                switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
                    case ChartReading.Read(var read) -> read;
                    case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
                };
        ChartOnDay onDay = new ChartOnDay(chart, RunningPages.TODAY);
        Assessment assessment = onDay.assess(pathway);
        return assessment
                .decision()
                .map(word ->
                        List.of(
                                new Shown(
                                        bundle,
                                        chart.patient().id().orElseThrow(),
                                        pathway.decisions().stream()
                                                .map(decision -> decision.word())
                                                .toList()
                                                .indexOf(word),
                                        onDay.course(pathway).events().size())))
                .orElse(List.of());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            pages.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> the_pages_of_a_patient_of_each_therapy() {
        return PATIENTS.entrySet().stream()
                .map(pathway ->
                        dynamicContainer(
                                pathway.getKey(),
                                Stream.concat(
                                                Stream.of("/rules/" + pathway.getKey()),
                                                pathway.getValue().stream()
                                                        .map(id ->
                                                                "/patients/"
                                                                        + id
                                                                        + "?pathway="
                                                                        + pathway.getKey()))
                                        .map(path ->
                                                dynamicTest(path, () -> isForEveryone(path)))));
    }

    private static void isForEveryone(String path) {
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            browser.width(1440, 1000);
            browser.open(pages.url(path));
            assertThat(browser.violations()).as("%s, %s", path, scheme).isEmpty();
        }
        if (path.startsWith("/patients/")) {
            assertThat(browser.text()).contains("Gates", "Other therapies");
        }
        browser.scheme("light");
        browser.width(320, 800);
        browser.open(pages.url(path));
        assertThat(browser.overhang()).as("pixels beyond 320 of %s", path).isZero();
    }
}
