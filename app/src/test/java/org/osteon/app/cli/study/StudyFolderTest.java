package org.osteon.app.cli.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A study is begun with the criteria of another, under names of its own.
class StudyFolderTest {
    @TempDir private Path studies;

    @BeforeEach
    void copy() throws IOException {
        Path delivered = Path.of("..", "knowledge", "studies");
        try (Stream<Path> all = Files.walk(delivered)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path to = studies.resolve(delivered.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private static String all(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(folder.relativize(file)).append('\n').append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"knee-usual-care, KneeUsualCareStudy", "knee-comparators, KneeComparatorsStudy"})
    void its_files_have_names_of_their_own_and_nothing_that_was_approved_of_the_other(
            String like, String library) throws IOException {
        List<Path> files = new StudyFolder(studies, like, "own-2026", "Marrow, or \"not\"").write();

        assertThat(files)
                .contains(Path.of("study.json"), Path.of("criteria.json"))
                .contains(Path.of("Own2026Study.cql"), Path.of("cases", "criteria.json"))
                .noneMatch(one -> one.startsWith("demo"));
        String text = all(studies.resolve("own-2026"));
        assertThat(text)
                .contains("library Own2026Study", "urn:osteon:library:Own2026Study")
                .contains("urn:osteon:study-criteria:own-2026", "Marrow, or \\\"not\\\"")
                .doesNotContain(like, library)
                .doesNotContain("no approval", "not registered", "named by the site");
        if (Files.isDirectory(studies.resolve(like).resolve("valuesets"))) {
            assertThat(text)
                    .contains("\"urn:osteon:valueset:own-2026-ordinary-specimen\"")
                    .doesNotContain("\"urn:osteon:valueset:ordinary-specimen\"");
        }
    }

    @Test
    void an_id_that_is_a_word_of_the_field_is_changed_where_it_is_a_name_only() throws IOException {
        new StudyFolder(studies, "knee-usual-care", "knee", "First").write();
        new StudyFolder(studies, "knee", "own-2026", "Second").write();

        String text = all(studies.resolve("own-2026"));
        assertThat(text)
                .contains("urn:osteon:study-criteria:own-2026", "library Own2026Study")
                .contains("'own-2026.liver-and-heart'", "\"own-2026.liver-and-heart\"")
                .contains("marrow-knee-injection", "bmac-knee, section")
                .contains("\"pathway\": \"own-2026\"", "\"own-2026-age-18\"")
                .doesNotContain("own-2026-injection", "'knee.", "\"knee.");
    }

    @Test
    void a_pathway_keeps_its_name_to_itself() throws IOException {
        Path knowledge = studies.resolve("deeper");
        Files.createDirectories(knowledge.resolve("marrow-knee-injection"));
        Files.createDirectories(knowledge.resolve("studies"));
        Files.move(
                studies.resolve("knee-usual-care"), knowledge.resolve("studies/knee-usual-care"));

        assertThatThrownBy(() ->
                        new StudyFolder(
                                        knowledge.resolve("studies"),
                                        "knee-usual-care",
                                        "marrow-knee-injection",
                                        "T")
                                .write())
                .hasMessageContaining("is a folder of the knowledge");
        assertThat(knowledge.resolve("studies/marrow-knee-injection")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bad", "a b", "../x", "a--b", "-a", "2026", "ä"})
    void what_is_no_id_is_refused_and_nothing_is_written(String id) throws IOException {
        String before = all(studies);
        assertThatThrownBy(() -> new StudyFolder(studies, "knee-usual-care", id, "T").write())
                .hasMessageContaining("no id of a study");
        assertThat(all(studies)).isEqualTo(before);
    }

    @Test
    void nothing_is_written_over_and_there_is_something_to_begin_with() {
        assertThatThrownBy(() ->
                        new StudyFolder(studies, "knee-usual-care", "knee-comparators", "T")
                                .write())
                .hasMessageContaining("is there already");
        assertThatThrownBy(() -> new StudyFolder(studies, "nothing", "own", "T").write())
                .hasMessageContaining("there is no study in");
        assertThatThrownBy(() -> new StudyFolder(studies, "knee-usual-care", "own", " ").write())
                .hasMessageContaining("has a title");
        assertThat(studies.resolve("own")).doesNotExist();
    }
}
