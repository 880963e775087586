package org.osteon.app.http.web.reports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.records.reports.ChartReports;
import org.osteon.records.reports.DueReports;
import org.osteon.records.studies.Studies;
import org.osteon.workflow.registry.RegistryDraft;
import org.osteon.workflow.studies.Participant;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyEntry;
import org.osteon.workflow.tasks.Licences;

/// What a centre tells of itself (records, 7.2): from the same facts as everything else, each
/// figure with what it is of.
///
/// @param groups in their order; those of which there is nothing are left out
record CentreFigures(List<Group> groups) {
    private static final int HUNDRED = 100;

    CentreFigures {
        groups = List.copyOf(groups);
    }

    /// Figures of one kind.
    ///
    /// @param remark what has to be known to read them; may be empty
    record Group(String title, String remark, List<Share> shares) {}

    /// A figure, with what it is of.
    record Share(String what, long count, long of) {
        String words() {
            return count
                    + " of "
                    + of
                    + (of == 0 ? "" : " (" + Math.round((double) HUNDRED * count / of) + " %)");
        }
    }

    /// @param register of the site
    /// @param studies empty where whoever asks may not know of them
    static CentreFigures of(
            DueReports.Found found, Chart register, Optional<Studies> studies, LocalDate today) {
        List<Group> groups = new ArrayList<>();
        groups.add(drafts(found));
        groups.add(answers(found));
        groups.add(events(found));
        groups.add(incidents(found));
        studies.map(CentreFigures::deviations).ifPresent(groups::add);
        groups.add(licences(Licences.of(register, today)));
        return new CentreFigures(
                groups.stream()
                        .filter(group -> !group.shares().isEmpty() || !group.remark().isEmpty())
                        .toList());
    }

    private static Group drafts(DueReports.Found found) {
        return new Group(
                "Registry: complete enough, of those that are due",
                "",
                shares(
                        found.registry().stream().filter(row -> row.daysLate() > 0).toList(),
                        row -> row.form() + ", " + row.time(),
                        row -> row.state() != RegistryDraft.State.OPEN));
    }

    private static Group answers(DueReports.Found found) {
        return new Group(
                "Questionnaires: answered, of those whose time is over or that came",
                found.answersUnknown() == 0
                        ? ""
                        : "Of "
                                + found.answersUnknown()
                                + " patients a rule could not say what came: they are in no figure.",
                shares(
                        found.answers().stream()
                                .sorted(
                                        Comparator.comparing(ChartReports.AnswerRow::pathway)
                                                .thenComparingInt(ChartReports.AnswerRow::place))
                                .toList(),
                        row -> row.pathway() + ", " + row.time(),
                        ChartReports.AnswerRow::received));
    }

    private static <T> List<Share> shares(
            List<T> rows, Function<T, String> by, Predicate<T> counted) {
        Map<String, List<T>> groups =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(one ->
                        new Share(
                                one.getKey(),
                                one.getValue().stream().filter(counted).count(),
                                one.getValue().size()))
                .toList();
    }

    private static Group events(DueReports.Found found) {
        Map<String, Long> grades = new TreeMap<>(Comparator.reverseOrder());
        found.events().forEach(event -> grades.merge(event.grade(), 1L, Long::sum));
        List<Share> shares = new ArrayList<>();
        shares.add(
                new Share(
                        "People with an adverse event on record",
                        found.events().stream()
                                .map(event -> event.person().chart())
                                .distinct()
                                .count(),
                        found.charts()));
        grades.forEach((grade, count) ->
                shares.add(
                        new Share(
                                grade.isEmpty() ? "No grade" : "Grade " + grade,
                                count,
                                found.events().size())));
        return new Group("Adverse events", "", shares);
    }

    private static Group incidents(DueReports.Found found) {
        if (found.incidents() == 0) {
            return new Group("Recorded although a rule stops it", "None on record.", List.of());
        }
        return new Group(
                "Recorded although a rule stops it",
                "",
                List.of(
                        new Share(
                                "Confirmed by another person",
                                found.confirmed(),
                                found.incidents()),
                        new Share(
                                "Wait for another person",
                                found.incidents() - found.confirmed(),
                                found.incidents())));
    }

    private static Group deviations(Studies studies) {
        List<Share> shares = new ArrayList<>();
        for (Study study : studies.all()) {
            List<Participant> people =
                    studies.people(study).stream().filter(Participant::isAllocated).toList();
            Map<String, Long> weights = new TreeMap<>();
            for (Participant one : people) {
                one.all(StudyEntry.Kind.DEVIATED).stream()
                        .map(entry -> entry.said(StudyEntry.WHAT).orElse("not weighed"))
                        .distinct()
                        .forEach(weight -> weights.merge(weight, 1L, Long::sum));
            }
            weights.forEach((weight, count) ->
                    shares.add(
                            new Share(
                                    study.title() + ": people with a deviation, " + weight,
                                    count,
                                    people.size())));
            if (weights.isEmpty() && !people.isEmpty()) {
                shares.add(
                        new Share(study.title() + ": people with a deviation", 0, people.size()));
            }
        }
        return new Group("Studies: deviations, of those who were allocated", "", shares);
    }

    private static Group licences(Licences licences) {
        return licences.practitioners() == 0
                ? new Group("Licences", "", List.of())
                : new Group(
                        "Licences of practitioners",
                        "",
                        List.of(
                                new Share("Hold today", licences.hold(), licences.practitioners()),
                                new Share("Have ended", licences.ended(), licences.practitioners()),
                                new Share(
                                        "No last day stated",
                                        licences.notStated(),
                                        licences.practitioners())));
    }
}
