package org.osteon.app.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.OnePathway;
import org.osteon.app.Osteon;

/// From charts to a table to an estimate (C10), on the command line.
class TableCommandTest {
    @TempDir static Path shared;

    private static String knowledge = "";

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path store;

    @BeforeAll
    static void oneTherapy() throws IOException {
        knowledge = OnePathway.copied(shared, "bone-modifying-agents").toString();
    }

    @BeforeEach
    void three_patients() throws IOException {
        store = folder.resolve("charts.db");
        patient("a", "", dose("a"), radiation("a", "2024-02-10"), pain("a", "2024-06-01", 2));
        patient("b", ",\"deceasedDateTime\":\"2024-03-01\"", dose("b"));
        patient("c", "", dose("c"), pain("c", "2024-12-31", 5));
        patient("d", "", pain("d", "2024-12-31", 5));
        run("import", "--db", store.toString(), folder.resolve("in").toString());
        out.getBuffer().setLength(0);
    }

    @Test
    void every_row_names_its_chart_and_what_it_was_made_from() {
        assertThat(run(table("--endpoint", "skeletal-event"))).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "patient,start,last_contact,days,event,kind,agent,disease,earlier-event,sex,age,year,centre,age-years,start_evidence,event_evidence",
                        "Patient/a,2024-01-01,2024-06-01,40,1,skeletal-related event,denosumab,,no,,,2024,,,MedicationAdministration/a-dose,Procedure/a-rt",
                        "Patient/b,2024-01-01,2024-01-01,60,2,death without skeletal event,denosumab,,no,,,2024,,,MedicationAdministration/b-dose,Patient/b",
                        "Patient/c,2024-01-01,2024-12-31,365,0,,denosumab,,no,,,2024,,,MedicationAdministration/c-dose,");
        assertThat(err.toString())
                .contains("4 charts, 3 came to time zero, data freeze 2025-01-31")
                .contains("3 rows");
    }

    @Test
    void the_table_is_what_the_estimators_read() throws IOException {
        run(table("--endpoint", "skeletal-event"));
        Path csv = Files.writeString(folder.resolve("events.csv"), out.toString());
        out.getBuffer().setLength(0);

        int code =
                run(
                        "outcome",
                        "incidence",
                        "--data",
                        csv.toString(),
                        "--time",
                        "days",
                        "--event",
                        "event",
                        "--at",
                        "50,100",
                        "--format",
                        "csv");

        assertThat(code).isZero();
        assertThat(out.toString()).contains("0.3333333333333333");
    }

    @Test
    void a_measure_has_a_row_per_visit_that_was_due() {
        assertThat(run(table("--measure", "pain"))).isZero();

        assertThat(out.toString())
                .contains("Patient/a,Month 6,168,152,2,,,denosumab")
                .contains("Patient/c,Year 1,364,365,5,,,denosumab");
    }

    @Test
    void what_there_is_to_ask_for_is_listed_and_anything_else_refused() {
        assertThat(run("outcome", "table", "--knowledge", knowledge)).isZero();
        assertThat(out.toString()).contains("--endpoint skeletal-event", "--measure pain");

        assertThat(run(table("--endpoint", "happiness"))).isEqualTo(2);
        assertThat(err.toString()).contains("there are: skeletal-event, survival");
    }

    private String[] table(String what, String id) {
        return new String[] {
            "outcome",
            "table",
            "--knowledge",
            knowledge,
            "--db",
            store.toString(),
            "--as-of",
            "2025-01-31",
            "--pathway",
            "bone-modifying-agents",
            what,
            id
        };
    }

    private int run(String... arguments) {
        return Osteon.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void patient(String id, String more, String... resources) throws IOException {
        Path file = folder.resolve("in").resolve(id + ".json");
        Files.createDirectories(file.getParent());
        List<String> entries =
                Stream.concat(
                                Stream.of(
                                        "{\"resourceType\":\"Patient\",\"id\":\""
                                                + id
                                                + "\""
                                                + more
                                                + "}"),
                                Stream.of(resources))
                        .map(resource -> "{\"resource\":" + resource + "}")
                        .toList();
        Files.writeString(
                file,
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                        + String.join(",", entries)
                        + "]}");
    }

    private static String dose(String patient) {
        return """
        {"resourceType":"MedicationAdministration","id":"%s-dose","status":"completed",
        "medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"M05BX04"}]},
        "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2024-01-01"}\
        """
                .formatted(patient, patient);
    }

    private static String radiation(String patient, String date) {
        return """
        {"resourceType":"Procedure","id":"%s-rt","status":"completed",
        "code":{"coding":[{"system":"urn:osteon:chart","code":"radiation-to-bone"}]},
        "subject":{"reference":"Patient/%s"},"performedDateTime":"%s"}\
        """
                .formatted(patient, patient, date);
    }

    private static String pain(String patient, String date, int value) {
        return String.format(
                Locale.ROOT,
                """
                {"resourceType":"Observation","id":"%s-pain","status":"final",
                "code":{"coding":[{"system":"http://loinc.org","code":"72514-3"}]},
                "subject":{"reference":"Patient/%s"},"effectiveDateTime":"%s","valueInteger":%d}\
                """,
                patient,
                patient,
                date,
                value);
    }
}
