package org.osteon.hla;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page of the library shows is what it does.
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w*)\\n(.*?)```");

    @TempDir Path folder;

    @Test
    void the_example_of_the_page_compiles_and_prints_what_the_page_says()
            throws IOException, InterruptedException {
        var blocks = BLOCK.matcher(Files.readString(Path.of("README.md"))).results().toList();
        assertThat(blocks.get(0).group(1)).isEqualTo("java");
        Path example = Files.writeString(folder.resolve("Example.java"), blocks.get(0).group(2));

        Process run =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Duser.language=en",
                                "-cp",
                                System.getProperty("java.class.path"),
                                example.toString())
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).as(printed).isZero();
        assertThat(printed).isEqualTo(blocks.get(1).group(2));
    }
}
