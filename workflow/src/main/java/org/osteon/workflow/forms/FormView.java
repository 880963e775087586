package org.osteon.workflow.forms;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Coding;
import org.osteon.pathway.PagePicture;
import org.osteon.workflow.FieldProblem;

/// A form as people see it: its items with what is filled in, where it comes from, and what is said
/// of it.
///
/// @param entries the items in order, groups with theirs
/// @param shown what the form sends back
/// @param problems all that is wrong, in the order of the items
/// @param findings what is said of the answers as a whole or shown beside
/// @param wouldSay what the pathways would say
/// @param pictures beside the form, as the answers would have them
/// @param answered how many of the asked items are answered
/// @param waiting how many items are not asked as things are
public record FormView(
        Form form,
        List<Entry> entries,
        String shown,
        List<FieldProblem> problems,
        List<FormFinding> findings,
        List<WouldSay> wouldSay,
        List<PagePicture> pictures,
        int answered,
        int asked,
        int waiting) {

    /// What is wrong, in the summary: with the group's title where several items are called alike.
    public String summary(FieldProblem problem) {
        String linkId = problem.field().replaceAll("~.*$", "");
        Optional<FormItem> item = form.item(linkId);
        boolean alike =
                item.filter(one ->
                                form.allItems()
                                                .filter(other -> other.text().equals(one.text()))
                                                .count()
                                        > 1)
                        .isPresent();
        String named =
                item.filter(one -> !problem.text().startsWith(one.text()))
                        .map(one -> one.text() + ": " + problem.text())
                        .orElse(problem.text());
        return form.items().stream()
                .filter(group -> alike)
                .filter(group -> group.items().stream().anyMatch(item.get()::equals))
                .findFirst()
                .map(group -> group.text() + ": " + named)
                .orElse(named);
    }

    /// The same with other entries.
    FormView with(List<Entry> others) {
        return new FormView(
                form, others, shown, problems, findings, wouldSay, pictures, answered, asked,
                waiting);
    }

    /// An item to fill in, or a group of them.
    ///
    /// @param name of its field
    /// @param row in a repeating group; negative outside
    /// @param values what is filled in
    /// @param unit of a quantity
    /// @param absent the code of the kind of no answer that was chosen; empty where none
    /// @param problem what is wrong
    /// @param sources where what is filled in stands on the chart
    /// @param beside what is shown beside
    /// @param choices what can be chosen
    /// @param calculated the value of a calculated item
    /// @param notes what is shown of it
    /// @param drawing on which the choices are marked
    /// @param entries those of a group
    public record Entry(
            FormItem item,
            String name,
            int row,
            List<String> values,
            String unit,
            String absent,
            String problem,
            List<Source> sources,
            List<String> beside,
            List<Choice> choices,
            String calculated,
            List<String> notes,
            Optional<Drawing> drawing,
            List<Entry> entries) {
        /// The same with other entries, and with something else shown beside.
        Entry with(List<Entry> others, List<String> shown) {
            return new Entry(
                    item,
                    name,
                    row,
                    values,
                    unit,
                    absent,
                    problem,
                    sources,
                    shown,
                    choices,
                    calculated,
                    notes,
                    drawing,
                    others);
        }

        /// What is filled in, where it is one thing.
        public String value() {
            return values.isEmpty() ? "" : values.getFirst();
        }

        /// Whether a choice is filled in, by itself or by its code.
        public boolean chose(Choice choice) {
            String code = choice.value().substring(choice.value().lastIndexOf('|') + 1);
            return values.contains(choice.value()) || values.contains(code);
        }

        /// The ids of what describes it, for those who hear the page; null where nothing does.
        public @Nullable String describedBy() {
            List<String> ids = new ArrayList<>();
            if (!problem.isEmpty()) {
                ids.add("p-" + name);
            }
            if (!item.help().isEmpty() || !sources.isEmpty() || !beside.isEmpty()) {
                ids.add("h-" + name);
            }
            return ids.isEmpty() ? null : String.join(" ", ids);
        }
    }

    /// What else a view is made by.
    ///
    /// @param rows that were asked for, by the linkId of their group
    /// @param told whether what is missing is told, too
    /// @param day of the looking
    public record More(Map<String, Integer> rows, boolean told, LocalDate day) {}

    /// Where a value stands on the chart.
    public record Source(String text, String reference) {}

    /// Something to choose.
    public record Choice(String value, String label) {}

    /// A form as it is opened.
    public static FormView opened(
            FormLife life, FormLife.Opened opened, CheckedAnswers checked, LocalDate day) {
        return new Making(life, opened, opened.answers(), checked, Map.of(), day)
                .view(checked.unreadable());
    }

    /// A form after it was looked at.
    public static FormView checked(
            FormLife life,
            FormLife.Opened opened,
            FormAnswers answers,
            CheckedAnswers checked,
            More more) {
        return new Making(life, opened, answers, checked, more.rows(), more.day())
                .view(more.told() ? checked.problems() : wrong(answers, checked));
    }

    /// What is wrong with what was answered, whatever is still missing.
    private static List<FieldProblem> wrong(FormAnswers answers, CheckedAnswers checked) {
        return checked.problems().stream()
                .filter(one ->
                        checked.unreadable().contains(one)
                                || checked.findings().stream()
                                        .filter(found -> found.level() == FormItem.Level.REFUSE)
                                        .filter(found -> answers.has(found.field()))
                                        .anyMatch(found -> found.field().equals(one.field())))
                .toList();
    }

    /// Nothing filled in, for paper.
    public static List<Entry> blank(Form form) {
        return form.items().stream().map(item -> blank(item, -1)).toList();
    }

    private static Entry blank(FormItem item, int row) {
        int within = item.isRepeatingGroup() ? 0 : row;
        return new Entry(
                item,
                FormAnswers.field(item.linkId(), row),
                row,
                List.of(),
                "",
                "",
                "",
                List.of(),
                List.of(),
                item.options().stream()
                        .map(FormItem.Option::coding)
                        .map(one -> new Choice(TypedAnswer.written(one), one.label()))
                        .toList(),
                "",
                List.of(),
                Optional.empty(),
                item.items().stream().map(one -> blank(one, within)).toList());
    }

    /// Puts a view together.
    private record Making(
            FormLife life,
            FormLife.Opened opened,
            FormAnswers answers,
            CheckedAnswers checked,
            Map<String, Integer> more,
            LocalDate day) {
        FormView view(List<FieldProblem> problems) {
            Map<String, String> byField = new LinkedHashMap<>();
            problems.forEach(one -> byField.putIfAbsent(one.field(), one.text()));
            Questions questions = life.questions(day);
            List<Entry> entries = new ArrayList<>();
            entries(life.form().items(), -1, byField, questions, entries);
            return new FormView(
                    life.form(),
                    List.copyOf(entries),
                    opened.shown().text(),
                    List.copyOf(problems),
                    checked.findings().stream()
                            .filter(one -> one.level() != FormItem.Level.REFUSE)
                            .toList(),
                    checked.wouldSay(),
                    checked.pictures(),
                    checked.answered(),
                    checked.asked(),
                    waiting());
        }

        private int waiting() {
            Set<String> linkIds = new HashSet<>();
            checked.notAsked().forEach(field -> linkIds.add(linkId(field)));
            return (int)
                    life.form()
                            .allItems()
                            .filter(item -> item.type().isAnswered() && !item.hidden())
                            .filter(item -> !item.enabling().conditions().isEmpty())
                            .filter(item -> linkIds.contains(item.linkId()))
                            .count();
        }

        private static String linkId(String field) {
            int row = field.indexOf('~');
            return row < 0 ? field : field.substring(0, row);
        }

        private void entries(
                List<FormItem> items,
                int row,
                Map<String, String> problems,
                Questions questions,
                List<Entry> into) {
            for (FormItem item : items) {
                String name = FormAnswers.field(item.linkId(), row);
                if (item.hidden() || checked.notAsked().contains(name)) {
                    continue;
                }
                if (item.isRepeatingGroup()) {
                    List<Integer> rows = answers.rows(item);
                    int count =
                            Math.max(
                                    rows.isEmpty() ? 1 : rows.getLast() + 1,
                                    more.getOrDefault(item.linkId(), 0));
                    for (int one = 0; one < count; one++) {
                        into.add(entry(item, name, one, problems, questions));
                    }
                } else {
                    into.add(entry(item, name, row, problems, questions));
                }
            }
        }

        private Entry entry(
                FormItem item,
                String name,
                int row,
                Map<String, String> problems,
                Questions questions) {
            List<Entry> within = new ArrayList<>();
            entries(item.items(), row, problems, questions, within);
            Optional<Suggestion> suggestion =
                    Optional.ofNullable(opened.suggestions().get(item.linkId()))
                            .filter(_ -> row <= 0);
            return new Entry(
                    item,
                    name,
                    row,
                    answers.all(name),
                    answers.of(name + FormAnswers.UNIT),
                    answers.of(name + FormAnswers.ABSENT),
                    problems.getOrDefault(name, ""),
                    suggestion.map(Making::sources).orElse(List.of()),
                    suggestion.map(Suggestion::beside).orElse(List.of()),
                    choices(item, questions),
                    checked.calculated().getOrDefault(item.linkId(), ""),
                    checked.findings().stream()
                            .filter(one -> one.field().equals(name))
                            .filter(one -> one.level() != FormItem.Level.REFUSE)
                            .map(FormFinding::text)
                            .toList(),
                    drawing(item, questions),
                    List.copyOf(within));
        }

        private Optional<Drawing> drawing(FormItem item, Questions questions) {
            FormItem.Picture picture = item.picture();
            if (picture.name().isEmpty()) {
                return Optional.empty();
            }
            boolean turned =
                    picture.turned()
                            .map(said -> Boolean.TRUE.equals(questions.ask(said).value()))
                            .orElse(false);
            String of =
                    picture.of()
                            .map(said -> questions.ask(said).value())
                            .map(Object::toString)
                            .orElse("");
            return Drawing.of(
                    life.knowledge(), picture.name(), choices(item, questions), turned, of);
        }

        private static List<Source> sources(Suggestion suggestion) {
            List<Source> sources = new ArrayList<>();
            for (int i = 0; i < suggestion.sources().size(); i++) {
                sources.add(
                        new Source(suggestion.sources().get(i), suggestion.references().get(i)));
            }
            return sources;
        }

        private static List<Choice> choices(FormItem item, Questions questions) {
            if (item.isOfThePlan()) {
                return questions.openPlan().stream()
                        .map((Coding one) -> new Choice(TypedAnswer.written(one), one.label()))
                        .toList();
            }
            if (item.choices().isPresent()) {
                return questions.ask(item.choices().get()).choices().stream()
                        .map(one -> new Choice(one.reference(), questions.text(one)))
                        .toList();
            }
            return item.options().stream()
                    .map(FormItem.Option::coding)
                    .map((Coding one) -> new Choice(TypedAnswer.written(one), one.label()))
                    .toList();
        }
    }
}
