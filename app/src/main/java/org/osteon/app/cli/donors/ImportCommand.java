package org.osteon.app.cli.donors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.osteon.hla.registry.DonorTable;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon donors import`: donors from tables into a registry.
@Command(
        name = "import",
        header = "Imports donors and cord units into a registry.",
        description = {
            "",
            "A FILE is a table with a header (; , or tab; may be .gz): id, two columns per locus"
                    + " (A_1;A_2;…) or one column gl, and birthDate (2001-02-03), sex, abo, cmv, type"
                    + " (adult or cord), status, registry, tnc, cd34, relation (parent, sibling, child"
                    + " or another word for a relative of the patient), days_to_collection, weight_kg;"
                    + " other columns are kept as they are. A donor that comes again replaces itself.",
            "A locus that cannot be read is left untyped and reported; a donor is rejected only"
                    + " without id or without any usable locus. Problems go to standard error, a"
                    + " line each. Nothing is seen by searches before everything is in.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon donors import --registry donors/ adults.csv cords.csv.gz"
        })
final class ImportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            required = true,
            description = "folder of the registry; made if it is not there")
    private Path registry;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "tables of donors")
    private List<Path> files;

    @Override
    public Integer call() throws IOException {
        var err = spec.commandLine().getErr();
        var reader = nomenclature.reader();
        long lines = 0;
        long accepted = 0;
        long rejected = 0;
        long withProblems = 0;
        Map<String, Long> codes = new TreeMap<>();
        for (Path file : files) {
            TextFile.open(file).close();
        }
        try (var writer = openWriter(reader)) {
            for (Path file : files) {
                var progress = new LineProgress(err, file + ": donors");
                long[] count = new long[1];
                var table =
                        new DonorTable(
                                reader,
                                (donor, typing) -> {
                                    writer.put(donor, typing);
                                    progress.done(++count[0]);
                                },
                                problem -> {
                                    codes.merge(problem.code(), 1L, Long::sum);
                                    err.println(file + ": " + problem);
                                });
                try (var text = TextFile.open(file)) {
                    var outcome = table.read(text);
                    lines += outcome.lines();
                    accepted += outcome.accepted();
                    rejected += outcome.rejected();
                    withProblems += outcome.withProblems();
                } catch (IOException e) {
                    throw Problem.unusable(file + ": " + e.getMessage());
                } finally {
                    progress.clear();
                }
            }
            writer.commit();
            var summary = ComparisonJson.MAPPER.createObjectNode();
            summary.put("lines", lines);
            summary.put("accepted", accepted);
            summary.put("rejected", rejected);
            summary.put("withProblems", withProblems);
            summary.put("donors", writer.donorCount());
            var byCode = summary.putObject("problems");
            codes.forEach(byCode::put);
            spec.commandLine().getOut().println(summary);
        }
        err.println(
                String.format(
                        Locale.ROOT,
                        "%,d donors imported, %,d rejected, %,d lines with a problem",
                        accepted,
                        rejected,
                        withProblems));
        return 0;
    }

    private Registry.Writer openWriter(TypingReader reader) {
        try {
            return Registry.writer(registry, reader);
        } catch (IOException e) {
            throw Problem.unusable("cannot write the registry " + registry + ": " + e.getMessage());
        }
    }
}
