package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.OnePathway;

/// X3: `osteon reading`, on the delivered lists.
class ReadingCommandTest {
    @TempDir static Path shared;

    private static Path knowledge = Path.of("");

    @BeforeAll
    static void oneTherapy() throws IOException {
        knowledge = OnePathway.copied(shared, "marrow-transplant");
    }

    @TempDir private Path folder;

    private Path chart(String name, String id, String unit) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                """
                {"resourceType":"Bundle","type":"collection","entry":[
                 {"resource":{"resourceType":"Patient","id":"%s"}},
                 {"resource":{"resourceType":"Observation","id":"o1","status":"final",
                   "code":{"coding":[{"system":"http://loinc.org","code":"777-3"}],"text":"Platelets"},
                   "valueQuantity":{"value":9,"unit":"%s"}}},
                 {"resource":{"resourceType":"Observation","id":"o2","status":"final",
                   "code":{"coding":[{"system":"urn:site","code":"N1","display":"Neutrophil granulocytes abs"}]},
                   "valueQuantity":{"value":0.4,"unit":"K/uL"}}}]}\
                """
                        .formatted(id, unit));
    }

    @Test
    void codes_and_units_are_listed_with_what_they_most_likely_mean() throws IOException {
        chart("a.json", "a", "Tsd/ul");
        chart("b.json", "b", "Tsd/ul");

        CommandRun csv =
                CommandRun.of(
                        "reading", "--batch=" + folder, "--format=csv", "--knowledge=" + knowledge);

        assertThat(csv.exitCode()).isZero();
        assertThat(csv.output().lines().skip(1))
                .containsExactlyInAnyOrder(
                        "code,Observation,urn:site,N1,Neutrophil granulocytes abs,K/uL,2,2,http://loinc.org,751-8,Neutrophils",
                        "unit,Observation,urn:osteon:unit,Tsd/ul,Platelets,Tsd/ul,2,2,http://unitsofmeasure.org,10*3/uL,10*3/uL");
    }

    @Test
    void with_a_map_they_are_understood() throws IOException {
        Path chart = chart("a.json", "a", "Tsd/ul");
        Path maps = Files.createDirectories(folder.resolve("maps"));
        Files.writeString(maps.resolve("units.csv"), "written,ucum\nTsd/ul,10*3/uL\n");

        CommandRun text =
                CommandRun.of(
                        "reading", chart.toString(), "--maps=" + maps, "--knowledge=" + knowledge);

        assertThat(text.output())
                .contains("Not understood in 1 chart", "N1", "perhaps Neutrophils")
                .doesNotContain("Tsd/ul");
    }

    @Test
    void a_map_that_is_wrong_is_refused_with_file_and_row() throws IOException {
        Path chart = chart("a.json", "a", "K/uL");
        Path maps = Files.createDirectories(folder.resolve("maps"));
        Files.writeString(maps.resolve("units.csv"), "written,ucum\nTsd/ul,furlong\n");

        CommandRun run =
                CommandRun.of(
                        "reading", chart.toString(), "--maps=" + maps, "--knowledge=" + knowledge);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("units.csv, line 2, 'furlong'");
    }
}
