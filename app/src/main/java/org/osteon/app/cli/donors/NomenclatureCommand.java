package org.osteon.app.cli.donors;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.ReleaseFiles;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon donors nomenclature`: which release is used, installing another, and what that changes.
@Command(
        name = "nomenclature",
        header = "Shows the HLA nomenclature in use, or installs another release.",
        subcommands = {NomenclatureCommand.InstallCommand.class, NomenclatureEffectCommand.class})
final class NomenclatureCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;

    @Override
    public Integer call() throws IOException {
        var release = nomenclature.release();
        var json = ComparisonJson.MAPPER.createObjectNode();
        json.put("release", release.version());
        json.put("alleles", release.contents().alleles());
        json.put("gGroups", release.contents().gGroups());
        json.put("pGroups", release.contents().pGroups());
        json.put("installed", Files.isDirectory(NomenclatureOption.installedRelease()));
        json.put("multipleAlleleCodes", nomenclature.codes().size());
        json.put(
                "credit",
                "IPD-IMGT/HLA Database, CC BY-ND: Barker et al., Nucleic Acids Research 2023,"
                        + " 51(D1): D948-D955; Robinson, Barker, Marsh, HLA 2024, 103(6): e15549");
        spec.commandLine().getOut().println(json.toPrettyString());
        return CommandLine.ExitCode.OK;
    }

    /// `osteon donors nomenclature install`.
    @Command(
            name = "install",
            header = "Installs a release from a folder or a web address, and a table of codes.",
            description = {
                "",
                "The release is read and checked first; what was installed before stays if"
                        + " anything is wrong. A web address is one under which the published files"
                        + " lie, such as"
                        + " https://raw.githubusercontent.com/ANHIG/IMGTHLA/Latest.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  osteon donors nomenclature install IMGTHLA/",
                "  osteon donors nomenclature install --mac alpha.v3.txt"
            })
    static final class InstallCommand implements Callable<Integer> {
        private static final List<String> FILES =
                List.of(
                        "Allelelist.txt",
                        "wmda/hla_nom.txt",
                        "wmda/hla_nom_g.txt",
                        "wmda/hla_nom_p.txt",
                        "wmda/rel_dna_ser.txt",
                        "wmda/rel_ser_ser.txt",
                        "tce/dpb_tce.csv",
                        "Nomenclature_2009.txt",
                        "LICENCE.md",
                        "release_version.txt",
                        "fasta/A_prot.fasta",
                        "fasta/B_prot.fasta",
                        "fasta/C_prot.fasta");

        private static final int REQUIRED = 6;

        @Spec private CommandSpec spec;

        @Parameters(arity = "0..1", paramLabel = "DIR|URL", description = "the release")
        private @Nullable String source;

        @Option(
                names = "--mac",
                paramLabel = "FILE",
                description = "table of multiple allele codes")
        private @Nullable Path codes;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (source == null && codes == null) {
                throw Problem.unusable(
                        "what to install? Name a folder or address of a release, or --mac FILE");
            }
            var out = spec.commandLine().getOut();
            if (source != null) {
                var release = installRelease(source);
                out.println("IPD-IMGT/HLA " + release.version() + " installed");
            }
            if (codes != null) {
                out.println(installCodes(codes) + " multiple allele codes installed");
            }
            return CommandLine.ExitCode.OK;
        }

        private static Release installRelease(String from)
                throws IOException, InterruptedException {
            var target = NomenclatureOption.installedRelease();
            var fresh = target.resolveSibling("release.new");
            delete(fresh);
            for (int i = 0; i < FILES.size(); i++) {
                byte @Nullable [] content = content(from, FILES.get(i));
                if (content == null && i < REQUIRED) {
                    delete(fresh);
                    throw Problem.unusable(
                            from
                                    + " has no "
                                    + FILES.get(i)
                                    + "; expected a release as published by IPD-IMGT/HLA");
                }
                if (content != null) {
                    var file = fresh.resolve(FILES.get(i));
                    Files.createDirectories(file.getParent());
                    Files.write(file, content);
                }
            }
            Release release;
            try {
                release = Release.read(ReleaseFiles.folder(fresh));
            } catch (IOException e) {
                delete(fresh);
                throw Problem.unusable("cannot use " + from + ": " + e.getMessage());
            }
            delete(target);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            return release;
        }

        private static byte @Nullable [] content(String from, String file)
                throws IOException, InterruptedException {
            if (!from.startsWith("http://") && !from.startsWith("https://")) {
                if (!Files.isDirectory(Path.of(from))) {
                    throw Problem.unusable("no such folder: " + from);
                }
                return ReleaseFiles.folder(Path.of(from)).read(file).orElse(null);
            }
            try (var client =
                    HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
                var address = URI.create(from.replaceAll("/+$", "") + "/" + file);
                var response =
                        client.send(
                                HttpRequest.newBuilder(address).build(),
                                HttpResponse.BodyHandlers.ofByteArray());
                return response.statusCode() == 200 ? response.body() : null;
            } catch (IOException | IllegalArgumentException e) {
                throw Problem.unusable(
                        "cannot fetch "
                                + file
                                + " from "
                                + from
                                + ": "
                                + (e.getMessage() == null
                                        ? "nothing answers there"
                                        : e.getMessage()));
            }
        }

        private static int installCodes(Path file) throws IOException {
            MultipleAlleleCodes read;
            try {
                read = MultipleAlleleCodes.read(file);
            } catch (IOException e) {
                throw Problem.unusable(
                        "cannot read multiple allele codes from " + file + ": " + e.getMessage());
            }
            var target = NomenclatureOption.installedCodes();
            Files.createDirectories(target.getParent());
            var fresh = target.resolveSibling("multiple-allele-codes.new");
            try (var lines = TextFile.open(file);
                    var writer = Files.newBufferedWriter(fresh)) {
                lines.transferTo(writer);
            }
            Files.move(
                    fresh,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return read.size();
        }

        private static void delete(Path folder) throws IOException {
            if (!Files.exists(folder)) {
                return;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
