package org.osteon.hla;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others may call is documented: the compiler's own check of comments finds none missing.
class DocumentationTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @TempDir private Path classes;

    /// Where a comment is missing, one line each.
    private List<String> undocumented(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(said, Locale.ROOT, null)) {
            List<String> options =
                    List.of(
                            "-d",
                            classes.toString(),
                            "-proc:none",
                            "-Xdoclint:missing/protected",
                            "-Xmaxwarns",
                            "10000");
            boolean compiled =
                    compiler.getTask(
                                    null,
                                    files,
                                    said,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(compiled).as("the sources compile: %s", said.getDiagnostics()).isTrue();
        }
        var missing = new ArrayList<String>();
        for (var one : said.getDiagnostics()) {
            String text = one.getMessage(Locale.ROOT);
            if (text.contains("no comment") || text.contains("does not provide a comment")) {
                missing.add(one.getSource().getName() + ":" + one.getLineNumber());
            }
        }
        return missing;
    }

    @Test
    void every_public_type_and_member_has_a_comment() throws IOException {
        try (var found = Files.walk(SOURCES)) {
            var sources = found.filter(path -> path.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(50);
            assertThat(undocumented(sources)).isEmpty();
        }
    }

    @Test
    void a_member_without_a_comment_is_found_and_its_neighbour_with_one_is_not()
            throws IOException {
        Path source =
                Files.writeString(
                        classes.resolve("Sample.java"),
                        """
                        /// A sample.
                        public interface Sample {
                            /// Said.
                            int said();

                            int notSaid();
                        }
                        """);
        assertThat(undocumented(List.of(source)))
                .singleElement()
                .asString()
                .endsWith("Sample.java:6");
    }
}
