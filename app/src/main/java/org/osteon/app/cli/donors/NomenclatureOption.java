package org.osteon.app.cli.donors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osteon.app.cli.Installation;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.ReleaseFiles;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Option;

/// Which names are read: an IPD-IMGT/HLA release and a table of multiple allele codes.
final class NomenclatureOption {
    @Option(
            names = "--nomenclature",
            paramLabel = "DIR",
            description =
                    "folder of an IPD-IMGT/HLA release as published (it has wmda/); default: the one"
                            + " installed, else the one that came with Osteon")
    private @Nullable Path folder;

    @Option(
            names = "--mac",
            paramLabel = "FILE",
            description =
                    "table of multiple allele codes as published by NMDP (may be .gz); default: the"
                            + " one installed, else a small selection")
    private @Nullable Path codes;

    TypingReader reader() throws IOException {
        return new TypingReader(release(), codes());
    }

    Release release() throws IOException {
        if (folder != null) {
            if (!Files.isDirectory(folder)) {
                throw Problem.unusable("no such nomenclature folder: " + folder);
            }
            return read(folder);
        }
        var installed = installedRelease();
        return Files.isDirectory(installed) ? read(installed) : Release.delivered();
    }

    private static Release read(Path folder) {
        try {
            return Release.read(ReleaseFiles.folder(folder));
        } catch (IOException e) {
            throw Problem.unusable(
                    "cannot use the nomenclature in " + folder + ": " + e.getMessage());
        }
    }

    MultipleAlleleCodes codes() throws IOException {
        if (codes != null) {
            try {
                return MultipleAlleleCodes.read(codes);
            } catch (IOException e) {
                throw Problem.unusable(
                        "cannot read multiple allele codes from " + codes + ": " + e.getMessage());
            }
        }
        var installed = installedCodes();
        return Files.isRegularFile(installed)
                ? MultipleAlleleCodes.read(installed)
                : MultipleAlleleCodes.delivered();
    }

    static Path installedRelease() {
        return Installation.here().home().resolve(".osteon/nomenclature/release");
    }

    static Path installedCodes() {
        return Installation.here().home().resolve(".osteon/nomenclature/multiple-allele-codes.txt");
    }
}
