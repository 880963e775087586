package org.osteon.records.reports;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.pathway.AskedAnswers;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.workflow.Confirmation;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.registry.RegistryDraft;
import org.osteon.workflow.registry.RegistryForms;
import org.osteon.workflow.safety.Regions;
import org.osteon.workflow.safety.SafetyEvent;
import org.osteon.workflow.safety.SafetyReport;
import org.osteon.workflow.safety.SafetyReports;

/// What of one chart is to be reported.
///
/// @param registry its drafts for registries
/// @param safety its reports to authorities
/// @param events its adverse events
/// @param answers questionnaires that were answered, or whose time is over
/// @param answersKnown false where a rule failed, so that nobody can say what came
/// @param incidents what was recorded although a rule stops it
public record ChartReports(
        List<RegistryRow> registry,
        List<SafetyRow> safety,
        List<EventRow> events,
        List<AnswerRow> answers,
        boolean answersKnown,
        Incidents incidents) {
    public ChartReports {
        registry = List.copyOf(registry);
        safety = List.copyOf(safety);
        events = List.copyOf(events);
        answers = List.copyOf(answers);
    }

    /// Whether a line of a list names the patient.
    boolean isNamed() {
        return !(registry.isEmpty() && safety.isEmpty() && events.isEmpty());
    }

    /// A questionnaire of a time.
    ///
    /// @param pathway the title of the therapy
    /// @param place of the time among those of the therapy
    public record AnswerRow(String pathway, String time, int place, boolean received) {}

    /// What was recorded although a rule stops it.
    ///
    /// @param confirmed of these by another person
    public record Incidents(int all, int confirmed) {
        private static Incidents of(Chart chart) {
            int awaited = Confirmation.awaited(chart).size();
            int all = Confirmation.incidents(chart);
            return new Incidents(all, all - awaited);
        }
    }

    /// Whose it is.
    public record Person(String chart, String name, String born) {}

    /// A draft for a registry.
    ///
    /// @param key its name among the patient's drafts
    public record RegistryRow(
            Person person,
            String key,
            String form,
            String time,
            String timeId,
            String centre,
            LocalDate due,
            long daysLate,
            int asked,
            int answered,
            int filled,
            int conflicts,
            BigDecimal completeness,
            RegistryDraft.State state) {
        /// Whether somebody still has to do something.
        public boolean isOpen() {
            return state != RegistryDraft.State.SUBMITTED;
        }
    }

    /// A report to an authority.
    public record SafetyRow(
            Person person,
            String key,
            String to,
            String what,
            Optional<ZonedDateTime> aware,
            Optional<ZonedDateTime> due,
            boolean open,
            boolean legalReview,
            SafetyReport.State state,
            List<String> reminders) {
        /// Whether its time is over.
        public boolean isLate(ZonedDateTime now) {
            return open && due.filter(now::isAfter).isPresent();
        }
    }

    /// An adverse event.
    ///
    /// @param grade empty where nobody said
    /// @param assessed whether anybody said how serious it is
    public record EventRow(
            Person person,
            String what,
            String grade,
            boolean assessed,
            Optional<ZonedDateTime> began) {}

    static ChartReports of(
            KnowledgeBase knowledge,
            RegistryForms forms,
            Regions regions,
            Chart chart,
            String id,
            Clock clock) {
        ZonedDateTime now = clock.instant().atZone(clock.getZone());
        LocalDate today = now.toLocalDate();
        PatientBanner banner = PatientBanner.of(chart, today);
        Person person = new Person(id, banner.name(), banner.born());
        List<RegistryRow> registry =
                RegistryDraft.all(knowledge.pathways(), forms.forms(), chart, today).stream()
                        .filter(draft -> draft.asked() > 0)
                        .map(draft -> row(person, draft, today))
                        .toList();
        List<SafetyEvent> found =
                SafetyReports.events(knowledge.pathways(), regions, chart, today, clock.getZone());
        List<SafetyRow> safety =
                SafetyReports.of(regions, chart, found).stream()
                        .map(one -> row(person, one, regions, now))
                        .toList();
        List<EventRow> events =
                found.stream()
                        .map(one ->
                                new EventRow(
                                        person,
                                        one.what(),
                                        one.grade(),
                                        one.isAssessed(),
                                        one.began()))
                        .toList();
        List<AskedAnswers> asked = new ArrayList<>();
        List<AnswerRow> answers = new ArrayList<>();
        ChartOnDay onDay = new ChartOnDay(knowledge.pathways(), chart, today);
        for (Pathway pathway : knowledge.pathways()) {
            if (pathway.askedAnswers().isPresent()) {
                onDay.askedAnswers(pathway, onDay.assess(pathway))
                        .ifPresent(one -> {
                            asked.add(one);
                            answers.addAll(rows(pathway, one));
                        });
            }
        }
        return new ChartReports(
                registry,
                safety,
                events,
                answers,
                asked.stream().allMatch(AskedAnswers::known),
                Incidents.of(chart));
    }

    private static List<AnswerRow> rows(Pathway pathway, AskedAnswers asked) {
        List<String> times =
                pathway.askedAnswers().stream()
                        .flatMap(group -> group.rules().stream())
                        .map(Rule::title)
                        .toList();
        return asked.cells().stream()
                .filter(cell ->
                        cell.state() == AskedAnswers.State.RECEIVED
                                || cell.state() == AskedAnswers.State.MISSED)
                .map(cell ->
                        new AnswerRow(
                                pathway.title(),
                                cell.time(),
                                times.indexOf(cell.time()),
                                cell.state() == AskedAnswers.State.RECEIVED))
                .toList();
    }

    private static RegistryRow row(Person person, RegistryDraft draft, LocalDate today) {
        return new RegistryRow(
                person,
                draft.due().key(),
                draft.due().form().registry() + " " + draft.due().form().form(),
                draft.due().title(),
                draft.due().time(),
                draft.centre(),
                draft.due().due(),
                draft.due().daysLate(today),
                draft.asked(),
                draft.answered(),
                draft.filled(),
                draft.conflicts().size(),
                draft.completeness(),
                draft.state());
    }

    private static SafetyRow row(
            Person person, SafetyReport report, Regions regions, ZonedDateTime now) {
        return new SafetyRow(
                person,
                report.key(),
                report.title(),
                report.event().what(),
                report.aware(),
                report.due(),
                report.isOpen(),
                !report.rule().isConfirmed(),
                report.state(),
                report.reminders(now, regions.hoursBefore()));
    }
}
