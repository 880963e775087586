package org.osteon.records.knowledge;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One walk through CQL in search of numbers, from where it is started outwards.
final class NumberSearch {
    private static final int MOST_STEPS = 4;
    private static final int MOST = 24;

    private static final String NUMBER = "-?\\d+(?:\\.\\d+)?";
    private static final Pattern VALUE =
            Pattern.compile(
                    "^\\s*("
                            + NUMBER
                            + ")(?:\\s*'([^']+)'|\\s+(day|week|month|year|hour|minute)s?)?");
    private static final Pattern VALUE_AT_END =
            Pattern.compile(
                    "(?<![\\w.])("
                            + NUMBER
                            + ")(?:\\s*'([^']+)'|\\s+(day|week|month|year|hour|minute)s?)?\\s*$");
    private static final Pattern REFERENCE =
            Pattern.compile("(?:(\\w+)\\.)?\"([^\"]+)\"|(?:(\\w+)\\.)?([A-Za-z]\\w*)(?=\\W|$)");
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|<|>)");
    private static final Pattern BETWEEN =
            Pattern.compile("between (" + NUMBER + ") and (" + NUMBER + ")");
    private static final Pattern SPAN =
            Pattern.compile(
                    "(?<![\\w.'])("
                            + NUMBER
                            + ") (days?|weeks?|months?|years?|hours?|minutes?)\\b");
    private static final Pattern ARGUMENT_LAST = Pattern.compile("\\b([a-zA-Z]\\w*)\\s*$");
    private static final Pattern ARGUMENT_FIRST = Pattern.compile("^\\s*([a-zA-Z]\\w*)\\b");
    private static final Pattern LAST_NAME = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern DISTANCE =
            Pattern.compile("(?:difference in )?(days|years|months|weeks|hours) between [^<>=]*$");

    /// What is compared is the length of a code, not a fact.
    private static final Pattern OF_TEXT =
            Pattern.compile("(Length|PositionOf|IndexOf)\\([^()]*\\)\\s*$");

    private static final Pattern WORD = Pattern.compile("when \\w+ = '([A-Z_]{4,})' then");
    private static final Pattern LETTER = Pattern.compile("^([A-Z])\\b");

    private final CqlTexts texts;
    private final UnitNames units;
    private final Map<String, RuleNumber> numbers = new LinkedHashMap<>();
    private final Deque<Step> open = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    NumberSearch(CqlTexts texts, UnitNames units) {
        this.texts = texts;
        this.units = units;
    }

    /// A definition to be read.
    private record Step(CqlTexts.Place place, String text, int steps) {}

    void start(String pathway, String expression) {
        texts.place(pathway, expression).ifPresent(place -> add(place, place.text(), 0));
    }

    /// A rule of a register that fires as `CODE` or `CODE:DECISION`, maybe by way of a word: `when
    /// B = 'EXPIRED' then 'CODE'`.
    void startAtCode(String pathway, String code) {
        for (CqlText library : texts.of(pathway)) {
            for (String word : startAtWord(library, code)) {
                startAtWord(library, word);
            }
        }
    }

    /// @return the words on which it depends
    private Set<String> startAtWord(CqlText library, String word) {
        Set<String> words = new HashSet<>();
        library.definitions()
                .forEach((name, text) -> {
                    String lines =
                            String.join(
                                    "\n",
                                    text.lines()
                                            .filter(line ->
                                                    line.contains("'" + word + ":")
                                                            || line.contains("'" + word + "'"))
                                            .filter(line -> !line.contains("IsLeftOpen"))
                                            .toList());
                    if (!lines.isEmpty()) {
                        open.add(new Step(new CqlTexts.Place(library, name), lines, 0));
                        Matcher condition = WORD.matcher(lines);
                        while (condition.find()) {
                            words.add(condition.group(1));
                        }
                    }
                });
        return words;
    }

    private void add(CqlTexts.Place place, String text, int steps) {
        if (steps <= MOST_STEPS && seen.add(place.library().name() + "." + place.name())) {
            open.add(new Step(place, text, steps));
        }
    }

    List<RuleNumber> found() {
        while (!open.isEmpty() && numbers.size() < MOST) {
            read(open.remove());
        }
        return List.copyOf(numbers.values());
    }

    private void read(Step step) {
        String remark = remarkAbove(step.text());
        StringBuilder plain = new StringBuilder();
        for (String line : step.text().lines().toList()) {
            if (line.strip().startsWith("//")) {
                continue;
            }
            int at = line.indexOf("//");
            String code = at < 0 ? line : line.substring(0, at);
            String beside = at < 0 ? remark : line.substring(at + 2).strip();
            int from = plain.length();
            plain.append(code).append('\n');
            comparisons(step, plain.toString(), from, beside);
            spans(step, code, beside);
        }
        references(step, plain.toString());
    }

    /// @param text the definition so far; from `from` on stands the line to read
    private void comparisons(Step step, String text, int from, String remark) {
        Matcher between = BETWEEN.matcher(text).region(from, text.length());
        while (between.find()) {
            String subject = subject(step, text.substring(0, between.start()));
            put(
                    step,
                    subject,
                    "from",
                    number(between.group(1)) + " to " + number(between.group(2)),
                    units.of(subject),
                    remark);
        }
        Matcher comparison = COMPARISON.matcher(text).region(from, text.length());
        while (comparison.find()) {
            String left = text.substring(0, comparison.start());
            if (!OF_TEXT.matcher(left).find()) {
                String right = text.substring(comparison.end());
                valueAfter(step, right)
                        .ifPresentOrElse(
                                known ->
                                        compared(
                                                step,
                                                subject(step, left),
                                                word(comparison.group()),
                                                known,
                                                remark),
                                () ->
                                        valueBefore(step, left)
                                                .ifPresent(known ->
                                                        compared(
                                                                step,
                                                                subjectAfter(step, right),
                                                                turned(comparison.group()),
                                                                known,
                                                                remark)));
            }
        }
    }

    private void compared(Step step, String subject, String word, Known known, String remark) {
        put(
                step,
                subject,
                word,
                known.value(),
                known.unit().isEmpty() ? units.of(subject) : known.unit(),
                known.remark().isEmpty() ? remark : known.remark(),
                known.legend());
        known.parameter().ifPresent(seen::add);
    }

    private void spans(Step step, String code, String remark) {
        Matcher span = SPAN.matcher(code);
        while (span.find()) {
            boolean compared =
                    code.substring(0, span.start()).matches(".*(<=|>=|<|>|between|and)\\s*$");
            if (!compared) {
                put(
                        step,
                        lower(spaced(step.place().name())),
                        "",
                        number(span.group(1)),
                        UnitNames.plural(span.group(2)),
                        remark);
            }
        }
    }

    private void references(Step step, String text) {
        Matcher reference = REFERENCE.matcher(text.replaceAll("'[^']*'", "''"));
        while (reference.find()) {
            String alias = first(reference.group(1), reference.group(3));
            String name = first(reference.group(2), reference.group(4));
            Optional<CqlText> library = texts.called(step.place().library(), alias);
            if (library.isEmpty()) {
                continue;
            }
            CqlTexts.Place place = new CqlTexts.Place(library.get(), name);
            CqlText.Parameter parameter = library.get().parameters().get(name);
            if (parameter != null) {
                if (parameter.value().matches(NUMBER)
                        && seen.add(place.library().name() + "." + name)) {
                    String words = spaced(name);
                    put(
                            new Step(place, "", step.steps()),
                            lower(units.without(words)),
                            "",
                            number(parameter.value()),
                            units.of(words),
                            parameter.remark(),
                            library.get().head());
                }
            } else if (library.get().definitions().containsKey(name)) {
                add(place, place.text(), step.steps() + 1);
            }
        }
    }

    private void put(
            Step step, String subject, String word, String value, String unit, String remark) {
        put(step, subject, word, value, unit, remark, step.place().library().head());
    }

    private void put(
            Step step,
            String subject,
            String word,
            String value,
            String unit,
            String remark,
            String head) {
        RuleNumber number =
                new RuleNumber(
                        units.without(subject),
                        word,
                        value,
                        unit,
                        certainty(remark, head),
                        remark,
                        head,
                        step.place().name(),
                        step.steps());
        if (!value.equals("0")) {
            numbers.putIfAbsent(number.key(), number);
        }
    }

    /// A number that can be told: written there, or a parameter's.
    ///
    /// @param parameter where it stands, so that it is not told again
    private record Known(
            String value, String unit, String remark, String legend, Optional<String> parameter) {}

    private Optional<Known> valueAfter(Step step, String text) {
        Matcher written = VALUE.matcher(text);
        if (written.find()) {
            return Optional.of(written(step, written));
        }
        Matcher name = REFERENCE.matcher(text);
        return name.find() && text.substring(0, name.start()).isBlank()
                ? valueOf(step, name)
                : Optional.empty();
    }

    private Optional<Known> valueBefore(Step step, String text) {
        Matcher written = VALUE_AT_END.matcher(text);
        if (written.find()) {
            return Optional.of(written(step, written));
        }
        Matcher name = REFERENCE.matcher(text);
        Optional<Known> last = Optional.empty();
        while (name.find()) {
            last = text.substring(name.end()).isBlank() ? valueOf(step, name) : Optional.empty();
        }
        return last;
    }

    private Known written(Step step, Matcher number) {
        return new Known(
                number(number.group(1)),
                units.written(number.group(2), number.group(3)),
                "",
                step.place().library().head(),
                Optional.empty());
    }

    private Optional<Known> valueOf(Step step, Matcher reference) {
        String alias = first(reference.group(1), reference.group(3));
        String name = first(reference.group(2), reference.group(4));
        return texts.called(step.place().library(), alias)
                .flatMap(library -> {
                    CqlText.Parameter parameter = library.parameters().get(name);
                    if (parameter != null && parameter.value().matches(NUMBER)) {
                        return Optional.of(
                                new Known(
                                        number(parameter.value()),
                                        units.of(spaced(name)),
                                        parameter.remark(),
                                        library.head(),
                                        Optional.of(library.name() + "." + name)));
                    }
                    return plainNumber(library, name);
                });
    }

    /// `define "Least Plausible Creatinine": 17.68 // 0.2 mg/dL`
    private Optional<Known> plainNumber(CqlText library, String name) {
        String text = library.definitions().getOrDefault(name, "");
        Matcher plain =
                Pattern.compile("(?m)^define [^:]*:\\s*(" + NUMBER + ")\\s*(?://\\s*(.*))?$")
                        .matcher(text);
        return plain.find()
                ? Optional.of(
                        new Known(
                                number(plain.group(1)),
                                units.of(name),
                                first(plain.group(2)),
                                library.head(),
                                Optional.of(library.name() + "." + name)))
                : Optional.empty();
    }

    private String subject(Step step, String before) {
        String clause = before.substring(Math.max(0, before.length() - 160));
        Matcher distance = DISTANCE.matcher(clause);
        if (distance.find()) {
            List<String> names = names(clause.substring(distance.start()));
            return distance.group(1)
                    + (names.isEmpty() ? "" : " between " + String.join(" and ", names));
        }
        String operand = clause.replaceAll("(?s).*\\b(and|or|when|then|where|if|return)\\b", "");
        List<String> names = names(operand);
        return names.isEmpty() ? argument(step, ARGUMENT_LAST.matcher(operand)) : names.getLast();
    }

    private String subjectAfter(Step step, String after) {
        String operand = after.replaceAll("(?s)\\b(and|or|then|where|return)\\b.*", "");
        List<String> names = names(operand);
        return names.isEmpty() ? argument(step, ARGUMENT_FIRST.matcher(operand)) : names.getFirst();
    }

    /// What a function is told, where that is compared; else what the definition is called. The
    /// unit of what a function gives is not that of what it is given.
    private static String argument(Step step, Matcher word) {
        boolean isOne =
                word.find()
                        && Pattern.compile(
                                        "define function [^(]*\\([^)]*\\b" + word.group(1) + "\\s")
                                .matcher(step.text())
                                .find();
        return lower(spaced(isOne ? word.group(1) : step.place().name()));
    }

    private static List<String> names(String cql) {
        List<String> names = new ArrayList<>();
        Matcher name = LAST_NAME.matcher(cql);
        while (name.find()) {
            names.add(lower(name.group(1)));
        }
        return names;
    }

    /// The remark that stands above a definition, in one line.
    private static String remarkAbove(String text) {
        return String.join(
                " ",
                text.lines()
                        .takeWhile(line -> line.startsWith("//"))
                        .map(line -> line.substring(2).strip())
                        .filter(line -> !line.startsWith("=") && !line.startsWith("-"))
                        .toList());
    }

    /// What the library says that the letter before a remark means.
    private static String certainty(String remark, String head) {
        Matcher letter = LETTER.matcher(remark);
        if (!letter.find()) {
            return "";
        }
        Matcher meaning = Pattern.compile("\\b" + letter.group(1) + " = ([^,;:.]+)").matcher(head);
        return meaning.find() ? meaning.group(1).strip() : "";
    }

    private static String word(String comparison) {
        return switch (comparison) {
            case "<" -> "below";
            case "<=" -> "at most";
            case ">" -> "above";
            default -> "at least";
        };
    }

    private static String turned(String comparison) {
        return switch (comparison) {
            case "<" -> "above";
            case "<=" -> "at least";
            case ">" -> "below";
            default -> "at most";
        };
    }

    private static String number(String written) {
        return new BigDecimal(written).stripTrailingZeros().toPlainString();
    }

    /// `WeightMaxAgeDays` as words.
    private static String spaced(String name) {
        return name.contains(" ")
                ? name
                : name.replaceAll("(?<=[a-z\\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
    }

    /// In lower case, but for words that are written in capitals.
    private static String lower(String words) {
        return Stream.of(words.split(" "))
                .map(word ->
                        word.matches("[A-Z].*[A-Z0-9/%].*") ? word : word.toLowerCase(Locale.ROOT))
                .reduce((one, two) -> one + " " + two)
                .orElse(words);
    }

    private static String first(String... texts) {
        return Stream.of(texts).filter(text -> text != null).findFirst().orElse("");
    }
}
