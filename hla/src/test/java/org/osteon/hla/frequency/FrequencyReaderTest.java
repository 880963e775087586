package org.osteon.hla.frequency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Locus;

/// H3: the formats of haplotype frequencies (reference, section 15.1).
class FrequencyReaderTest {
    @TempDir private Path folder;

    private Map<String, FrequencySet> read(String name, byte[] content) throws IOException {
        return new FrequencyReader(SharedData.reader())
                .read(Files.write(folder.resolve(name), content));
    }

    private Map<String, FrequencySet> read(String name, String text) throws IOException {
        return read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertTwoHaplotypes(FrequencySet set) {
        assertThat(set.loci()).containsExactly(Locus.A, Locus.B);
        assertThat(set.haplotypeCount()).isEqualTo(2);
        assertThat(set.givenSum()).isEqualTo(0.7, offset(1e-12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hap,count,freq\nA*01:01~B*08:01,12,0.5\nA*02:01~B*07:02,5,0.2\n",
                "# comment\n\nA*01:01g~B*08:01g,0.5\nA*02:01g~B*07:02g,0.2\n",
                "HLA-A*01:01~HLA-B*08:01;0.5\nHLA-A*02:01~HLA-B*07:02;0.2\n",
                "A*01:01~B*08:01\t5E-1\nA*02:01~B*07:02\t2e-1\n",
                "[{\"haplotype\":\"A*01:01~B*08:01\",\"frequency\":0.5},"
                        + "{\"hap\":\"A*02:01~B*07:02\",\"freq\":\"0.2\"}]",
                "  {\"version\":\"3.58.0\",\"haplotypes\":[{\"Haplo\":\"A*01:01~B*08:01\",\"f\":0.5},"
                        + "{\"Haplo\":\"A*02:01~B*07:02\",\"Freq\":2.0e-1}]}",
            })
    void tables_and_json_say_the_same(String text) throws IOException {
        var sets = read("two.csv", text);
        assertThat(sets).containsOnlyKeys("two.csv");
        assertTwoHaplotypes(sets.get("two.csv"));
    }

    @Test
    void a_packed_file_is_unpacked_and_named_without_its_ending() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(
                    "A*01:01~B*08:01,0.5\nA*02:01~B*07:02,0.2\n".getBytes(StandardCharsets.UTF_8));
        }
        var sets = read("two.csv.gz", packed.toByteArray());
        assertThat(sets).containsOnlyKeys("two.csv");
        assertTwoHaplotypes(sets.get("two.csv"));
    }

    @Test
    void populations_are_sets_of_their_own() throws IOException {
        String text =
                """
                pop,hap,freq,rank
                CAU,A*01:01~B*08:01,0.5,1
                CAU,A*02:01~B*07:02,0.2,2
                AFA,A*01:01~B*08:01,0.1,1
                """;
        var sets = read("both.csv", text);
        assertThat(sets).containsOnlyKeys("CAU", "AFA");
        assertTwoHaplotypes(sets.get("CAU"));
        var file = folder.resolve("both.csv");
        var reader = new FrequencyReader(SharedData.reader());
        assertThat(reader.read(file, Optional.of("AFA")).haplotypeCount()).isEqualTo(1);
        assertThatThrownBy(() -> reader.read(file, Optional.of("API")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no population API but [CAU, AFA]");
        assertThatThrownBy(() -> reader.read(file, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("choose one of [CAU, AFA]");
        var json =
                read(
                        "both.json",
                        "[{\"pop\":\"X\",\"hap\":\"A*01:01\",\"f\":0.1},"
                                + "{\"population\":\"Y\",\"hap\":\"A*01:01\",\"f\":0.2}]");
        assertThat(json).containsOnlyKeys("X", "Y");
    }

    private static void assertRefused(ThrowingRead read, String... words) {
        assertThatThrownBy(read::run)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(words);
    }

    private interface ThrowingRead {
        void run() throws IOException;
    }

    @Test
    void what_cannot_be_read_is_refused_with_its_line() {
        assertRefused(() -> read("none.csv", "hap,freq\n"), "none.csv holds no haplotype");
        assertRefused(
                () -> read("few.csv", "A*01:01~B*08:01,0.5\nA*01:01~B*07:02\n"),
                "few.csv:2: 1 fields are too few");
        assertRefused(
                () -> read("text.csv", "A*01:01~B*08:01,0.5\nA*01:01~B*07:02,often\n"),
                "text.csv:2",
                "\"often\" is not a frequency");
        assertRefused(
                () -> read("much.csv", "A*01:01~B*08:01,0.5\nA*01:01~B*07:02,1.5\n"),
                "much.csv:2",
                "between 0 and 1");
        assertRefused(
                () -> read("less.csv", "A*01:01~B*08:01,0.5\nA*01:01~B*07:02,-0.1\n"),
                "less.csv:2",
                "between 0 and 1");
        assertRefused(
                () -> read("gene.csv", "A*01:01~B*08:01,0.5\nA*01:01~08:01,0.1\n"),
                "gene.csv:2",
                "no gene in \"08:01\"");
        assertRefused(
                () -> read("loci.csv", "A*01:01~B*08:01,0.5\nB*08:01~A*01:01,0.1\n"),
                "loci.csv:2",
                "the loci are [B, A], before they were [A, B]");
        assertRefused(
                () -> read("none.json", "[{\"hap\":\"A*01:01\"}]"), "no frequency for A*01:01");
    }

    @Test
    void a_frequency_of_one_is_one_and_counts_beside_it_are_not_taken_for_it() throws IOException {
        assertThat(read("one.csv", "A*01:01~B*08:01,12,1.0\n").get("one.csv").givenSum())
                .isEqualTo(1);
        assertThat(read("whole.csv", "A*01:01~B*08:01,0.25,4\n").get("whole.csv").givenSum())
                .isEqualTo(0.25);
    }

    private static byte[] bundle(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_bundle_is_read_when_its_checksums_agree() throws Exception {
        String table = "hap,freq\nA*01:01~B*08:01,0.5\nA*02:01~B*07:02,0.2\n";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("metadata.json", "{\"cohortSize\": 250}");
        files.put("frequencies.csv", table);
        files.put(
                "MANIFEST.json",
                "[{\"path\":\"frequencies.csv\",\"sha256\":\"" + sha256(table) + "\"}]");
        var set = read("good.hfx", bundle(files)).get("frequencies.csv");
        assertTwoHaplotypes(set);
        assertThat(set.cohortSize()).isEqualTo(250);

        files.put("frequencies.csv", table.replace("0.2", "0.3"));
        byte[] changed = bundle(files);
        assertRefused(() -> read("bad.hfx", changed), "bad.hfx", "checksum disagrees");
        files.remove("frequencies.csv");
        byte[] without = bundle(files);
        assertRefused(() -> read("less.hfx", without), "frequencies.csv is missing");
        files.put("MANIFEST.json", "[]");
        byte[] empty = bundle(files);
        assertRefused(() -> read("empty.hfx", empty), "holds no table");
        files.remove("MANIFEST.json");
        byte[] unverified = bundle(files);
        assertRefused(() -> read("open.hfx", unverified), "no MANIFEST.json");
    }
}
