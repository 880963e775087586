package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.web.Browsing.Brought;
import org.osteon.records.cohort.PoolDefinition;

/// The rows of several sites are put together on a page: what the command says, in a forest plot
/// (K14).
class PoolPageTest {
    private static final PoolDefinition DEFINITION =
            new PoolDefinition(
                    "knees",
                    "1",
                    "marrow-knee-injection",
                    "koos-pain",
                    "Month 12",
                    "arm",
                    "A",
                    "B",
                    List.of());
    private static final String PATH = "/outcomes/pool";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.start(0, java.nio.file.Path.of("..", "knowledge"));
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static Brought rows(String site, int n, double effect) {
        SplittableRandom random = new SplittableRandom(site.hashCode());
        StringBuilder csv =
                new StringBuilder("definition,site,person,age,treatments,arm,baseline,value,day\n");
        for (int i = 0; i < n; i++) {
            double before = 40 + 10 * random.nextDouble();
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s%d,60,%d,%s,%.4f,%.4f,365%n",
                            DEFINITION.digest(),
                            site,
                            site,
                            i,
                            i < 3 ? 4 : 1 + i % 2,
                            i % 2 == 1 ? "B" : "A",
                            before,
                            before + (i % 2 == 1 ? effect : 0) + 8 * random.nextDouble()));
        }
        return new Brought("sites", site + ".csv", csv.toString());
    }

    private static Browsing.Seen together(Browsing who, Brought... sites) {
        List<Brought> files = new ArrayList<>(List.of(sites));
        files.add(new Brought("definition", "knees.json", DEFINITION.json()));
        return who.upload(who.open(PATH), PATH, files);
    }

    @Test
    void three_sites_stand_in_a_forest_plot_with_both_kinds_of_effect_and_the_command() {
        Browsing researcher = new Browsing(pages);
        researcher.signIn("R. Example", "research");

        Browsing.Seen page =
                together(
                        researcher,
                        rows("north", 40, 6),
                        rows("south", 60, 6),
                        rows("west", 30, 6));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("koos-pain, Month 12: change, B minus A. 3 sites")
                .contains(
                        "One effect for all", "Hartung and Knapp", "I²", "A further site would lie")
                .contains("In one model, adjusted", "3 and more 9")
                .contains("pool combine --definition knees.json north.csv south.csv west.csv")
                .contains("method = \"REML\"");
        assertThat(page.html()).contains("class=\"figure forest\"", "Forest plot, B minus A");
    }

    @Test
    void rows_of_another_definition_are_refused_with_their_row_and_a_nurse_brings_none() {
        Browsing researcher = new Browsing(pages);
        researcher.signIn("R. Example", "research");
        Brought good = rows("north", 20, 6);

        Browsing.Seen refused =
                together(
                        researcher,
                        new Brought(
                                "sites",
                                "north.csv",
                                good.content().replace(DEFINITION.digest(), "other")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("north.csv (1), row 1", "another definition");

        Browsing nurse = new Browsing(pages);
        nurse.signIn("N. Example", "nurse");
        assertThat(nurse.open(PATH).status()).isEqualTo(403);
    }

    /// What is asked of the sites is made at the page, too: of what the therapy measures and knows.
    @Test
    void a_definition_that_travels_is_made_of_what_there_is_and_read_as_what_was_asked() {
        Browsing researcher = new Browsing(pages);
        researcher.signIn("R. Example", "research");
        String of = field(researcher.open(PATH).html(), "/outcomes/pool\\?of=([^#\"]+)#define");
        String form = researcher.open(PATH + "?of=" + of).html();
        String measure = field(form, "name=\"measure\"><option value=\"([^\"]+)\"");
        String visit = field(form, "name=\"visit\"><option>([^<]+)<");
        String by = field(form, "name=\"by\"><option value=\"([^\"]+)\"");
        String asked =
                "%s/definition.json?of=%s&id=pool-1&measure=%s&visit=%s&by=%%s&first=a&second=%%s"
                        .formatted(PATH, of, measure, visit.replace(" ", "+"));

        Browsing.Seen made = researcher.open(asked.formatted(by, "b"));
        assertThat(made.status()).isEqualTo(200);
        PoolDefinition read = PoolDefinition.read(made.html());
        assertThat(read.pathway()).isEqualTo(of);
        assertThat(List.of(read.id(), read.measure(), read.visit(), read.compare()))
                .containsExactly("pool-1", measure, visit, by);

        assertThat(researcher.open(asked.formatted("nothing", "b")).text())
                .contains("'nothing' is no factor of " + of);
        assertThat(researcher.open(asked.formatted(by, "+")).text())
                .contains("two groups are compared");
        assertThat(researcher.open(asked.formatted(by, "a")).text())
                .contains("not “a” against itself");
        assertThat(
                        researcher
                                .open(
                                        asked.formatted(by, "b")
                                                .replaceFirst("&visit=[^&]*", "&visit=Month+999"))
                                .text())
                .contains("'Month 999' is no visit of " + measure, visit);
    }

    private static String field(String html, String pattern) {
        java.util.regex.Matcher found = java.util.regex.Pattern.compile(pattern).matcher(html);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    @Test
    void the_page_is_for_everyone() {
        Chromium.assume();
        try (Chromium browser = new Chromium()) {
            ForEveryone.check(browser, pages.url(PATH), PATH);
        }
    }
}
