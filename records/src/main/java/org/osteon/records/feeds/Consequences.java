package org.osteon.records.feeds;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.chart.Resource;
import org.osteon.feeds.ChartEdit;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.store.StoreException;
import org.osteon.store.StoredChart;
import org.osteon.workflow.desk.Tone;

/// Says what a correction changes, by asking the pathways about the chart without and with it: for
/// today, and for each day since on which a dose was given.
final class Consequences {
    private static final int MOST_DAYS = 24;
    private static final int MOST_LINES = 40;

    private final KnowledgeBase knowledge;

    Consequences(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    /// What the rules say otherwise; that they stop at a chart is told, and keeps no result out.
    List<Correction.Change> of(StoredChart stored, ChartEdit edit, LocalDate today) {
        try {
            return compared(stored, edit, today);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(
                    new Correction.Change(
                            "All pathways",
                            today.toString(),
                            false,
                            "",
                            "",
                            List.of(
                                    "the rules stopped at this chart ("
                                            + e.getClass().getSimpleName()
                                            + "); what the correction changes is not known")));
        }
    }

    private List<Correction.Change> compared(StoredChart stored, ChartEdit edit, LocalDate today) {
        Map<String, String> texts = new LinkedHashMap<>();
        stored.forEach(one -> texts.put(one.resource().toString(), one.json()));
        Map<String, String> edited = new LinkedHashMap<>(texts);
        edit.parts()
                .forEach(part ->
                        part.json()
                                .ifPresentOrElse(
                                        json -> edited.put(part.reference(), json),
                                        () -> edited.remove(part.reference())));
        Optional<Chart> before = read(texts.values());
        Optional<Chart> after = read(edited.values());
        if (before.isEmpty() || after.isEmpty()) {
            return List.of();
        }
        List<Correction.Change> changes = new ArrayList<>();
        compare(before.get(), after.get(), today, false, changes);
        for (LocalDate day : days(before.get(), edit, texts, today)) {
            compare(
                    beforeDoses(before.get(), day),
                    beforeDoses(after.get(), day),
                    day,
                    true,
                    changes);
        }
        return changes;
    }

    private void compare(
            Chart before,
            Chart after,
            LocalDate day,
            boolean given,
            List<Correction.Change> changes) {
        ChartOnDay was = new ChartOnDay(knowledge.pathways(), before, day);
        ChartOnDay is = new ChartOnDay(knowledge.pathways(), after, day);
        for (Pathway pathway : knowledge.pathways()) {
            change(pathway, was.assess(pathway), is.assess(pathway), day, given)
                    .ifPresent(changes::add);
        }
    }

    /// The chart as whoever gave that day's doses had it before them.
    private static Chart beforeDoses(Chart chart, LocalDate day) {
        return chart.withoutAll(
                chart.resources().stream()
                        .filter(one ->
                                isDose(one) && day(one, "effective").equals(Optional.of(day)))
                        .toList());
    }

    private static boolean isDose(Resource one) {
        return one.type().equals("MedicationAdministration")
                && one.content().text("status").filter("completed"::equals).isPresent();
    }

    private static Optional<Chart> read(Collection<String> texts) {
        byte[] all = String.join("\n", texts).getBytes(StandardCharsets.UTF_8);
        return switch (ChartReader.resources(all)) {
            case ChartReading.Read(var chart) -> Optional.of(chart);
            case ChartReading.Unusable _ -> Optional.empty();
        };
    }

    /// The days of doses on or after the earliest thing that is corrected.
    private static List<LocalDate> days(
            Chart before, ChartEdit edit, Map<String, String> texts, LocalDate today) {
        Optional<LocalDate> first =
                edit.parts().stream()
                        .filter(ChartEdit.Part::corrects)
                        .map(part -> texts.getOrDefault(part.reference(), ""))
                        .filter(text -> !text.isEmpty())
                        .map(ChartReader::resource)
                        .flatMap(one -> day(one, "effective").stream())
                        .min(LocalDate::compareTo);
        TreeSet<LocalDate> days = new TreeSet<>();
        for (Resource one : before.resources()) {
            if (isDose(one)) {
                day(one, "effective")
                        .filter(day -> !day.isAfter(today))
                        .filter(day -> first.map(from -> !day.isBefore(from)).orElse(true))
                        .ifPresent(days::add);
            }
        }
        return days.descendingSet().stream().limit(MOST_DAYS).toList();
    }

    private static Optional<LocalDate> day(Resource resource, String element) {
        return resource.content()
                .time(element)
                .map(Object::toString)
                .filter(text -> text.length() >= 10)
                .map(text -> LocalDate.parse(text.substring(0, 10)));
    }

    private static Optional<Correction.Change> change(
            Pathway pathway, Assessment was, Assessment is, LocalDate day, boolean given) {
        List<String> lines = new ArrayList<>();
        Map<String, String> before = findings(was);
        Map<String, String> after = findings(is);
        after.forEach((key, text) -> {
            if (!before.containsKey(key)) {
                lines.add("now: " + text);
            }
        });
        before.forEach((key, text) -> {
            if (!after.containsKey(key)) {
                lines.add("no longer: " + text);
            }
        });
        results(pathway, was, is, lines);
        plan(was, is, lines);
        String decidedBefore = decision(pathway, was);
        String decidedNow = decision(pathway, is);
        return decidedBefore.equals(decidedNow) && lines.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Correction.Change(
                                pathway.title(),
                                day.toString(),
                                given,
                                decidedBefore,
                                decidedNow,
                                lines.stream().limit(MOST_LINES).toList()));
    }

    private static String decision(Pathway pathway, Assessment assessment) {
        Optional<String> word = assessment.decision();
        return word.flatMap(one -> Tone.word(pathway, one))
                .map(DecisionWord::title)
                .or(() -> word)
                .orElse("nothing planned");
    }

    private static Map<String, String> findings(Assessment assessment) {
        Map<String, String> findings = new LinkedHashMap<>();
        for (Alert alert : assessment.alerts()) {
            findings.putIfAbsent(
                    alert.code() + "|" + alert.summary(),
                    alert.summary() + " (" + alert.code() + ")");
        }
        return findings;
    }

    /// Amounts and other results that are one value.
    private static void results(
            Pathway pathway, Assessment was, Assessment is, List<String> lines) {
        pathway.results()
                .forEach(rule -> {
                    Object before = was.results().get(rule.id());
                    Object after = is.results().get(rule.id());
                    if (!shown(before).equals(shown(after))
                            && !(before instanceof Map)
                            && !(after instanceof Map)
                            && !(before instanceof List)
                            && !(after instanceof List)) {
                        lines.add(rule.title() + ": " + shown(before) + " → " + shown(after));
                    }
                });
    }

    private static String shown(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? "none" : value.toString();
    }

    private static void plan(Assessment was, Assessment is, List<String> lines) {
        Map<String, PlanItem> before = new LinkedHashMap<>();
        was.plan().forEach(item -> before.putIfAbsent(item.id(), item));
        Map<String, PlanItem> after = new LinkedHashMap<>();
        is.plan().forEach(item -> after.putIfAbsent(item.id(), item));
        after.forEach((id, item) -> {
            PlanItem old = before.get(id);
            if (old == null) {
                lines.add("to do: " + item.title() + when(item));
            } else if (!when(old).equals(when(item))) {
                lines.add(item.title() + ":" + when(old) + " →" + when(item));
            }
        });
        before.forEach((id, item) -> {
            if (!after.containsKey(id)) {
                lines.add("no longer to do: " + item.title() + when(item));
            }
        });
    }

    private static String when(PlanItem item) {
        String from = item.from().map(LocalDate::toString).orElse("");
        String to = item.to().map(LocalDate::toString).orElse("");
        return " "
                + item.status().word()
                + (from.isEmpty() ? "" : " " + from)
                + (to.isEmpty() || to.equals(from) ? "" : " to " + to);
    }
}
