package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.hl7.elm.r1.LibraryKt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.chart.Sha256;
import org.osteon.pathway.words.AssessedChart;
import org.osteon.pathway.words.AssessmentJson;

/// The image of a knowledge folder says what the folder says, only sooner, and serves nothing else.
class KnowledgeImageTest {
    private static final Path ELM = Path.of("target/elm");

    /// The delivered knowledge, by the image that the build wrote.
    @Nested
    class OfTheDelivered {
        private static KnowledgeImage image() throws IOException {
            return KnowledgeImage.in(ELM, contents(Knowledge.BASE)).orElseThrow();
        }

        private static Map<String, byte[]> contents(KnowledgeBase base) throws IOException {
            Map<String, byte[]> contents = new TreeMap<>();
            for (String name : base.files().keySet()) {
                contents.put(name, Files.readAllBytes(base.folder().resolve(name)));
            }
            return contents;
        }

        /// A program of which nothing is compiled yet, and what says what it is made of.
        private static Pathway pathway(KnowledgeBase base, String id) {
            return base.pathway(id).orElseThrow();
        }

        @Test
        void every_definition_of_every_library_is_the_one_that_was_compiled() throws IOException {
            CqlLibraries image = image().libraries();
            Map<String, Library> compiled =
                    ElmFiles.read(ELM, CqlSources.of(Knowledge.BASE.files(), _ -> true))
                            .orElseThrow();
            assertThat(image.names()).isEqualTo(compiled.keySet());
            compiled.forEach((name, library) -> {
                CqlLibraries.sortStatements(library);
                Library same = image.library(name).orElseThrow();
                image.definitions(name).forEach(image::read);
                assertThat(LibraryKt.toJsonObject(same, false).toString())
                        .as(name)
                        .isEqualTo(LibraryKt.toJsonObject(library, false).toString());
            });
        }

        @Test
        void hashes_are_those_of_the_files() {
            Knowledge.BASE
                    .files()
                    .forEach((name, text) ->
                            assertThat(Knowledge.BASE.fileHash(name)).isEqualTo(Sha256.hex(text)));
            assertThatThrownBy(() -> Knowledge.BASE.fileHash("nowhere.cql"))
                    .isInstanceOf(NoSuchElementException.class);
        }

        @Test
        void a_chart_is_told_by_it_what_all_that_is_read_and_compiled_at_once_tells()
                throws IOException {
            Path elm = Files.createTempDirectory("elm");
            try (Stream<Path> files = Files.list(ELM)) {
                for (Path file : files.filter(one -> !one.endsWith(KnowledgeImage.FILE)).toList()) {
                    Files.copy(file, elm.resolve(file.getFileName()));
                }
            }
            KnowledgeBase whole = KnowledgeBase.load(Knowledge.BASE.folder(), elm);
            KnowledgeBase image = KnowledgeBase.load(Knowledge.BASE.folder(), ELM);
            assertThat(image.pathways())
                    .extracting(Pathway::knowledgeHash)
                    .isEqualTo(whole.pathways().stream().map(Pathway::knowledgeHash).toList());
            assertThat(image.studies())
                    .extracting(one -> one.criteria().knowledgeHash())
                    .isEqualTo(
                            whole.studies().stream()
                                    .map(one -> one.criteria().knowledgeHash())
                                    .toList());
            for (Pathway pathway : whole.pathways()) {
                WorkedCase one = Knowledge.ownCases(pathway).getFirst();
                assertThat(said(image, one)).isEqualTo(said(whole, one));
            }
        }

        private static String said(KnowledgeBase base, WorkedCase one) {
            return AssessmentJson.line(
                    AssessedChart.withOptions(base.pathways(), one.chart(), one.asOf()));
        }

        @Test
        void what_is_not_asked_is_neither_read_nor_compiled() throws IOException {
            KnowledgeBase base =
                    KnowledgeBase.load(
                            Knowledge.BASE.folder(), ELM, Set.of("bone-modifying-agents"));
            Pathway pathway = pathway(base, "bone-modifying-agents");
            CqlProgram program = pathway.program().orElseThrow();
            assertThat(program.compiled()).isZero();
            WorkedCase one = Knowledge.ownCases(pathway).getFirst();
            pathway.assess(one.chart(), one.asOf());
            int some = program.compiled();
            assertThat(some).isPositive().isLessThan(program.size() / 3);
            pathway.assess(one.chart(), one.asOf());
            assertThat(program.compiled()).isEqualTo(some);
        }

        @Test
        void many_who_ask_at_once_are_told_what_one_is_told() throws IOException {
            List<WorkedCase> cases = new ArrayList<>();
            for (Pathway pathway : Knowledge.BASE.pathways()) {
                cases.addAll(Knowledge.ownCases(pathway).stream().limit(3).toList());
            }
            KnowledgeBase fresh = KnowledgeBase.load(Knowledge.BASE.folder(), ELM);
            List<CompletableFuture<String>> said = new ArrayList<>();
            for (WorkedCase one : cases) {
                CompletableFuture<String> answer = new CompletableFuture<>();
                said.add(answer);
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> answer.completeAsync(() -> said(fresh, one), Runnable::run));
            }
            for (int i = 0; i < cases.size(); i++) {
                assertThat(said.get(i).join()).isEqualTo(said(Knowledge.BASE, cases.get(i)));
            }
        }
    }

    /// A folder of somebody's own.
    @Nested
    class OfOnesOwn {
        @TempDir Path folder;
        @TempDir Path elm;

        @BeforeEach
        void prepared() throws IOException {
            MadeUpFolder.copyTo(folder);
            KnowledgeBase.compile(folder, elm);
            KnowledgeBase.prepare(folder, elm);
        }

        /// Whether nothing was compiled when it was loaded.
        private boolean serves() throws IOException {
            KnowledgeBase base = KnowledgeBase.load(folder, elm);
            return base.pathways().getFirst().program().orElseThrow().compiled() == 0;
        }

        private Path file(String ending) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(one -> one.toString().endsWith(ending))
                        .findFirst()
                        .orElseThrow();
            }
        }

        @Test
        void it_serves_the_same_files() throws IOException {
            assertThat(serves()).isTrue();
        }

        @Test
        void it_does_not_serve_others() throws IOException {
            Path cql = file(".cql");
            String before = Files.readString(cql);
            Files.writeString(cql, before + "\n");
            assertThat(serves()).isFalse();
            Files.writeString(cql, before);
            assertThat(serves()).isTrue();
            Path more = folder.resolve("watering/valuesets/more.json");
            Files.createDirectories(more.getParent());
            Files.writeString(
                    more, "{\"resourceType\":\"ValueSet\",\"id\":\"more\",\"url\":\"urn:more\"}");
            assertThat(serves()).isFalse();
            Files.delete(more);
            assertThat(serves()).isTrue();
        }

        @Test
        void where_a_file_is_gone_its_author_is_told() throws IOException {
            Files.delete(file(".cql"));
            assertThatThrownBy(() -> KnowledgeBase.load(folder, elm))
                    .isInstanceOf(BrokenKnowledgeException.class);
        }

        @Test
        void one_that_was_damaged_or_cut_off_serves_nobody() throws IOException {
            Path image = elm.resolve(KnowledgeImage.FILE);
            byte[] whole = Files.readAllBytes(image);
            for (int at : List.of(0, 25, whole.length / 2, whole.length - 1)) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                Files.write(image, damaged);
                assertThat(serves()).as("byte " + at).isFalse();
            }
            for (int length : List.of(0, 10, 24, whole.length / 2, whole.length - 1)) {
                Files.write(image, Arrays.copyOf(whole, length));
                assertThat(serves()).as("cut off after " + length).isFalse();
            }
            Files.write(image, whole);
            assertThat(serves()).isTrue();
        }

        @Test
        void rules_that_are_broken_get_none() throws IOException {
            Path pathway = file("pathway.json");
            Files.writeString(
                    pathway, Files.readString(pathway).replace("\"version\"", "\"nothing\""));
            assertThatThrownBy(() -> KnowledgeBase.prepare(folder, elm))
                    .isInstanceOf(BrokenKnowledgeException.class);
            assertThat(elm.resolve(KnowledgeImage.FILE)).doesNotExist();
        }

        @Test
        void a_definition_says_nothing_until_it_is_read() throws IOException {
            CqlLibraries libraries = KnowledgeImage.in(elm, contentsOf()).orElseThrow().libraries();
            String own = file(".cql").getFileName().toString().replace(".cql", "");
            ExpressionDef one = libraries.definitions(own).getFirst();
            assertThat(one.getExpression()).isNull();
            assertThat(libraries.read(one).getExpression()).isNotNull();
            assertThat(libraries.definitions(own)).contains(one);
        }

        private Map<String, byte[]> contentsOf() throws IOException {
            return OfTheDelivered.contents(KnowledgeBase.load(folder));
        }
    }
}
