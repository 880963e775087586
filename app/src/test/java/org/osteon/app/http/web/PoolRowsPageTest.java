package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.web.Browsing.Brought;
import org.osteon.app.http.web.Browsing.Seen;
import org.osteon.records.cohort.PoolDefinition;
import org.osteon.records.demo.DemoCohort;

/// This site's rows for a pool are made at the page (K14): counted first, then taken along; without
/// who anybody is, and read back by the page that puts sites together.
class PoolRowsPageTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final String ROWS = "/outcomes/pool/rows";
    private static final PoolDefinition DEFINITION =
            new PoolDefinition(
                    "knees",
                    "1",
                    "marrow-knee-injection",
                    "koos-pain",
                    "Month 3",
                    "sex",
                    "female",
                    "male",
                    List.of());

    private static RunningPages pages;

    @BeforeAll
    static void start() throws java.io.IOException {
        pages =
                RunningPages.start(0, KNOWLEDGE)
                        .withBundles(
                                new DemoCohort(KNOWLEDGE, RunningPages.TODAY, 1)
                                        .charts().stream()
                                                .filter(one ->
                                                        one.contains("\"marrow-knee-injection\""))
                                                .toList());
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static Browsing as(String name, String role) {
        Browsing person = new Browsing(pages);
        person.signIn(name, role);
        return person;
    }

    private static Seen rows(Browsing who, String wanted, String site) throws Exception {
        Seen seen = sent(who, wanted, site);
        for (int i = 0; i < 200 && seen.text().contains("still to be read"); i++) {
            Thread.sleep(100);
            seen = sent(who, wanted, site);
        }
        return seen;
    }

    private static Seen sent(Browsing who, String wanted, String site) {
        return who.upload(
                who.open("/outcomes/pool"),
                ROWS + "?do=" + wanted + "&site=" + site,
                List.of(new Brought("definition", "knees.json", DEFINITION.json())));
    }

    private static List<String> lines(Seen seen) {
        return seen.html().lines().toList();
    }

    @Test
    void rows_are_counted_with_who_is_left_out_and_taken_without_who_anybody_is() throws Exception {
        Browsing researcher = as("R. Example", "research");
        Seen counted = rows(researcher, "look", "north");
        Matcher said = Pattern.compile("(\\d+) rows? for knees 1\\.").matcher(counted.text());
        assertThat(said.find()).as(counted.text()).isTrue();
        assertThat(counted.text()).contains("left out: was not asked whether their data may be");

        Seen taken = rows(researcher, "take", "north");
        assertThat(lines(taken).getFirst())
                .isEqualTo("definition,site,person,age,treatments,sex,baseline,value,day");
        assertThat(lines(taken)).hasSize(Integer.parseInt(said.group(1)) + 1).hasSizeGreaterThan(1);
        assertThat(taken.html())
                .contains("," + "north" + ",")
                .doesNotContain("coded-", "Patient/")
                .doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}");
        assertThat(pages.store().auditSince(0, 100_000))
                .anyMatch(entry -> entry.toString().contains("pool-rows"));

        // Whoever asks: the same people under the same names.
        assertThat(people(rows(as("P. Example", "physician"), "take", "north")))
                .isEqualTo(people(taken));

        Seen together =
                researcher.upload(
                        researcher.open("/outcomes/pool"),
                        "/outcomes/pool",
                        List.of(
                                new Brought("definition", "knees.json", DEFINITION.json()),
                                new Brought("sites", "north.csv", taken.html()),
                                new Brought("sites", "south.csv", another())));
        assertThat(together.status()).as(together.text()).isEqualTo(200);
        assertThat(together.text()).contains("koos-pain, Month 3: change, male minus female");
    }

    /// Rows of another site.
    private static String another() {
        StringBuilder csv =
                new StringBuilder("definition,site,person,age,treatments,sex,baseline,value,day\n");
        for (int i = 0; i < 30; i++) {
            csv.append(DEFINITION.digest())
                    .append(
                            ",south,s%d,60,1,%s,%d,%d,91%n"
                                    .formatted(
                                            i,
                                            i % 2 == 0 ? "female" : "male",
                                            40 + i % 7,
                                            50 + i % 11));
        }
        return csv.toString();
    }

    private static java.util.Set<String> people(Seen taken) {
        return lines(taken).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[2])
                .collect(Collectors.toSet());
    }

    @Test
    void who_may_not_take_rows_out_gets_none_and_a_site_has_a_name() throws Exception {
        assertThat(sent(as("N. Example", "nurse"), "take", "north").status()).isEqualTo(403);
        Browsing researcher = as("R. Example", "research");
        assertThat(sent(researcher, "look", "").text()).contains("What is this site called?");
        assertThat(sent(researcher, "look", "%3Cb%3E").status()).isEqualTo(422);
        assertThat(
                        researcher
                                .upload(
                                        researcher.open("/outcomes/pool"),
                                        ROWS + "?site=north",
                                        List.of(new Brought("definition", "x.json", "{}")))
                                .status())
                .isEqualTo(400);
    }
}
