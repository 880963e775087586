package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/// On one machine nobody else can reach a sweep.
class LoopbackTest {
    private static final Path FILES = Path.of("/proc/self/fd");
    private static final String LISTENS = "0A";

    @Test
    void every_socket_that_listens_is_of_this_machine_alone() throws IOException {
        assumeTrue(Files.isDirectory(FILES), "what listens is told by Linux");
        assertThat(SweepRunner.spark().range(10).count()).isEqualTo(10);

        List<String> addresses = listening(sockets());

        assertThat(addresses)
                .isNotEmpty()
                .allMatch(address ->
                        address.equals("0100007F")
                                || address.equals("0000000000000000FFFF00000100007F")
                                || address.equals("00000000000000000000000001000000"));
    }

    private static Set<String> sockets() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.flatMap(
                            file -> {
                                try {
                                    String target = Files.readSymbolicLink(file).toString();
                                    return target.startsWith("socket:[")
                                            ? Stream.of(target.substring(8, target.length() - 1))
                                            : Stream.of();
                                } catch (IOException closedMeanwhile) {
                                    return Stream.of();
                                }
                            })
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> listening(Set<String> sockets) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields[3].equals(LISTENS) && sockets.contains(fields[9])) {
                    addresses.add(fields[1].substring(0, fields[1].indexOf(':')));
                }
            }
        }
        return addresses;
    }

    @Test
    void what_a_cluster_says_stands() {
        System.setProperty("spark.master", "spark://somewhere:7077");
        try {
            SparkConf conf = SparkStart.configuration(0);
            assertThat(conf.get("spark.master")).isEqualTo("spark://somewhere:7077");
            assertThat(conf.contains("spark.driver.bindAddress")).isFalse();
        } finally {
            System.clearProperty("spark.master");
        }
    }
}
