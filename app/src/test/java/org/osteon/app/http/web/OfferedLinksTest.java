package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.osteon.records.demo.DemoCohort;

/// A page offers what whoever looks at it may do: no link leads to a refusal.
@EnabledIfSystemProperty(
        named = "osteon.long",
        matches = "true",
        disabledReason = "every link of every role: ./osteon verify --long")
class OfferedLinksTest {
    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"(/[^\"#]*)\"");
    private static final int PATIENTS_A_PAGE = 2;
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");

    /// Patients of each therapy, some with adverse events and some with reports due.
    private static final Pattern SOME =
            Pattern.compile(
                    "\"id\":\"demo-(breast-|knee-better-|transplant-leukaemia-day-100-|prostate-)[a-z0-9-]+\"");

    private static final List<String> ROLES =
            List.of(
                    "nurse",
                    "pharmacist",
                    "physician",
                    "coordinator",
                    "hla-laboratory",
                    "cell-laboratory",
                    "operator",
                    "assessor",
                    "research",
                    "data-manager",
                    "auditor",
                    "administrator");

    private static final List<String> STARTS =
            List.of(
                    "/",
                    "/boards",
                    "/answers",
                    "/outcomes",
                    "/outcomes/bone-modifying-agents/endpoints/skeletal-event",
                    "/outcomes/bone-modifying-agents/measures/pain",
                    "/outcomes/bone-modifying-agents/endpoints/survival/models?ask=1&model=cox&with.sex=on",
                    "/reports",
                    "/reports/rules",
                    "/studies",
                    "/studies/knee-comparators",
                    "/links",
                    "/site",
                    "/rules/watch",
                    "/rules/changes",
                    "/looks");

    private static RunningPages pages;

    @BeforeAll
    static void start() throws IOException {
        List<String> charts =
                new DemoCohort(KNOWLEDGE, RunningPages.TODAY, 1)
                        .charts().stream().filter(chart -> SOME.matcher(chart).find()).toList();
        assertThat(charts).hasSizeGreaterThan(10);
        pages = RunningPages.start(0, KNOWLEDGE).withBundles(charts);
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static List<String> refused(Browsing person) {
        List<String> refused = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String start : STARTS) {
            Browsing.Seen page = person.open(start);
            if (page.status() != 200) {
                continue;
            }
            int[] patients = {0};
            LINK.matcher(page.html())
                    .results()
                    .map(one -> ServedForm.plain(one.group(1)))
                    .filter(link -> !link.startsWith("/fhir") && !link.contains(" "))
                    .filter(link ->
                            !link.startsWith("/patients/") || ++patients[0] <= PATIENTS_A_PAGE)
                    .filter(seen::add)
                    .forEach(link -> {
                        int status = person.open(link).status();
                        if (status != 200) {
                            refused.add(start + " offers " + link + ": " + status);
                        }
                    });
        }
        assertThat(seen.size()).isGreaterThan(10);
        return refused;
    }

    @Test
    void no_link_of_a_page_is_refused_to_who_sees_the_page() {
        for (String role : ROLES) {
            Browsing person = new Browsing(pages);
            person.signIn("L. Example " + role, role);
            assertThat(refused(person)).as(role).isEmpty();
        }
    }
}
