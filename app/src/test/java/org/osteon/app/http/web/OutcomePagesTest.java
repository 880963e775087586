package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.osteon.app.Osteon;
import org.osteon.records.demo.DemoCohort;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// The pages of outcomes on the demonstration's patients (C10) and on a table that is brought: with
/// the numbers of the command line, without JavaScript, for everyone.
class OutcomePagesTest {
    private static final Path KNOWLEDGE = Path.of("../knowledge");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "/outcomes/bone-modifying-agents/endpoints/skeletal-event";
    private static final String PAIN = "/outcomes/bone-modifying-agents/measures/pain";
    private static final String TABLE =
            """
            days,event,arm,site
            5,1,A,x
            8,1,B,x
            12,2,A,y
            20,0,B,y
            21,1,A,x
            30,1,B,x
            33,2,A,y
            40,1,B,y
            44,0,A,x
            50,1,B,x
            ,1,A,y
            60,2,A,y
            70,0,B,y
            """;

    private static RunningPages pages;

    @BeforeAll
    static void start() throws IOException {
        pages = RunningPages.start(0, KNOWLEDGE);
        Clock clock =
                Clock.fixed(
                        RunningPages.TODAY.atStartOfDay().toInstant(ZoneOffset.UTC),
                        ZoneOffset.UTC);
        Intake intake =
                new Intake(pages.store(), "test", clock, new IntakeReport(_ -> {}), _ -> {});
        for (String chart : new DemoCohort(KNOWLEDGE, RunningPages.TODAY, 7).charts()) {
            intake.bundle("demo", chart.getBytes(StandardCharsets.UTF_8));
        }
        intake.finish();
        open("/outcomes");
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    /// A page, when all charts are read.
    private static Browsing.Seen open(String path) {
        Browsing someone = new Browsing(pages);
        Browsing.Seen page = someone.open(path);
        for (int i = 0; i < 300 && page.text().contains("Reading charts"); i++) {
            page = someone.open(path);
        }
        return page;
    }

    @Test
    void the_front_page_names_every_endpoint_with_its_definition() {
        Browsing.Seen page = open("/outcomes");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("First skeletal-related event", "Overall survival", "Pain over time")
                .contains("Time zero is the first dose of a bone-modifying agent");
    }

    @Test
    void the_steps_from_all_charts_to_those_counted_add_up() {
        Browsing.Seen page = open(EVENT + "?only.disease=myeloma");
        Matcher rows =
                Pattern.compile(
                                "<th scope=\"row\">([^<]+)</th><td"
                                        + " class=\"number\">(?:−(\\d+))?</td><td"
                                        + " class=\"number\">(\\d+)</td>")
                        .matcher(page.html());
        int left = -1;
        int steps = 0;
        while (rows.find()) {
            int out = rows.group(2) == null ? 0 : Integer.parseInt(rows.group(2));
            int remain = Integer.parseInt(rows.group(3));
            if (left >= 0) {
                assertThat(left - out).as(rows.group(1)).isEqualTo(remain);
            }
            left = remain;
            steps++;
        }

        assertThat(steps).isGreaterThanOrEqualTo(3);
        assertThat(page.text())
                .contains("Disease of bone is not myeloma")
                .contains("The " + left + " people, each with the chart");
    }

    @Test
    void every_row_leads_to_its_chart() {
        Browsing.Seen page = open(EVENT);
        Matcher link = Pattern.compile("href=\"(/patients/demo-[a-z0-9-]+)\"").matcher(page.html());

        assertThat(link.find()).isTrue();
        assertThat(open(link.group(1)).status()).isEqualTo(200);
    }

    @Test
    void where_events_compete_gray_s_test_is_offered_and_one_minus_kaplan_meier_refused() {
        assertThat(open(EVENT + "?by=sex").text())
                .contains("Gray's test", "Log-rank test of the cause-specific rates");

        Browsing.Seen refused = open(EVENT + "?by=sex&show=naive");

        assertThat(refused.text())
                .contains("Refused: 1 − Kaplan–Meier where other events compete")
                .containsPattern("it would say \\d+\\.\\d % where \\d+\\.\\d % is right");
        assertThat(refused.text())
                .contains("A lesson, not a result: both curves of the same people");
        assertThat(refused.html())
                .contains("right: cumulative incidence", "wrong: 1 − Kaplan–Meier");
        assertThat(get(EVENT + "/figure.png?show=naive").statusCode()).isEqualTo(404);
    }

    @Test
    void a_figure_says_how_it_is_made_again_and_r_makes_the_same() throws Exception {
        Browsing.Seen page = open(EVENT + "?show=1");
        assertThat(page.text())
                .contains(
                        "osteon outcome table --pathway bone-modifying-agents --endpoint"
                                + " skeletal-event --as-of",
                        "osteon outcome incidence --data skeletal-event.csv");
        Path folder = Files.createTempDirectory("osteon-r");
        Files.writeString(folder.resolve("skeletal-event.csv"), open(EVENT + "/rows.csv").html());
        String said = r(folder, shown(page, "Script of R"));
        String[] lines = said.strip().split("\n", -1);
        String[] last = lines[lines.length - 1].strip().split("\\s+", -1);
        assertThat(page.text())
                .contains(
                        String.format(
                                Locale.ROOT,
                                " %.0f %% (%.0f to %.0f)",
                                100 * Double.parseDouble(last[last.length - 3]),
                                100 * Double.parseDouble(last[last.length - 2]),
                                100 * Double.parseDouble(last[last.length - 1])));
    }

    /// Models as they are asked for on a page; the day is one that many are followed to.
    private static final Map<String, String> MODELS = new LinkedHashMap<>();

    static {
        String three = "&with.sex=on&with.age=on&with.year=on";
        MODELS.put("cox", EVENT + "/models?ask=1&model=cox" + three);
        MODELS.put("finegray", EVENT + "/models?ask=1&model=finegray" + three);
        MODELS.put("gray", EVENT + "/models?ask=1&model=gray&by=sex&with.age=on");
        MODELS.put("logistic", EVENT + "/models?ask=1&model=logistic&at=365&with.sex=on");
        MODELS.put(
                "propensity",
                EVENT
                        + "/models?ask=1&model=propensity&by=agent&treated=denosumab"
                        + "&control=zoledronic+acid&at=365&with.sex=on&with.age=on");
        MODELS.put("centres", EVENT + "/models?ask=1&model=centres&at=365&with.sex=on");
        MODELS.put("ancova", PAIN + "/models?ask=1&model=ancova&by=sex&at=84&with.age=on");
        MODELS.put("mmrm", PAIN + "/models?ask=1&model=mmrm&by=sex&with.age=on");
    }

    @Test
    void a_model_on_a_page_is_the_model_of_the_command_and_of_r() throws Exception {
        Path folder = Files.createTempDirectory("osteon-models");
        Map<String, JsonNode> results = new LinkedHashMap<>();
        StringBuilder scripts = new StringBuilder();
        for (Map.Entry<String, String> model : MODELS.entrySet()) {
            Browsing.Seen page = open(model.getValue());
            assertThat(page.text())
                    .as(model.getKey())
                    .contains("Make it again", "Method: ")
                    .doesNotContain("Not estimable");
            String[] commands = shown(page, "Commands").strip().split("\n", -1);
            String file = commands[0].replaceFirst(".* > ", "");
            Path rows = folder.resolve(model.getKey() + ".csv");
            Files.writeString(rows, text(get(link(page, "All rows, CSV"))));
            JsonNode shown = JSON.readTree(text(get(link(page, "All numbers in full, JSON"))));
            // What needs cmprsk is left to who has it.
            if (!shown(page, "Script of R").contains("cmprsk")) {
                results.put(model.getKey(), shown);
                scripts.append("cat(\"#### " + model.getKey() + "\\n\")\n")
                        .append(shown(page, "Script of R").replace(file, model.getKey() + ".csv"));
            }
            List<String> words = new ArrayList<>();
            Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(commands[1]);
            while (word.find()) {
                words.add(word.group(1) == null ? word.group(2) : word.group(1));
            }
            assertThat(words.removeFirst()).isEqualTo("osteon");
            words.replaceAll(one -> one.equals(file) ? rows.toString() : one);
            words.addAll(List.of("--format", "json"));
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int code =
                    Osteon.run(
                            new PrintWriter(out),
                            new PrintWriter(err),
                            words.toArray(String[]::new));

            assertThat(code).as(commands[1] + ": " + err).isZero();
            assertThat(shown).as(commands[1]).isEqualTo(JSON.readTree(out.toString()));
        }
        Browsing.Seen pain = open(PAIN + "?by=sex");
        Files.writeString(folder.resolve("pain.csv"), text(get(link(pain, "All rows, CSV"))));
        scripts.append("cat(\"#### pain\\n\")\n").append(shown(pain, "Script of R"));

        String said = r(folder, scripts.toString());

        for (String model : results.keySet()) {
            String part = said.replaceFirst("(?s).*#### " + model + "\n", "").split("####", -1)[0];
            JsonNode json = results.get(model);
            JsonNode numbers =
                    switch (model) {
                        case "centres" -> json.path("ratio");
                        case "propensity" ->
                                JSON.createArrayNode().add(json.at("/doublyRobust/diff"));
                        default -> json.path("coef");
                    };
            // Of centres: had, expected, ratio, lower, upper; of mixed models four columns.
            int fromEnd = model.equals("centres") ? 3 : model.equals("mmrm") ? 4 : 2;
            List<Double> made =
                    part.lines()
                            .map(line -> line.strip().split("\\s+", -1))
                            .filter(cells -> cells.length > fromEnd)
                            .map(cells -> cells[cells.length - fromEnd])
                            .filter(cell -> cell.matches("-?[0-9.]+(e[-+]?\\d+)?"))
                            .map(Double::valueOf)
                            .toList();
            assertThat(made).as(model + "\n" + part).hasSize(numbers.size());
            for (int i = 0; i < made.size(); i++) {
                double exact = numbers.get(i).asDouble();
                assertThat(made.get(i))
                        .as(model + " " + i + "\n" + part)
                        .isCloseTo(exact, within(1e-4 * Math.max(1e-2, Math.abs(exact))));
            }
        }
        String means = said.replaceFirst("(?s).*#### pain\n", "");
        String female = means.lines().filter(one -> one.startsWith("84.female")).findFirst().get();
        assertThat(pain.text())
                .contains(
                        String.format(
                                Locale.ROOT,
                                "%.1f (%.1f to %.1f)",
                                Double.valueOf(female.split("\\s+", -1)[3]),
                                Double.valueOf(female.split("\\s+", -1)[4]),
                                Double.valueOf(female.split("\\s+", -1)[5])));
    }

    @Test
    void a_model_that_these_people_do_not_give_says_why() {
        assertThat(open(EVENT + "/models?ask=1&model=cox").text())
                .contains("Not estimable", "tick another");
        assertThat(open(EVENT + "/models?ask=1&model=centres&by=").text())
                .contains("Choose what makes the groups.");
        assertThat(open(EVENT + "/models?ask=1&model=cox&with.sex=on&freeze=2000-01-01").text())
                .contains("Nobody is left");
        assertThat(
                        open(EVENT
                                        + "/models?ask=1&model=propensity&by=sex&with.age=on&only.sex=male")
                                .text())
                .contains("Sex has only the value male among those counted");
        assertThat(open(EVENT + "/models?ask=1&model=logistic&at=soon&with.sex=on").status())
                .isEqualTo(400);
        assertThat(get(EVENT + "/models/result.json?ask=1&model=cox").statusCode()).isEqualTo(404);
    }

    @Test
    void centres_lie_in_a_funnel_and_are_not_ranked() {
        Browsing.Seen page = open(String.valueOf(MODELS.get("centres")));

        assertThat(page.text())
                .contains("Observed over expected (95 %)", "not for the public", "99.8 %");
        assertThat(text(get(link(page, "Funnel, SVG")))).startsWith("<svg xmlns");
        assertThat(text(get(link(page, "Data behind the funnel, CSV"))))
                .startsWith("centre,people,observed,expected");
    }

    @Test
    void where_there_is_one_kind_of_event_centres_are_held_against_a_prediction_range_too() {
        String asked = "/models?ask=1&model=centres&at=180&with.age-years=on";
        assertThat(open("/outcomes/bone-modifying-agents/endpoints/survival" + asked).text())
                .contains("Prediction range (95 %)", "Logan, Nelson and Klein", "--prediction")
                .contains("Age at start, years");
        assertThat(open(EVENT + asked).text()).doesNotContain("Prediction range");
    }

    /// What a page shows under a name.
    private static String shown(Browsing.Seen page, String name) {
        return page.html()
                .replaceFirst("(?s).*aria-label=\"" + name + "\">(.*?)</pre>.*", "$1")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    /// Where a link of a page leads.
    private static String link(Browsing.Seen page, String words) {
        return page.html()
                .replaceFirst("(?s).*href=\"([^\"]*)\">" + words + "</a>.*", "$1")
                .replace("&amp;", "&");
    }

    /// What R says of a script.
    private static String r(Path folder, String script) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/Rscript")),
                "no R in /usr/bin: apt-get install r-base-core r-cran-survival r-cran-nlme"
                        + " r-cran-cmprsk");
        Files.writeString(folder.resolve("again.R"), script);
        Process r =
                new ProcessBuilder("Rscript", "again.R")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(r.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(!said.contains("there is no package"), said);
        assertThat(r.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void survival_has_the_log_rank_test_and_no_refusal_to_offer() {
        assertThat(open("/outcomes/bone-modifying-agents/endpoints/survival?by=sex").text())
                .contains("Log-rank test", "Median follow-up")
                .doesNotContain("Gray's test", "1 − Kaplan–Meier");
    }

    @Test
    void every_figure_names_its_data_freeze_method_and_version() {
        for (String path : List.of(EVENT, PAIN)) {
            assertThat(open(path).text())
                    .contains("data freeze", "Method: ", "Made by Osteon", "knowledge ");
        }
        assertThat(open(EVENT + "?freeze=2025-01-31").text()).contains("data freeze 31 Jan 2025");
    }

    @Test
    void a_figure_comes_as_data_as_drawing_and_as_picture() {
        assertThat(text(get(EVENT + "/figure.csv?by=sex")))
                .startsWith("group,time,incidence,lower,upper\nfemale,0,0,,\n");
        String svg = text(get(EVENT + "/figure.svg?by=sex"));
        assertThat(svg)
                .startsWith("<svg xmlns")
                .contains("data freeze", "stroke-dasharray=\"7 3\"")
                .doesNotContain("class=", "tabindex");
        assertThat(get(EVENT + "/figure.png").body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(get(PAIN + "/responders.png").body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(text(get(PAIN + "/figure.csv"))).startsWith("group,visit,planned_day,expected");
        assertThat(text(get(EVENT + "/rows.csv"))).startsWith("patient,start,last_contact,days");
        assertThat(get(EVENT + "/figure.pdf").statusCode()).isEqualTo(404);
    }

    @Test
    void pain_shows_means_changes_and_who_improved() {
        assertThat(open(PAIN + "?by=sex").text())
                .contains("a change by 2 or more downwards", "Month 6", "female minus male")
                .containsPattern("\\d+ % \\(\\d+ to \\d+\\), \\d+ of \\d+");
    }

    @Test
    void a_table_of_one_s_own_is_shown_like_the_charts() {
        Browsing someone = new Browsing(pages);
        Browsing.Seen front = someone.open("/outcomes");
        Browsing.Seen columns =
                someone.upload(front, "/outcomes/tables", "trial.csv", TABLE, "N. Example");
        assertThat(columns.text()).contains("Table trial.csv 13 rows", "Choose a column");

        String chosen = columns.path() + "?time=days&event=event&kinds=relapse,death&by=arm";
        Browsing.Seen page = someone.open(chosen);

        assertThat(page.text())
                .contains("Incidence of relapse", "without a time or an event −1 12")
                .contains("relapse: 6, death: 3, censored: 3", "Gray's test", "SHA-256");
        assertThat(someone.open(columns.path() + "?time=days&event=arm").text()).contains("arm");
        assertThat(get(columns.path() + "/figure.svg?time=days&event=event").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_table_that_cannot_be_used_gets_a_reason() {
        Browsing someone = new Browsing(pages);
        Browsing.Seen columns =
                someone.upload(
                        someone.open("/outcomes"),
                        "/outcomes/tables",
                        "bad.csv",
                        "days,event\n3,1\n-4,0\n",
                        "A. Example");

        Browsing.Seen page = someone.open(columns.path() + "?time=days&event=event");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("the negative time -4 in row 2");
    }

    @Test
    void an_endpoint_that_is_not_there_is_answered_with_those_that_are() {
        Browsing.Seen page = open("/outcomes/bone-modifying-agents/endpoints/happiness");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("there are: skeletal-event, survival");
    }

    @Test
    void they_are_for_everyone_in_light_and_dark_on_a_phone_with_the_keyboard_and_on_paper() {
        Chromium.assume();
        try (Chromium browser = new Chromium()) {
            for (String path :
                    List.of(
                            "/outcomes",
                            EVENT + "?by=disease",
                            EVENT + "?show=naive",
                            EVENT + "?by=sex&show=free&only.age=below+65",
                            PAIN + "?by=sex",
                            String.valueOf(MODELS.get("centres")),
                            "/outcomes/bone-modifying-agents/report?by=sex")) {
                ForEveryone.check(browser, pages.url(path), path);
            }
            browser.scheme("light");
            browser.width(1440, 1000);
            browser.open(pages.url(EVENT + "?by=sex"));
            browser.tabTo("g.probe", "");
            assertThat(browser.focusIsVisible()).isTrue();
            assertThat(browser.shownInFocus()).contains("Day ", "female");
            browser.open(pages.url("/outcomes"));
            browser.tabTo("a", "First skeletal-related event");
            browser.pressToLeave(Keys.ENTER);
            assertThat(browser.text()).contains("Who is counted");
            for (String pathway : List.of("bone-modifying-agents", "marrow-transplant")) {
                browser.open(pages.url("/outcomes/" + pathway + "/report"));
                assertThat(browser.printedPages()).as(pathway).isLessThanOrEqualTo(2);
            }
        }
    }

    private static HttpResponse<byte[]> get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(pages.url(path)))
                            .header("Cookie", pages.people().cookie())
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
