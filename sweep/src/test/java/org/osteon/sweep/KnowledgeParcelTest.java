package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// Knowledge that is sent is applied where it arrived as it was sent and reads as it did there; and
/// nowhere else.
class KnowledgeParcelTest {
    private static final Path SMALL = Path.of("../app/src/test/resources/knowledge");

    @TempDir Path folder;
    private KnowledgeBase small;
    private KnowledgeParcel sent;

    /// Of each test its own: a process unpacks once what has one hash.
    @BeforeEach
    void pack(TestInfo test) throws IOException {
        Path own = folder.resolve("knowledge");
        try (Stream<Path> files = Files.walk(SMALL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = own.resolve(SMALL.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.writeString(
                own.resolve("cooling/Cooling.cql"),
                "// "
                        + test.getDisplayName()
                        + "\n"
                        + Files.readString(own.resolve("cooling/Cooling.cql")));
        small = KnowledgeBase.load(own);
        sent = KnowledgeParcel.of(small, Files.createDirectory(folder.resolve("elm")));
    }

    @Test
    void what_is_damaged_on_its_way_is_not_applied() {
        byte[] damaged = sent.zip().clone();
        damaged[damaged.length / 2] ^= 1;

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        new KnowledgeParcel(damaged, sent.sha256(), sent.pathways()).unpacked())
                .withMessageContaining("is not what was sent: sha256")
                .withMessageContaining(sent.sha256());
    }

    @Test
    void what_reads_otherwise_than_where_it_was_sent_from_is_not_applied() {
        Map<String, String> other = new LinkedHashMap<>(sent.pathways());
        other.replaceAll((pathway, hash) -> pathway.equals("cooling") ? "0".repeat(64) : hash);

        assertThatIllegalStateException()
                .isThrownBy(() -> new KnowledgeParcel(sent.zip(), sent.sha256(), other).unpacked())
                .withMessageContaining("reads otherwise here")
                .withMessageContaining("0".repeat(64));
    }

    @Test
    void what_arrives_whole_is_the_same_knowledge() {
        assertThat(sent.unpacked().pathways())
                .extracting(Pathway::knowledgeHash)
                .isEqualTo(small.pathways().stream().map(Pathway::knowledgeHash).toList());
        assertThat(sent.sha256()).hasSize(64);
    }
}
