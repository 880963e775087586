package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osteon.chart.Coding;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.FieldProblem;

/// Reads what was typed into a form: the items of a QuestionnaireResponse, what is wrong with them,
/// and which items are not asked.
final class AnswerReader {
    private final Form form;
    private final FormAnswers answers;
    private final Questions questions;
    private final ZoneId zone;
    private final Map<String, Boolean> enabledByChart = new HashMap<>();
    private Set<String> notAsked = new HashSet<>();

    private AnswerReader(Form form, FormAnswers answers, Questions questions, ZoneId zone) {
        this.form = form;
        this.answers = answers;
        this.questions = questions;
        this.zone = zone;
    }

    /// What came of it.
    ///
    /// @param items of the response
    /// @param unreadable answers that cannot be read or cannot be so, by field
    /// @param needed required answers that are not there
    /// @param notAsked the fields that are not asked as things are
    /// @param answered how many of the asked items are answered
    /// @param asked how many items are asked
    record Filled(
            ArrayNode items,
            List<FieldProblem> unreadable,
            List<FieldProblem> needed,
            Set<String> notAsked,
            int answered,
            int asked) {}

    static Filled of(Form form, FormAnswers answers, Questions questions, ZoneId zone) {
        return new AnswerReader(form, answers, questions, zone).filled();
    }

    private Filled filled() {
        // An item that is not asked does not count for those that depend on it: once per depth.
        Set<String> before;
        do {
            before = notAsked;
            notAsked = disabled();
        } while (!before.equals(notAsked));
        ArrayNode items = FhirEdit.object().putArray("item");
        List<FieldProblem> unreadable = new ArrayList<>();
        List<FieldProblem> needed = new ArrayList<>();
        int[] counts = new int[2];
        items(form.items(), -1, items, new Told(unreadable, needed, counts));
        return new Filled(
                items,
                List.copyOf(unreadable),
                List.copyOf(needed),
                Set.copyOf(notAsked),
                counts[0],
                counts[1]);
    }

    /// @param counts answered, asked
    private record Told(List<FieldProblem> unreadable, List<FieldProblem> needed, int[] counts) {}

    private Set<String> disabled() {
        Set<String> disabled = new HashSet<>();
        disable(form.items(), -1, false, disabled);
        return disabled;
    }

    private void disable(List<FormItem> items, int row, boolean within, Set<String> disabled) {
        for (FormItem item : items) {
            String field = FormAnswers.field(item.linkId(), row);
            boolean off = within || !isEnabled(item, row);
            if (off) {
                disabled.add(field);
            }
            if (item.isRepeatingGroup()) {
                for (int one : rows(item)) {
                    disable(item.items(), one, off, disabled);
                }
            } else {
                disable(item.items(), row, off, disabled);
            }
        }
    }

    private List<Integer> rows(FormItem group) {
        List<Integer> rows = answers.rows(group);
        return rows.isEmpty() ? List.of(0) : rows;
    }

    private boolean isEnabled(FormItem item, int row) {
        FormItem.Enabling enabling = item.enabling();
        boolean byChart =
                enabling.expression()
                        .map(expression ->
                                enabledByChart.computeIfAbsent(
                                        expression,
                                        one -> questions.ask(one).truth().orElse(false)))
                        .orElse(true);
        if (!byChart || enabling.conditions().isEmpty()) {
            return byChart;
        }
        return enabling.all()
                ? enabling.conditions().stream().allMatch(when -> holds(when, row))
                : enabling.conditions().stream().anyMatch(when -> holds(when, row));
    }

    private boolean holds(FormItem.When when, int row) {
        String own = FormAnswers.field(when.question(), row);
        String field = answers.byField().containsKey(own) ? own : when.question();
        List<String> given = notAsked.contains(field) ? List.of() : answers.all(field);
        if (when.operator().equals("exists")) {
            return given.isEmpty() != when.answer().equals("true");
        }
        return given.stream().anyMatch(one -> compares(one, when));
    }

    private static boolean compares(String given, FormItem.When when) {
        Optional<BigDecimal> number = ValueText.number(given);
        Optional<BigDecimal> wanted = ValueText.number(when.answer());
        if (number.isPresent() && wanted.isPresent()) {
            int compared = number.get().compareTo(wanted.get());
            return switch (when.operator()) {
                case "=" -> compared == 0;
                case "!=" -> compared != 0;
                case ">" -> compared > 0;
                case "<" -> compared < 0;
                case ">=" -> compared >= 0;
                case "<=" -> compared <= 0;
                default -> false;
            };
        }
        String code = given.substring(given.lastIndexOf('|') + 1);
        boolean equal = code.equals(when.answer()) || given.equals(when.answer());
        return when.operator().equals("=") ? equal : when.operator().equals("!=") && !equal;
    }

    private void items(List<FormItem> items, int row, ArrayNode into, Told told) {
        for (FormItem item : items) {
            if (notAsked.contains(FormAnswers.field(item.linkId(), row))) {
                continue;
            }
            if (item.type() == FormItem.Type.GROUP) {
                for (int one : item.isRepeatingGroup() ? rows(item) : List.of(row)) {
                    group(item, one, into, told);
                }
            } else if (item.type().isAnswered() && item.calculated().isEmpty()) {
                answered(item, row, into, told);
            }
        }
    }

    private void group(FormItem item, int row, ArrayNode into, Told told) {
        ObjectNode node = node(item);
        // A row that nobody began asks for nothing.
        boolean begun = !item.isRepeatingGroup() || isBegun(item, row) || item.required();
        Told own = begun ? told : new Told(new ArrayList<>(), new ArrayList<>(), new int[2]);
        ArrayNode within = FhirEdit.object().putArray("item");
        items(item.items(), row, within, own);
        if (!within.isEmpty()) {
            node.set("item", within);
            into.add(node);
        }
    }

    private boolean isBegun(FormItem group, int row) {
        return group.items().stream()
                .map(item -> FormAnswers.field(item.linkId(), row))
                .anyMatch(field -> answers.has(field) || answers.has(field + FormAnswers.ABSENT));
    }

    private static ObjectNode node(FormItem item) {
        ObjectNode node = FhirEdit.object();
        node.put("linkId", item.linkId());
        if (!item.text().isEmpty()) {
            node.put("text", item.text());
        }
        return node;
    }

    private void answered(FormItem item, int row, ArrayNode into, Told told) {
        String field = FormAnswers.field(item.linkId(), row);
        if (!item.hidden()) {
            told.counts()[1]++;
        }
        List<String> given = answers.all(field);
        Optional<FormItem.Absent> absent =
                FormItem.Absent.of(answers.of(field + FormAnswers.ABSENT))
                        .filter(item.absent()::contains);
        if (!given.isEmpty() && absent.isPresent()) {
            told.unreadable()
                    .add(
                            new FieldProblem(
                                    field,
                                    "There is an answer, and “"
                                            + absent.get().words()
                                            + "”: only one of them can be so."));
            return;
        }
        if (absent.isPresent()) {
            ObjectNode node = node(item);
            node.putArray("extension")
                    .addObject()
                    .put("url", Extensions.DATA_ABSENT)
                    .put("valueCode", absent.get().code());
            into.add(node);
            told.counts()[0]++;
            return;
        }
        if (given.isEmpty()) {
            if (item.required()) {
                told.needed().add(new FieldProblem(field, item.text() + ": an answer is needed."));
            }
            return;
        }
        ObjectNode node = node(item);
        ArrayNode values = node.putArray("answer");
        TypedAnswer typed = new TypedAnswer(item, zone, questions);
        List<String> used = item.isMultiple() ? given : given.subList(0, 1);
        for (String one : used) {
            ObjectNode value = values.addObject();
            typed.put(one, answers.of(field + FormAnswers.UNIT), value)
                    .ifPresent(problem -> told.unreadable().add(new FieldProblem(field, problem)));
        }
        if (item.isMultiple() && used.size() > 1) {
            item.options().stream()
                    .filter(FormItem.Option::exclusive)
                    .map(FormItem.Option::coding)
                    .filter(coding ->
                            used.stream().anyMatch(one -> TypedAnswer.isChoice(one, coding)))
                    .map(Coding::label)
                    .findFirst()
                    .ifPresent(alone ->
                            told.unreadable()
                                    .add(
                                            new FieldProblem(
                                                    field,
                                                    "“"
                                                            + alone
                                                            + "” stands alone: nothing else can be"
                                                            + " chosen with it.")));
        }
        into.add(node);
        told.counts()[0]++;
    }

    /// The answers of a response, as they would be typed.
    static FormAnswers typed(Form form, JsonNode response, ZoneId zone) {
        Map<String, List<String>> fields = new HashMap<>();
        read(form, response.path("item"), -1, zone, fields);
        return new FormAnswers(fields);
    }

    private static void read(
            Form form, JsonNode items, int row, ZoneId zone, Map<String, List<String>> fields) {
        Map<String, Integer> seen = new HashMap<>();
        for (JsonNode node : items) {
            String linkId = node.path("linkId").asText("");
            Optional<FormItem> item = form.item(linkId);
            if (item.isEmpty()) {
                continue;
            }
            String field = FormAnswers.field(linkId, row);
            Extensions.text(node, Extensions.DATA_ABSENT)
                    .ifPresent(code -> fields.put(field + FormAnswers.ABSENT, List.of(code)));
            List<String> values = new ArrayList<>();
            for (JsonNode answer : node.path("answer")) {
                JsonNode value = Extensions.value(answer);
                values.add(TypedAnswer.text(item.get(), value, zone));
                if (item.get().type() == FormItem.Type.QUANTITY) {
                    fields.put(
                            field + FormAnswers.UNIT,
                            List.of(value.path("code").asText(value.path("unit").asText(""))));
                }
            }
            if (!values.isEmpty()) {
                fields.put(field, values);
            }
            int within = row;
            if (item.get().isRepeatingGroup()) {
                within = seen.merge(linkId, 1, Integer::sum) - 1;
            }
            read(form, node.path("item"), within, zone, fields);
        }
    }
}
