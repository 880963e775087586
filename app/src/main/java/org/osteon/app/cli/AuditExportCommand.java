package org.osteon.app.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.osteon.records.trail.AuditEvents;
import org.osteon.records.trail.TrailFile;
import org.osteon.records.trail.TrailPeriod;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon audit export`: what was done and looked at, to take away.
@Command(
        name = "export",
        header = "Writes looks and deeds of a month or of a study to standard output.",
        description = {
            "",
            "As FHIR AuditEvents, one a line (ndjson), or as a table (csv), oldest first. The patients"
                    + " of a study are those whose ResearchSubject names its ResearchStudy. That it"
                    + " was taken away is written down, too.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon audit export --month 2026-11 > looks.ndjson",
            "  osteon audit export --study trial-7 --form csv > looks.csv"
        })
final class AuditExportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private StoreOption store;

    @Option(names = "--month", paramLabel = "YYYY-MM", description = "all that happened then")
    private String month = "";

    @Option(
            names = "--study",
            paramLabel = "ID",
            description = "all that concerns the patients of this ResearchStudy")
    private String study = "";

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "ndjson",
            description = "ndjson or csv; default: ${DEFAULT-VALUE}")
    private String form = "";

    @Override
    public Integer call() {
        TrailFile file =
                TrailFile.of(form)
                        .orElseThrow(() ->
                                Problem.unusable("a file is ndjson or csv, not '" + form + "'"));
        TrailPeriod period = TrailPeriod.of(month, study);
        try (ChartStore charts = store.existing()) {
            Set<String> ofStudy =
                    period.study()
                            .map(id -> TrailPeriod.charts(id, charts::search))
                            .orElse(Set.of());
            StoreOption.look(charts, "export", "osteon audit export", List.copyOf(ofStudy));
            AuditEvents events = new AuditEvents(machine());
            PrintWriter out = spec.commandLine().getOut();
            out.print(file.head());
            period.each(
                    ZoneId.systemDefault(),
                    charts::trailAfter,
                    ofStudy,
                    one -> out.print(file.line(one, events)));
            out.flush();
        }
        return 0;
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }
}
