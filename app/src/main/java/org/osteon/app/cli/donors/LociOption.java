package org.osteon.app.cli.donors;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Option;

/// Which loci are counted.
final class LociOption {
    @Option(
            names = "--loci",
            paramLabel = "A,B,…",
            description = "loci to count; default: A,B,C,DRB1,DQB1")
    private @Nullable String loci;

    List<Locus> loci() {
        return given().orElse(Locus.TEN);
    }

    Optional<List<Locus>> given() {
        return Optional.ofNullable(loci).map(LociOption::parse);
    }

    /// The names as written, for files whose columns are not loci.
    Optional<List<String>> names() {
        return Optional.ofNullable(loci)
                .map(list -> Arrays.stream(list.split(",", -1)).map(String::strip).toList());
    }

    static List<Locus> parse(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(name ->
                        Locus.named(name)
                                .orElseThrow(() ->
                                        Problem.unusable(
                                                "no locus \""
                                                        + name.strip()
                                                        + "\"; known are A, B, C,"
                                                        + " DRB1, DRB345, DQA1,"
                                                        + " DQB1, DPA1, DPB1")))
                .distinct()
                .toList();
    }
}
