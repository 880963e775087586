package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencds.cqf.cql.engine.execution.CqlEngine;
import org.osteon.chart.Chart;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.pathway.Pathway;

/// Clusters run Java 21: what is sent to them is compiled for it (`--release 21`, which knows no
/// part of the JDK that came later), and so is what it rests on.
class OlderJavaTest {
    private static final int JAVA_21 = 65;

    @ParameterizedTest
    @ValueSource(
            classes = {
                Chart.class,
                Pathway.class,
                EventTimes.class,
                Sweep.class,
                CqlEngine.class,
                LibraryManager.class,
                picocli.CommandLine.class
            })
    void every_class_is_for_java_21(Class<?> one) throws IOException, URISyntaxException {
        List<String> newer = new ArrayList<>();
        Path home = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(home)) {
            collect(home, newer);
        } else {
            try (FileSystem jar =
                    FileSystems.newFileSystem(
                            URI.create("jar:" + home.toUri()), java.util.Map.of())) {
                collect(jar.getPath("/"), newer);
            }
        }
        assertThat(newer).isEmpty();
    }

    private static void collect(Path home, List<String> newer) throws IOException {
        List<Path> classes;
        try (Stream<Path> files = Files.walk(home)) {
            classes =
                    files.filter(file -> file.toString().endsWith(".class"))
                            .filter(file -> !file.toString().contains("META-INF"))
                            .toList();
        }
        assertThat(classes).isNotEmpty();
        for (Path file : classes) {
            try (InputStream stream = Files.newInputStream(file);
                    DataInputStream in = new DataInputStream(stream)) {
                in.skipNBytes(6);
                if (in.readUnsignedShort() > JAVA_21) {
                    newer.add(file.toString());
                }
            }
        }
    }
}
