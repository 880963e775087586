package org.osteon.workflow.forms;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.pathway.ExpressionAnswer;
import org.osteon.workflow.desk.Wording;

/// What the chart says of an item: filled in where it is one thing, else only shown.
///
/// @param value as it would be typed; empty where nothing is filled in
/// @param unit of a quantity, as its field is sent
/// @param sources where it stands on the chart, each in one line
/// @param references of those
/// @param beside what is shown beside the field without filling it in
public record Suggestion(
        String value,
        String unit,
        List<String> sources,
        List<String> references,
        List<String> beside) {
    private static final int MOST_BESIDE = 3;

    /// What the chart says of the items of a form, by field.
    static Map<String, Suggestion> of(Form form, Questions questions, ZoneId zone) {
        Map<String, Suggestion> suggestions = new LinkedHashMap<>();
        form.allItems()
                .filter(item -> item.type().isAnswered())
                .filter(item -> item.asked().isPresent() || item.beside().isPresent())
                .forEach(item -> suggestions.put(item.linkId(), of(item, questions, zone)));
        return suggestions;
    }

    /// What the chart says of one item.
    static Suggestion of(FormItem item, Questions questions, ZoneId zone) {
        List<String> beside =
                item.beside()
                        .map(questions::ask)
                        .map(asked -> words(asked, questions))
                        .orElse(List.of());
        return item.asked()
                .map(questions::ask)
                .map(asked -> filled(item, asked, beside, questions, zone))
                .orElseGet(() -> new Suggestion("", "", List.of(), List.of(), beside));
    }

    private static List<String> words(ExpressionAnswer asked, Questions questions) {
        if (asked.value() instanceof List<?> list) {
            return list.stream().filter(Objects::nonNull).map(Suggestion::inWords).toList();
        }
        if (asked.value() != null && !(asked.value() instanceof Boolean)) {
            return List.of(inWords(asked.value()));
        }
        return asked.named()
                ? asked.resources().stream()
                        .limit(MOST_BESIDE)
                        .map(one -> onTheChart(one, questions))
                        .toList()
                : List.of();
    }

    private static String inWords(@Nullable Object value) {
        return value instanceof LocalDate day
                ? "On the chart: " + Wording.day(day)
                : String.valueOf(value);
    }

    private static String onTheChart(Resource resource, Questions questions) {
        return "On the chart: " + questions.text(resource);
    }

    private static Suggestion filled(
            FormItem item,
            ExpressionAnswer asked,
            List<String> beside,
            Questions questions,
            ZoneId zone) {
        if (asked.value() != null) {
            Said said =
                    asked.moment() != null && item.type() == FormItem.Type.DATE_TIME
                            ? new Said(ValueText.shown(asked.moment().toString(), zone), "")
                            : plain(item, asked.value(), zone);
            List<Resource> tell = telling(asked);
            return new Suggestion(
                    said.text(),
                    said.unit(),
                    tell.stream().map(questions::text).toList(),
                    tell.stream().map(Resource::reference).toList(),
                    beside);
        }
        List<String> sources = asked.resources().stream().map(questions::text).toList();
        List<String> references = asked.resources().stream().map(Resource::reference).toList();
        if (!asked.named()) {
            return new Suggestion("", "", List.of(), List.of(), beside);
        }
        List<Said> all =
                asked.resources().stream()
                        .map(resource -> of(item, resource, zone))
                        .distinct()
                        .toList();
        if (all.size() == 1 && !all.getFirst().text().isEmpty()) {
            return new Suggestion(
                    all.getFirst().text(),
                    all.getFirst().unit(),
                    sources.subList(0, 1),
                    references.subList(0, 1),
                    beside);
        }
        List<String> shown = new ArrayList<>(beside);
        asked.resources().forEach(resource -> shown.add(onTheChart(resource, questions)));
        return new Suggestion("", "", List.of(), List.of(), shown);
    }

    /// Of what was read for a value, that which has it word for word, where something does: who
    /// chose among five kits names the one.
    private static List<Resource> telling(ExpressionAnswer asked) {
        if (!(asked.value() instanceof String || asked.value() instanceof LocalDate)) {
            return asked.resources();
        }
        String written = "\"" + asked.value();
        List<Resource> telling =
                asked.resources().stream().filter(one -> one.json().contains(written)).toList();
        return telling.isEmpty() ? asked.resources() : telling;
    }

    private record Said(String text, String unit) {
        static final Said NOTHING = new Said("", "");
    }

    private static Said of(FormItem item, Resource resource, ZoneId zone) {
        if (item.type() == FormItem.Type.REFERENCE) {
            return new Said(resource.reference(), "");
        }
        FhirObject content = resource.content();
        if (content.get("value") instanceof FhirObject value
                && value.typeName().equals("Quantity")) {
            String unit = value.text("code").or(() -> value.text("unit")).orElse("");
            Optional<BigDecimal> number = value.number("value");
            boolean fits =
                    item.units().isEmpty()
                            || item.units().stream().anyMatch(one -> one.code().equals(unit));
            return number.isPresent() && fits && value.get("comparator") == null
                    ? new Said(number.get().toPlainString(), unit)
                    : Said.NOTHING;
        }
        List<Coding> codings = content.codings("value");
        if (!codings.isEmpty()) {
            return item.options().stream()
                    .map(FormItem.Option::coding)
                    .filter(option ->
                            codings.stream()
                                    .anyMatch(one ->
                                            one.code().equals(option.code())
                                                    && one.system().equals(option.system())))
                    .findFirst()
                    .map(option -> new Said(TypedAnswer.written(option), ""))
                    .orElse(Said.NOTHING);
        }
        return content.text("value")
                .map(text ->
                        new Said(
                                item.type() == FormItem.Type.DATE
                                                || item.type() == FormItem.Type.DATE_TIME
                                        ? ValueText.shown(text, zone)
                                        : text,
                                ""))
                .orElse(Said.NOTHING);
    }

    private static Said plain(FormItem item, @Nullable Object value, ZoneId zone) {
        return switch (value) {
            case null -> Said.NOTHING;
            case List<?> list ->
                    list.size() == 1 ? plain(item, list.getFirst(), zone) : Said.NOTHING;
            case BigDecimal number ->
                    new Said(
                            number.stripTrailingZeros().toPlainString(),
                            item.units().size() == 1 ? item.units().getFirst().code() : "");
            case LocalDate day -> new Said(ValueText.shown(day.toString(), zone), "");
            case Map<?, ?> quantity ->
                    quantity.get("value") == null
                            ? Said.NOTHING
                            : new Said(
                                    String.valueOf(quantity.get("value")),
                                    Objects.toString(quantity.get("unit"), ""));
            case String text ->
                    new Said(
                            item.options().stream()
                                    .map(FormItem.Option::coding)
                                    .filter(option -> option.code().equals(text))
                                    .findFirst()
                                    .map(option -> chosen(item, option))
                                    .orElse(isChosenOnly(item) ? "" : text),
                            "");
            default -> new Said(value.toString(), "");
        };
    }

    /// What is none of the choices cannot be chosen.
    private static boolean isChosenOnly(FormItem item) {
        return item.type() == FormItem.Type.CHOICE && !item.options().isEmpty();
    }

    /// As it is chosen: among words that can also be typed, in words.
    private static String chosen(FormItem item, Coding option) {
        return item.type() == FormItem.Type.OPEN_CHOICE && !option.display().isEmpty()
                ? option.display()
                : TypedAnswer.written(option);
    }

    /// What is filled in with its unit, in words.
    String shown() {
        return unit.isEmpty() ? value : value + " " + unit;
    }
}
