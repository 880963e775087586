package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.app.cli.AsOf;
import org.osteon.app.cli.KnowledgeOption;
import org.osteon.app.cli.Progress;
import org.osteon.app.cli.StoreOption;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Table;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.cohort.Cohort;
import org.osteon.records.cohort.PoolDefinition;
import org.osteon.records.cohort.PoolRows;
import org.osteon.records.cohort.PooledSites;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `outcome pool`.
@Command(
        name = "pool",
        header = "Puts the patients of several sites together without saying who they are.",
        description = {
            "",
            "A definition is made once and travels to each site as a file; each site makes rows of"
                    + " its own store, and the files of rows are put together: each site's difference"
                    + " with fixed and random effects, how unlike the sites are, one model with the"
                    + " sites as strata, and the change by the number of treatments.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon outcome pool define --id knees --pathway marrow-knee-injection --measure"
                    + " koos-pain --visit 'Month 12' --by sex --compare female,male --factors age >"
                    + " knees.json",
            "  osteon outcome pool export --definition knees.json --site north --site-key site.key"
                    + " > north.csv",
            "  osteon outcome pool combine --definition knees.json north.csv south.csv"
        },
        synopsisSubcommandLabel = "STEP",
        commandListHeading = "%nSteps:%n",
        subcommands = {
            PoolCommand.Define.class,
            PoolCommand.Export.class,
            PoolCommand.Combine.class
        })
final class PoolCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    private static PoolDefinition definition(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Problem.unusable("no file " + file);
        }
        return PoolDefinition.read(Files.readString(file));
    }

    /// `outcome pool define`.
    @Command(name = "define", header = "Writes a definition that travels to the sites.")
    static final class Define implements Callable<Integer> {
        @Spec private CommandSpec spec;
        @Mixin private KnowledgeOption knowledge;

        @Option(
                names = "--id",
                required = true,
                paramLabel = "ID",
                description = "what it is called")
        private String id;

        @Option(
                names = "--pool-version",
                defaultValue = "1",
                paramLabel = "N",
                description = "its version; default: ${DEFAULT-VALUE}")
        private String version;

        @Option(
                names = "--pathway",
                required = true,
                paramLabel = "ID",
                description = "whose patients")
        private String pathway;

        @Option(
                names = "--measure",
                required = true,
                paramLabel = "ID",
                description = "what they reported")
        private String measure;

        @Option(names = "--visit", required = true, paramLabel = "LABEL", description = "when")
        private String visit;

        @Option(
                names = "--by",
                required = true,
                paramLabel = "FACTOR",
                description = "what is compared")
        private String by;

        @Option(
                names = "--compare",
                required = true,
                split = ",",
                paramLabel = "LABEL",
                description = "its two groups, the second against the first")
        private List<String> compare;

        @Option(
                names = "--factors",
                split = ",",
                paramLabel = "FACTOR",
                description = "what the estimate is adjusted for")
        private List<String> factors = List.of();

        @Override
        public Integer call() throws IOException {
            Pathway found = Pathways.named(knowledge.load(), pathway);
            spec.commandLine()
                    .getOut()
                    .println(
                            PoolDefinition.of(
                                            found,
                                            id,
                                            version,
                                            measure,
                                            visit,
                                            by,
                                            compare,
                                            factors,
                                            LocalDate.now(ZoneId.systemDefault()))
                                    .json());
            return 0;
        }
    }

    /// `outcome pool export`.
    @Command(name = "export", header = "Writes this site's rows: no name, no date, no place.")
    static final class Export implements Callable<Integer> {
        private static final int KEY_BYTES = 32;

        @Spec private CommandSpec spec;
        @Mixin private StoreOption store;
        @Mixin private KnowledgeOption knowledge;

        @Option(
                names = "--definition",
                required = true,
                paramLabel = "FILE.json",
                description = "the definition")
        private Path definition;

        @Option(
                names = "--site",
                required = true,
                paramLabel = "NAME",
                description = "what this site is called")
        private String site;

        @Option(
                names = "--site-key",
                required = true,
                paramLabel = "FILE",
                description =
                        "the key that names are made with, made on first use; it never leaves the"
                                + " site")
        private Path key;

        @Option(names = "--as-of", paramLabel = "DATE", description = "data freeze; default: today")
        private @Nullable String asOf;

        @Override
        public Integer call() throws IOException {
            PoolDefinition asked = definition(definition);
            Pathway pathway = Pathways.named(knowledge.load(), asked.pathway());
            LocalDate freeze = AsOf.day(asOf);
            Progress progress = new Progress(spec.commandLine().getErr(), "charts");
            PoolRows rows;
            try (ChartStore charts = store.open()) {
                StoreOption.lookAtAll(charts, "export", "osteon outcome pool export");
                long all = charts.chartCount();
                Cohort cohort =
                        Cohort.of(charts, pathway, freeze, count -> progress.done(count, all));
                StoredCharts opened = new StoredCharts(charts);
                rows =
                        PoolRows.of(
                                cohort,
                                asked,
                                site,
                                siteKey(),
                                patient ->
                                        opened.pass(patient.substring(patient.indexOf('/') + 1))
                                                        instanceof ChartOpening.Opened(var chart, _)
                                                ? Optional.of(chart)
                                                : Optional.empty());
            }
            progress.clear();
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "osteon: " + rows.rows().rows().size() + " rows, definition " + asked.digest());
            rows.leftOut()
                    .forEach((reason, count) ->
                            err.println("osteon: " + count + " left out: " + reason));
            spec.commandLine().getOut().print(rows.rows().csv());
            return 0;
        }

        private byte[] siteKey() throws IOException {
            if (!Files.exists(key)) {
                byte[] fresh = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(fresh);
                Files.writeString(key, HexFormat.of().formatHex(fresh));
            }
            try {
                return HexFormat.of().parseHex(Files.readString(key).strip());
            } catch (IllegalArgumentException e) {
                throw Problem.unusable(key + " is no key of a site: 64 hexadecimal digits");
            }
        }
    }

    /// `outcome pool combine`.
    @Command(name = "combine", header = "Puts the rows of the sites together.")
    static final class Combine extends StatisticCommand {
        @Option(
                names = "--definition",
                required = true,
                paramLabel = "FILE.json",
                description = "the definition")
        private Path definition;

        @Parameters(
                arity = "1..*",
                paramLabel = "SITE.csv",
                description = "rows of the sites, a file each")
        private List<Path> files = List.of();

        @Override
        Object result() throws IOException {
            Map<String, Table> tables = new LinkedHashMap<>();
            for (Path file : files) {
                if (!Files.isRegularFile(file)) {
                    throw Problem.unusable("no file " + file);
                }
                tables.put(file.getFileName().toString() + (tables.size() + 1), Csv.read(file));
            }
            return PooledSites.of(definition(definition), tables);
        }
    }
}
