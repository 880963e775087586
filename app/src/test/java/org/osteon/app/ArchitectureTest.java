package org.osteon.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The arrows of `ARCHITECTURE.md`.
class ArchitectureTest {
    private static final String APP = "org.osteon.app..";
    private static final String PATHWAY = "org.osteon.pathway..";
    private static final String STORE = "org.osteon.store..";
    private static final String CHART = "org.osteon.chart..";
    private static final String HLA = "org.osteon.hla..";
    private static final String OUTCOME = "org.osteon.outcome..";
    private static final String WORKFLOW = "org.osteon.workflow..";
    private static final String ACCESS = "org.osteon.access..";
    private static final String SEARCH = "org.osteon.search..";
    private static final String REPORT = "org.osteon.report..";
    private static final String FEEDS = "org.osteon.feeds..";
    private static final String RECORDED_FEEDS = "org.osteon.records.feeds..";
    private static final String CHARTS = "org.osteon.records.charts..";
    private static final String WORKLIST = "org.osteon.records.worklist..";
    private static final String PEOPLE = "org.osteon.records.people..";
    private static final String APPS = "org.osteon.records.apps..";
    private static final String CARDS = "org.osteon.records.cards..";
    private static final String TRAIL = "org.osteon.records.trail..";
    private static final String LINKS = "org.osteon.records.links..";
    private static final String WORDS = "org.osteon.records.words..";
    private static final String BULK = "org.osteon.records.bulk..";
    private static final String NOTICES = "org.osteon.records.notices..";
    private static final String OUTSIDE = "org.osteon.records.outside..";
    private static final String ROUNDS = "org.osteon.records.rounds..";
    private static final String COHORT = "org.osteon.records.cohort..";
    private static final String MODELS = "org.osteon.records.models..";
    private static final String STUDIES = "org.osteon.records.studies..";
    private static final String REPORTS = "org.osteon.records.reports..";
    private static final String KNOWLEDGE = "org.osteon.records.knowledge..";
    private static final String DEMO = "org.osteon.records.demo..";
    private static final String[] WEB_AND_SERVERS = {
        "org.springframework..",
        "jakarta.servlet..",
        "ca.uhn.fhir..",
        "org.hl7.fhir.r4..",
        "picocli.."
    };

    private static JavaClasses osteon;

    /// What measures and what sweeps know the modules, and have their own rules.
    private static final Set<String> ABOVE = Set.of("bench", "sweep");

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            osteon =
                    new ClassFileImporter()
                            // What Spring writes of the beans (BeansAhead) names them all.
                            .withImportOption(place -> !place.contains("__"))
                            .importPaths(
                                    modules.filter(module ->
                                                    !ABOVE.contains(
                                                            module.getFileName().toString()))
                                            .map(module -> module.resolve("target/classes"))
                                            .filter(Files::isDirectory)
                                            .toList());
        }
    }

    @Test
    void chart_depends_on_nothing_of_osteon() {
        onlyKnows(CHART, CHART).check(osteon);
    }

    @Test
    void pathway_knows_chart_and_neither_store_nor_app() {
        onlyKnows(PATHWAY, PATHWAY, CHART).check(osteon);
    }

    @Test
    void store_knows_chart_and_neither_pathway_nor_app() {
        onlyKnows(STORE, STORE, CHART).check(osteon);
    }

    @Test
    void workflow_knows_pathway_and_chart_and_neither_store_nor_a_door() {
        onlyKnows(WORKFLOW, WORKFLOW, PATHWAY, CHART).check(osteon);
    }

    @Test
    void access_knows_chart_and_the_jdk() {
        classes()
                .that()
                .resideInAPackage(ACCESS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ACCESS, CHART, "java..", "org.jspecify..")
                .check(osteon);
    }

    @Test
    void feeds_know_chart_and_the_library_of_hl7_v2_and_nobody_else_knows_that() {
        onlyKnows(FEEDS, FEEDS, CHART).check(osteon);
        noClasses()
                .that()
                .resideOutsideOfPackage(FEEDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ca.uhn.hl7v2..")
                .check(osteon);
    }

    @Test
    void search_knows_hla_and_chart() {
        onlyKnows(SEARCH, SEARCH, HLA, CHART).check(osteon);
    }

    @Test
    void report_knows_outcome() {
        onlyKnows(REPORT, REPORT, OUTCOME).check(osteon);
    }

    @Test
    void subjects_know_no_framework_of_a_door() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        WORKFLOW,
                        SEARCH,
                        REPORT,
                        FEEDS,
                        RECORDED_FEEDS,
                        CHARTS,
                        WORKLIST,
                        WORDS,
                        COHORT,
                        MODELS,
                        TRAIL,
                        APPS,
                        BULK,
                        NOTICES,
                        LINKS,
                        KNOWLEDGE,
                        REPORTS,
                        DEMO,
                        CARDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WEB_AND_SERVERS)
                .check(osteon);
    }

    @Test
    void the_way_to_a_chart_knows_no_door_and_only_it_reads_what_the_store_holds() {
        onlyKnows(CHARTS, CHARTS, STORE, CHART, ACCESS, WORDS, TRAIL).check(osteon);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.osteon.app.http.web..", COHORT, "org.osteon.app.http.fhir..")
                .should()
                .callMethod(org.osteon.chart.ChartReader.class, "resources", byte[].class)
                .check(osteon);
    }

    /// Those that are named keep what they make of all charts and hand out by `Records` only, read
    /// an upload into a store of its own, or sign people in.
    @Test
    void no_door_reaches_the_store_but_through_access() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.osteon.app.http.web..",
                        "org.osteon.app.http.fhir..",
                        "org.osteon.app.http.hooks..")
                .and()
                .haveNameNotMatching(
                        "org\\.osteon\\.app\\.http\\.web\\.(desk\\.Worklist|outcomes\\.Cohorts|"
                                + "Namesakes|site\\.ImportController|people\\.SignInController)"
                                + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(org.osteon.store.ChartStore.class)
                .check(osteon);
        noClasses()
                .that()
                .resideInAnyPackage("org.osteon.app.http.fhir..", "org.osteon.app.http.hooks..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(org.osteon.records.charts.StoredCharts.class)
                .check(osteon);
    }

    @Test
    void what_the_doors_share_knows_no_door() {
        onlyKnows(WORDS, WORDS, CHART, PATHWAY, STORE, OUTCOME, WORKFLOW, HLA).check(osteon);
        onlyKnows(PEOPLE, PEOPLE, ACCESS, STORE, CHART, WORDS, WORKFLOW).check(osteon);
        onlyKnows(TRAIL, TRAIL, STORE, WORDS, OUTCOME).check(osteon);
        onlyKnows(APPS, APPS, PEOPLE, ACCESS, STORE, CHART, WORDS, OUTSIDE).check(osteon);
        onlyKnows(OUTSIDE, OUTSIDE, WORDS).check(osteon);
        onlyKnows(ROUNDS, ROUNDS, STORE).check(osteon);
        onlyKnows(BULK, BULK, CHARTS, APPS, PEOPLE, ACCESS, STORE, CHART, WORDS, ROUNDS)
                .check(osteon);
        onlyKnows(
                        NOTICES, NOTICES, WORKLIST, CHARTS, APPS, PEOPLE, ACCESS, STORE, CHART,
                        WORDS, WORKFLOW, ROUNDS, OUTSIDE)
                .check(osteon);
        onlyKnows(LINKS, LINKS, CHARTS, PEOPLE, ACCESS, STORE, WORDS).check(osteon);
        onlyKnows(CARDS, CARDS, CHARTS, WORDS, CHART, PATHWAY, STORE, OUTSIDE).check(osteon);
        onlyKnows(
                        KNOWLEDGE, KNOWLEDGE, CARDS, CHARTS, PEOPLE, ACCESS, WORDS, CHART, PATHWAY,
                        STORE, WORKFLOW)
                .check(osteon);
        onlyKnows(DEMO, DEMO, WORKFLOW, PATHWAY, CHART).check(osteon);
        onlyKnows(WORKLIST, WORKLIST, CHARTS, CHART, PATHWAY, STORE, WORKFLOW, ROUNDS)
                .check(osteon);
        onlyKnows(
                        RECORDED_FEEDS,
                        RECORDED_FEEDS,
                        FEEDS,
                        CHARTS,
                        WORDS,
                        ACCESS,
                        CHART,
                        PATHWAY,
                        STORE,
                        WORKFLOW)
                .check(osteon);
        onlyKnows(
                        STUDIES, STUDIES, CHARTS, PEOPLE, LINKS, WORDS, ACCESS, CHART, PATHWAY,
                        STORE, WORKFLOW, OUTCOME)
                .check(osteon);
        onlyKnows(REPORTS, REPORTS, CHARTS, ACCESS, CHART, PATHWAY, STORE, WORKFLOW, OUTCOME)
                .check(osteon);
        onlyKnows(
                        COHORT,
                        COHORT,
                        CHARTS,
                        WORDS,
                        CHART,
                        PATHWAY,
                        STORE,
                        OUTCOME,
                        REPORT,
                        "org.osteon.workflow.studies..")
                .check(osteon);
        onlyKnows(MODELS, MODELS, COHORT, PATHWAY, OUTCOME, REPORT).check(osteon);
    }

    @Test
    void records_hold_what_the_doors_share_and_nothing_else() {
        classes()
                .that()
                .resideInAPackage("org.osteon.records..")
                .should()
                .resideInAnyPackage(
                        CHARTS,
                        WORKLIST,
                        PEOPLE,
                        WORDS,
                        COHORT,
                        MODELS,
                        TRAIL,
                        APPS,
                        RECORDED_FEEDS,
                        BULK,
                        NOTICES,
                        LINKS,
                        STUDIES,
                        REPORTS,
                        KNOWLEDGE,
                        DEMO,
                        CARDS,
                        OUTSIDE,
                        ROUNDS)
                .check(osteon);
    }

    @Test
    void the_doors_do_not_know_each_other() {
        notKnown("org.osteon.app.cli..", "org.osteon.app.http..").check(osteon);
        notKnown("org.osteon.app.http..", "org.osteon.app.cli..").check(osteon);
        notKnown("org.osteon.app.feeds..", "org.osteon.app.http..").check(osteon);
        notKnown("org.osteon.app.feeds..", "org.osteon.app.cli..").check(osteon);
        onlyKnows("org.osteon.app.post..", "org.osteon.app.post..", LINKS, WORDS, STORE)
                .check(osteon);
        notKnown("org.osteon.app.http..", "org.osteon.app.feeds..").check(osteon);
        notKnown("org.osteon.app.cli..", "org.osteon.app.feeds..").check(osteon);
        notKnown("org.osteon.app.http.fhir..", "org.osteon.app.http.web..").check(osteon);
        notKnown("org.osteon.app.http.web..", "org.osteon.app.http.fhir..").check(osteon);
        notKnown("org.osteon.app.http.hooks..", "org.osteon.app.http.web..").check(osteon);
        notKnown("org.osteon.app.http.hooks..", "org.osteon.app.http.fhir..").check(osteon);
        for (String other : Set.of("web", "fhir", "hooks")) {
            notKnown("org.osteon.app.http.oauth..", "org.osteon.app.http." + other + "..")
                    .check(osteon);
            notKnown("org.osteon.app.http." + other + "..", "org.osteon.app.http.oauth..")
                    .check(osteon);
        }
    }

    @Test
    void pages_of_one_subject_do_not_know_those_of_another() {
        slices().matching("org.osteon.app.http.web.(*)..")
                .should()
                .notDependOnEachOther()
                .check(osteon);
        noClasses()
                .that()
                .resideInAPackage("org.osteon.app.http.web")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.osteon.app.http.web.*..")
                .check(osteon);
    }

    @Test
    void the_app_has_doors_and_what_they_share_and_nothing_else() {
        classes()
                .that()
                .resideInAPackage(APP)
                .should()
                .resideInAnyPackage(
                        "org.osteon.app",
                        "org.osteon.app.cli..",
                        "org.osteon.app.http..",
                        "org.osteon.app.feeds..",
                        "org.osteon.app.post..")
                .check(osteon);
        noClasses()
                .that()
                .resideInAPackage("org.osteon.app.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osteon.app")
                .check(osteon);
    }

    @Test
    void hla_needs_only_the_jdk() {
        classes()
                .that()
                .resideInAPackage(HLA)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(HLA, "java..", "org.jspecify..")
                .check(osteon);
    }

    @Test
    void outcome_needs_only_the_jdk_and_a_statistics_library() {
        classes()
                .that()
                .resideInAPackage(OUTCOME)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(OUTCOME, "java..", "org.jspecify..", "org.hipparchus..")
                .check(osteon);
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching("org.osteon.(*)..").should().beFreeOfCycles().check(osteon);
    }

    @Test
    void only_the_server_knows_spring() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.osteon.app.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta.servlet..")
                .check(osteon);
    }

    @Test
    void only_the_fhir_door_knows_hapi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.osteon.app.http.fhir..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ca.uhn.fhir..", "org.hl7.fhir.r4..")
                .check(osteon);
    }

    @Test
    void nothing_but_the_app_asks_a_clock() {
        noClockReading(APP).check(osteon);
    }

    /// A rule that could not fail would prove nothing. Three quarters of an assessment are what
    /// could be ordered (X12).
    @Test
    void what_could_be_ordered_is_worked_out_where_somebody_looks_at_it() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PATHWAY, "org.osteon.app.cli..")
                .and()
                .doNotHaveSimpleName("PatientPage")
                .and()
                .doNotHaveSimpleName("ImportController")
                .should()
                .callMethodWhere(
                        describe(
                                "works out what could be ordered",
                                call ->
                                        call.getName().equals("assessWithOptions")
                                                || (call.getName().equals("withOptions")
                                                        && call.getTargetOwner()
                                                                .getPackageName()
                                                                .startsWith("org.osteon.pathway"))))
                .check(osteon);
    }

    @Test
    void the_rule_about_clocks_finds_who_asks_one() {
        JavaClasses asking = new ClassFileImporter().importClasses(AsksAClock.class);
        ArchRule rule = noClockReading("nowhere..");
        assertThatThrownBy(() -> rule.check(asking))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Instant.now()");
    }

    static final class AsksAClock {
        Instant now() {
            return Instant.now();
        }
    }

    private static ArchRule onlyKnows(String from, String... known) {
        DescribedPredicate<JavaClass> otherOsteon =
                resideInAnyPackage("org.osteon..")
                        .and(DescribedPredicate.not(resideInAnyPackage(known)));
        return noClasses().that().resideInAPackage(from).should().dependOnClassesThat(otherOsteon);
    }

    private static ArchRule notKnown(String from, String unknown) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(unknown);
    }

    private static ArchRule noClockReading(String allowed) {
        Set<String> readers =
                Set.of("now", "currentTimeMillis", "systemUTC", "systemDefaultZone", "system");
        DescribedPredicate<JavaAccess<?>> readsAClock =
                describe(
                        "asks a clock",
                        access ->
                                readers.contains(access.getName())
                                        && (access.getTargetOwner()
                                                        .getPackageName()
                                                        .equals("java.time")
                                                || access.getTargetOwner()
                                                        .isEquivalentTo(System.class)
                                                || access.getTargetOwner()
                                                        .isEquivalentTo(Clock.class)
                                                || access.getTargetOwner()
                                                        .isEquivalentTo(InstantSource.class)));
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed, "org.osteon.bench..")
                .should()
                .accessTargetWhere(readsAClock);
    }
}
