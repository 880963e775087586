package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Action;
import org.osteon.access.Grant;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visits;
import org.osteon.records.reports.RegistryFiles;
import org.osteon.records.reports.SiteReporting;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.registry.RegistryDraft;
import org.osteon.workflow.registry.RegistryForms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon registry`: drafts of what a registry asks.
@Command(
        name = "registry",
        header = "Drafts of what a registry asks about a patient: nothing is sent.",
        description = {
            "",
            "Without a draft: those of the patient, how far each is. With one: its items, what is"
                    + " answered and from where. A person reads, signs and sends it elsewhere.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon registry p17 --db charts.db",
            "  osteon registry p17 post-transplant/2025-02-21/day-100 --db charts.db --format csv",
            "  osteon registry p17 post-transplant/2025-02-21/day-100 --db charts.db --format fhir"
        })
public final class RegistryCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private StoreOption store;
    @Mixin private KnowledgeOption knowledge;
    @Mixin private FormsOption forms;

    @Parameters(index = "0", paramLabel = "CHART", description = "id of the patient's chart")
    private String chart;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DRAFT",
            description = "name of the draft, as the list has it: FORM/DAY-0/TIME")
    private @Nullable String name;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json, csv, or fhir: bundles in the shape of the registry's own guide")
    private String format;

    @Option(names = "--as-of", paramLabel = "DATE", description = "the day; default: today")
    private @Nullable String asOf;

    @Override
    public Integer call() throws IOException {
        KnowledgeBase base = knowledge.load();
        LocalDate day = AsOf.day(asOf);
        FormLibrary library = forms.library(base);
        try (ChartStore charts = store.open()) {
            library.typedBy(new SiteReporting(charts)::files);
            RegistryForms known = RegistryForms.of(base.pathways(), library);
            known.problems().forEach(one -> spec.commandLine().getErr().println("osteon: " + one));
            Chart read = read(charts);
            PrintWriter out = spec.commandLine().getOut();
            if (name == null) {
                RegistryDraft.all(base.pathways(), known.forms(), read, day)
                        .forEach(one ->
                                out.println(
                                        one.due().key()
                                                + "\t"
                                                + one.due().due()
                                                + "\t"
                                                + one.answered()
                                                + " of "
                                                + one.asked()
                                                + "\t"
                                                + one.state().words()));
                return 0;
            }
            RegistryDraft draft =
                    RegistryDraft.named(name, base.pathways(), known.forms(), read, day)
                            .orElseThrow(() ->
                                    Problem.unusable(
                                            "nothing of the name '"
                                                    + name
                                                    + "' is asked about '"
                                                    + chart
                                                    + "' on "
                                                    + day
                                                    + "; osteon registry "
                                                    + chart
                                                    + " lists what is"));
            out.print(text(draft));
            out.flush();
            return 0;
        }
    }

    private String text(RegistryDraft draft) {
        return switch (format) {
            case "json" -> FhirEdit.write(RegistryFiles.json(draft)) + "\n";
            case "csv" -> RegistryFiles.csv(draft);
            case "fhir" -> FhirEdit.write(RegistryFiles.bundles(draft)) + "\n";
            default ->
                    throw Problem.unusable(
                            "'" + format + "' is no format of drafts; there are json, csv, fhir");
        };
    }

    /// Whoever works at the machine looks as a data manager does, and that is on record.
    private Chart read(ChartStore charts) {
        Records records =
                new Records(charts, new StoredCharts(charts), Clock.system(ZoneId.systemDefault()));
        return Visits.answer(
                AtTheMachine.visit(Grant.SiteTeam::ofAll, "osteon registry " + chart),
                () ->
                        records.open(Action.REPORT, chart)
                                .opened()
                                .orElseThrow(() -> Problem.noChart(chart)));
    }
}
