package org.osteon.records.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.data.Csv;

/// Models of odd cohorts: each has an answer in numbers, or in words; none an exception.
class ModelsTest {
    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("sex", "Sex");
        TITLES.put("age", "Age at start");
        TITLES.put("centre", "Centre");
        TITLES.put("year", "Year");
    }

    private static final String HEAD = "patient,days,event,event_by_365,sex,age,centre,year\n";

    private static ModelRows rows(String head, String lines) {
        return ModelRows.of(
                Csv.parse((head + lines).getBytes(StandardCharsets.UTF_8), "t.csv"),
                TITLES,
                "t.csv",
                "osteon outcome table > t.csv",
                Map.of(),
                List.of("fracture", "death"));
    }

    private static ModelQuestion question(ModelKind kind, String by, String... with) {
        return new ModelQuestion(kind, by, "", "", List.of(with), 365, 1, Map.of());
    }

    private static String why(ModelRows rows, ModelQuestion question) {
        return Models.ask(rows, question) instanceof ModelReply.NotEstimable(String why)
                ? why
                : "estimated";
    }

    private static String people(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < n; i++) {
            int days = random.nextInt(1, 700);
            int event = random.nextInt(3);
            lines.append("p")
                    .append(i)
                    .append(',')
                    .append(days)
                    .append(',')
                    .append(event)
                    .append(',')
                    .append(event == 0 && days < 365 ? "" : event == 1 && days <= 365 ? "1" : "0")
                    .append(random.nextBoolean() ? ",male" : ",female")
                    .append(random.nextBoolean() ? ",below 65" : ",65 and older")
                    .append(",")
                    .append(List.of("North", "South", "West").get(random.nextInt(3)))
                    .append(',')
                    .append(2010 + random.nextInt(12))
                    .append('\n');
        }
        return lines.toString();
    }

    @Test
    void every_model_of_every_small_cohort_says_something() {
        List<String> cohorts =
                List.of(
                        "",
                        "p1,20,1,1,male,below 65,North,2020\n",
                        "p1,20,0,,,,,\np2,30,1,1,,,,\n",
                        "p1,0,1,1,male,below 65,North,2020\np2,0,2,0,female,below 65,North,2021\n",
                        people(6, 1),
                        people(60, 2),
                        people(400, 3));
        for (String cohort : cohorts) {
            ModelRows rows = rows(HEAD, cohort);
            for (ModelKind kind : ModelKind.ofEndpoint(true)) {
                for (String by : List.of("", "sex", "centre", "year")) {
                    for (String[] with :
                            List.of(
                                    new String[0],
                                    new String[] {"sex"},
                                    new String[] {"sex", "age", "year"})) {
                        ModelReply reply = Models.ask(rows, question(kind, by, with));
                        if (reply instanceof ModelReply.Estimated(ModelAnswer answer)) {
                            assertThat(answer.grids()).isNotEmpty();
                            assertThat(answer.grids().toString()).doesNotContain("NaN", "Infinity");
                            assertThat(answer.commands()).hasSize(2);
                        } else {
                            assertThat(((ModelReply.NotEstimable) reply).why())
                                    .as(kind + " by " + by)
                                    .hasSizeGreaterThan(10)
                                    .endsWith(".");
                        }
                    }
                }
            }
        }
    }

    @Test
    void nobody_is_told_as_nobody() {
        assertThat(why(rows(HEAD, ""), question(ModelKind.COX, "", "sex")))
                .startsWith("Nobody is left");
    }

    @Test
    void one_who_is_the_same_in_everything_is_compared_with_nobody() {
        ModelRows one = rows(HEAD, "p1,20,1,1,male,below 65,North,2020\n");

        assertThat(why(one, question(ModelKind.COX, "", "sex")))
                .isEqualTo("No covariate is left that differs between people: tick another.");
        assertThat(why(one, question(ModelKind.CENTRES, "centre")))
                .isEqualTo(
                        "Centre is North in everybody counted: a centre is compared with others.");
    }

    @Test
    void what_is_missing_in_all_is_named() {
        assertThat(
                        why(
                                rows(HEAD, "p1,20,1,1,,below 65,North,2020\n"),
                                question(ModelKind.COX, "", "sex")))
                .isEqualTo("There is nobody of whom this is known: Sex (1 lack it); choose fewer.");
    }

    @Test
    void groups_that_are_separated_by_the_event_are_not_estimable_and_named_in_words() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            lines.append("p" + i + "," + (100 + i) + (i < 10 ? ",1,1,male" : ",0,0,female"))
                    .append(i % 3 == 0 ? ",below 65,North,2020\n" : ",65 and older,South,2020\n");
        }
        ModelRows separated = rows(HEAD, lines.toString());

        assertThat(why(separated, question(ModelKind.COX, "", "sex", "age")))
                .contains("“Sex: male” is not estimable", "separates");
        assertThat(why(separated, question(ModelKind.LOGISTIC, "", "sex")))
                .contains("“Sex: male” is not estimable");
        assertThat(why(separated, question(ModelKind.PROPENSITY, "sex", "age")))
                .contains("same outcome");
    }

    @Test
    void what_is_the_same_in_everybody_is_left_out_and_said() {
        String lines = people(200, 4).replace("North", "South").replace("West", "South");

        ModelReply reply =
                Models.ask(rows(HEAD, lines), question(ModelKind.COX, "", "sex", "centre"));

        ModelAnswer answer = ((ModelReply.Estimated) reply).answer();
        assertThat(answer.notes()).contains("Centre is South in everybody counted, and left out.");
        assertThat(answer.commands().getLast())
                .isEqualTo(
                        "osteon outcome cox --data t.csv --time days --event event --cause 1"
                                + " --covariates 'C(sex)'");
    }

    @Test
    void a_number_with_many_values_enters_as_a_number() {
        ModelReply reply =
                Models.ask(rows(HEAD, people(200, 5)), question(ModelKind.COX, "", "year"));

        ModelAnswer answer = ((ModelReply.Estimated) reply).answer();
        assertThat(answer.commands().getLast()).endsWith("--covariates year");
        assertThat(answer.grids().getFirst().rows())
                .singleElement()
                .satisfies(row -> assertThat(row.getFirst()).isEqualTo("Year, per 1"));
    }

    @Test
    void measures_of_small_cohorts_say_something() {
        String head = "patient,visit,planned_day,day,value,baseline,change,sex,age,centre,year\n";
        StringBuilder many = new StringBuilder();
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 40; i++) {
            int before = random.nextInt(4, 10);
            for (int[] visit : new int[][] {{0, 0}, {1, 91}, {2, 365}}) {
                int value = visit[1] == 0 ? before : random.nextInt(0, 9);
                many.append("p" + i + ",V" + visit[0] + "," + visit[1] + "," + visit[1] + ",")
                        .append(value + "," + before + "," + (value - before))
                        .append(i % 2 == 0 ? ",male" : ",female")
                        .append(
                                i % 3 == 0
                                        ? ",below 65,North,2020\n"
                                        : ",65 and older,South,2021\n");
            }
        }
        for (String cohort :
                List.of(
                        "",
                        "p1,V0,0,0,5,5,0,male,below 65,North,2020\n",
                        "p1,V0,0,0,5,5,0,male,below 65,North,2020\np1,V1,365,360,3,5,-2,male,below"
                                + " 65,North,2020\n",
                        "p1,V0,0,,,,,male,below 65,North,2020\n",
                        many.toString())) {
            for (ModelKind kind : ModelKind.ofMeasure()) {
                ModelReply reply = Models.ask(rows(head, cohort), question(kind, "sex", "age"));
                assertThat(reply instanceof ModelReply.Estimated)
                        .as(kind + " of " + cohort.length())
                        .isEqualTo(cohort.length() > 1000);
            }
        }
        assertThat(
                        why(
                                rows(head, many.toString()),
                                question(ModelKind.ANCOVA, "sex", "age", "centre")))
                .startsWith("Covariate “Centre: South” is constant or follows from the others");
    }
}
