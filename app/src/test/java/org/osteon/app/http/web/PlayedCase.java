package org.osteon.app.http.web;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.osteon.app.LoadedKnowledge;
import org.osteon.chart.Chart;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.StoredCharts;
import org.osteon.workflow.FhirEdit;

/// The chart of one worked case on a real server, on the day of the case.
final class PlayedCase implements AutoCloseable {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");

    private final RunningPages pages;
    private final Pathway pathway;
    private final LocalDate day;
    private final String patient;

    private PlayedCase(RunningPages pages, Pathway pathway, LocalDate day, String patient) {
        this.pages = pages;
        this.pathway = pathway;
        this.day = day;
        this.patient = patient;
    }

    static PlayedCase of(String pathway, String id) throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(KNOWLEDGE);
        Pathway own = knowledge.pathway(pathway).orElseThrow();
        WorkedCase found =
                WorkedCase.of(KNOWLEDGE, own).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        var noon = found.asOf().atTime(12, 0).toInstant(ZoneOffset.UTC);
        var chart = FhirEdit.read(found.json()).path("chart");
        String patient =
                chart.path("entry")
                        .valueStream()
                        .map(entry -> entry.path("resource"))
                        .filter(one -> one.path("resourceType").asText().equals("Patient"))
                        .map(one -> one.path("id").asText())
                        .findFirst()
                        .orElseThrow();
        return new PlayedCase(
                RunningPages.on(Clock.fixed(noon, ZoneOffset.UTC), knowledge)
                        .withBundles(List.of(FhirEdit.write(chart))),
                own,
                found.asOf(),
                patient);
    }

    RunningPages pages() {
        return pages;
    }

    String patient() {
        return patient;
    }

    LocalDate day() {
        return day;
    }

    Browsing as(String name, String role) {
        Browsing person = new Browsing(pages);
        person.signIn(name, role);
        return person;
    }

    /// A form filled in, checked, and signed; what is asked only then is answered after the check.
    static Browsing.Seen signed(Browsing person, String path, Map<String, List<String>> answers) {
        ServedForm form = new ServedForm(person.open(path), path.replaceAll("\\?.*", ""));
        answers.forEach((field, wanted) -> {
            if (form.asks(field)) {
                form.answer(field, wanted);
            }
        });
        ServedForm checked =
                new ServedForm(person.post(form.action(), form.pressed("check")), form.action());
        answers.forEach(checked::answer);
        return person.post(form.action(), checked.pressed("sign"));
    }

    /// The rules that the stored chart raises on the day of the case.
    List<String> alerts() {
        return assessed().alerts().stream().map(Alert::code).toList();
    }

    /// What the pathway makes of the stored chart on the day of the case.
    Assessment assessed() {
        return pathway.assess(chart(), day);
    }

    /// The chart as it is stored.
    Chart chart() {
        return ((ChartOpening.Opened) new StoredCharts(pages.store()).open(patient)).chart();
    }

    @Override
    public void close() {
        pages.close();
    }
}
