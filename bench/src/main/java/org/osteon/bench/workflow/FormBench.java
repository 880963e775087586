package org.osteon.bench.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.demo.DemoCohort;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.CheckedAnswers;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;

/// What a person waits for who fills in a form: opening it, *Check* (the chart assessed before and
/// after), and signing it, on a chart of 500 resources; one thread, without HTTP. Arguments: rounds
/// (default 200), resources (default 500).
///
/// The chart is the fullest patient of the demo cohort for the pathway, own observations told again
/// on earlier days until there are enough.
public final class FormBench {
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final int WARM_UP = 100;

    /// Each form with what is typed into it.
    private static final List<Case> CASES =
            List.of(
                    new Case("bone-modifying-agents", "pain", List.of("pain-now", "6")),
                    new Case(
                            "bone-modifying-agents",
                            "typed-result",
                            List.of(
                                    "test~0",
                                    "2160-0",
                                    "value~0",
                                    "88",
                                    "value~0.unit",
                                    "umol/L",
                                    "sampled~0",
                                    "2026-03-02")),
                    new Case(
                            "marrow-transplant",
                            "agvhd",
                            List.of(
                                    "agvhd-rash-bsa",
                                    "30",
                                    "agvhd-upper-gi",
                                    "upper-gi-persistent",
                                    "agvhd-stool-volume",
                                    "450",
                                    "agvhd-confidence",
                                    "confidence-probable",
                                    "agvhd-systemic-therapy",
                                    "false")),
                    new Case(
                            "marrow-knee-injection",
                            "symptom-check-in",
                            List.of("pain-now", "3", "discharge", "true", "redness", "false")));

    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final int rounds;

    private FormBench(KnowledgeBase knowledge, int rounds) {
        this.knowledge = knowledge;
        this.forms = FormLibrary.of(knowledge);
        this.rounds = rounds;
    }

    private record Case(String pathway, String form, List<String> typed) {
        FormAnswers on(FormAnswers opened) {
            FormAnswers answers = opened;
            for (int i = 0; i < typed.size(); i += 2) {
                answers = answers.with(typed.get(i), typed.get(i + 1));
            }
            return answers;
        }
    }

    /// Runs it and prints a table in Markdown.
    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        int resources = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        FormBench bench = new FormBench(KnowledgeBase.load(KNOWLEDGE), rounds);
        List<Chart> cohort =
                new DemoCohort(KNOWLEDGE, TODAY, 1).charts().stream().map(FormBench::read).toList();
        System.out.println("| form | what | p50 ms | p95 ms | n |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (Case one : CASES) {
            bench.measure(one, grown(bench.fullest(one.pathway(), cohort), resources));
        }
    }

    private static Chart read(String bundle) {
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new IllegalStateException(reason);
        };
    }

    /// The fullest chart that a pathway decides.
    private Chart fullest(String id, List<Chart> cohort) {
        Pathway pathway = knowledge.pathway(id).orElseThrow();
        return cohort.stream()
                .filter(chart -> pathway.assess(chart, TODAY).decision().isPresent())
                .max(Comparator.comparingInt(chart -> chart.resources().size()))
                .orElseThrow();
    }

    /// With its own observations told again on earlier days.
    private static Chart grown(Chart chart, int size) {
        List<Resource> more = new ArrayList<>();
        List<Resource> told =
                chart.resources("Observation").stream()
                        .filter(one -> one.json().contains("effectiveDateTime"))
                        .toList();
        for (int i = 0; chart.resources().size() + more.size() < size; i++) {
            var json = FhirEdit.read(told.get(i % told.size()).json());
            json.put("id", "again-" + i);
            LocalDate day =
                    LocalDate.parse(json.path("effectiveDateTime").asText().substring(0, 10));
            json.put("effectiveDateTime", day.minusDays(400L + i / told.size()).toString());
            more.add(ChartReader.resource(FhirEdit.write(json)));
        }
        return chart.with(more);
    }

    private void measure(Case one, Chart chart) {
        Form form = forms.form(one.form()).orElseThrow();
        FormLife life = new FormLife(knowledge, form, chart, one.pathway());
        ZonedDateTime now = TODAY.atTime(LocalTime.NOON).atZone(ZoneOffset.UTC);
        Deed deed = new Deed("N. Example", now, "Measured");
        FormLife.Opened opened = life.open(now);
        FormAnswers answers = one.on(opened.answers());
        FormOutcome outcome =
                life.sign(FormLife.newId(), answers, Optional.of(opened.shown()), deed);
        if (!(outcome instanceof FormOutcome.Saved)) {
            throw new IllegalStateException(one + " is not kept: " + outcome);
        }
        print(one, "open", () -> life.open(now));
        print(
                one,
                "check",
                () -> {
                    CheckedAnswers checked =
                            life.check(
                                    FormLife.newId(), answers, Optional.of(opened.shown()), deed);
                    return checked.wouldSay();
                });
        print(
                one,
                "sign",
                () -> life.sign(FormLife.newId(), answers, Optional.of(opened.shown()), deed));
    }

    private void print(Case one, String what, Supplier<Object> deed) {
        int kept = 0;
        for (int i = 0; i < WARM_UP; i++) {
            kept += deed.get().hashCode() & 1;
        }
        double[] milliseconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long begun = System.nanoTime();
            kept += deed.get().hashCode() & 1;
            milliseconds[i] = (System.nanoTime() - begun) / 1e6;
        }
        java.util.Arrays.sort(milliseconds);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %d |%s%n",
                one.form(),
                what,
                milliseconds[rounds / 2],
                milliseconds[(int) Math.ceil(rounds * 0.95) - 1],
                rounds,
                kept < 0 ? " " : "");
    }
}
