package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hl7.elm.r1.Library;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules that were compiled before serve whoever has the very same, and nobody else.
class ElmFilesTest {
    private static final CqlCompiler.CqlSource WATER =
            source("Water", "library Water\ndefine \"Litres\": 2");
    private static final CqlCompiler.CqlSource FERNS =
            source(
                    "Ferns",
                    "library Ferns\ninclude Water called Water\ndefine \"A\": Water.\"Litres\"");
    private static final CqlCompiler.CqlSource MOSS =
            source("Moss", "library Moss\ndefine \"B\": 3");

    @TempDir private Path folder;

    private static CqlCompiler.CqlSource source(String name, String text) {
        return new CqlCompiler.CqlSource(
                name.toLowerCase(Locale.ROOT) + "/" + name + ".cql", name, text);
    }

    @BeforeEach
    void compiled() throws IOException {
        List<CqlCompiler.CqlSource> all = List.of(WATER, FERNS, MOSS);
        ElmFiles.write(folder, all, CqlCompiler.compile(all).libraries());
    }

    private Optional<Map<String, Library>> of(CqlCompiler.CqlSource... sources) throws IOException {
        return ElmFiles.read(folder, List.of(sources));
    }

    @Test
    void they_serve_the_same_files() throws IOException {
        assertThat(of(WATER, FERNS, MOSS).orElseThrow()).containsOnlyKeys("Water", "Ferns", "Moss");
    }

    @Test
    void they_serve_some_of_the_files_with_all_they_include() throws IOException {
        assertThat(of(WATER, FERNS).orElseThrow()).containsOnlyKeys("Water", "Ferns");
        assertThat(of(MOSS).orElseThrow()).containsOnlyKeys("Moss");
    }

    @Test
    void a_file_that_includes_one_that_is_missing_is_left_to_the_compiler() throws IOException {
        assertThat(of(FERNS)).isEmpty();
    }

    @Test
    void a_file_that_changed_or_came_is_compiled() throws IOException {
        assertThat(of(source("Water", "library Water\ndefine \"Litres\": 3"), FERNS, MOSS))
                .isEmpty();
        assertThat(of(WATER, source("Ivy", "library Ivy\ndefine \"C\": 1"))).isEmpty();
    }

    @Test
    void what_was_not_finished_serves_nobody() throws IOException {
        Files.delete(folder.resolve("cql.sha256"));

        assertThat(of(WATER, FERNS, MOSS)).isEmpty();
    }
}
