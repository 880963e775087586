package org.osteon.workflow.desk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;

/// Values of results in words: what a rule gives as a code is called what the knowledge calls it
/// (`valuesets/result-words.json`), a rule by its title, a decision by its own.
///
/// @param pathway whose results they are
public record ResultText(Pathway pathway) {
    /// The part by which others refer to a row: no words.
    private static final String ID = "id";

    /// A value.
    ///
    /// @param result the id of the result, or the name of the part of one
    public String of(String result, @Nullable Object value) {
        return Wording.sentence(words(result, value));
    }

    private String words(String result, @Nullable Object value) {
        return switch (value) {
            case String text -> named(result, text).orElseGet(() -> Wording.term(text));
            case List<?> list
                    when list.stream()
                            .anyMatch(one -> one instanceof String || one instanceof Map<?, ?>) ->
                    list.stream()
                            .filter(Objects::nonNull)
                            .map(one -> of(result, one))
                            .collect(Collectors.joining(" · "));
            case Map<?, ?> map when !map.containsKey("unit") ->
                    said(map).map(this::named).collect(Collectors.joining(", "));
            case null, default -> Wording.value(value);
        };
    }

    /// A row among others: what it is about comes first and needs no name.
    String row(Map<?, ?> row) {
        return Wording.sentence(
                Stream.concat(
                                said(row)
                                        .limit(1)
                                        .map(first -> words(key(first), first.getValue())),
                                said(row).skip(1).map(this::named))
                        .collect(Collectors.joining(", ")));
    }

    private static Stream<? extends Map.Entry<?, ?>> said(Map<?, ?> map) {
        return map.entrySet().stream()
                .filter(entry -> entry.getValue() != null && !key(entry).equals(ID));
    }

    private String named(Map.Entry<?, ?> entry) {
        return pathway.word("", key(entry)).orElseGet(() -> lower(part(key(entry))))
                + " "
                + words(key(entry), entry.getValue());
    }

    /// The name of a part of a structured result.
    String part(String name) {
        return pathway.word("", name).map(Wording::sentence).orElseGet(() -> Wording.term(name));
    }

    private static String key(Map.Entry<?, ?> entry) {
        return String.valueOf(entry.getKey());
    }

    /// A text; words stay as they are.
    String word(String result, String text) {
        return Wording.sentence(named(result, text).orElseGet(() -> Wording.term(text)));
    }

    /// What the knowledge calls it; empty where it has no name for it.
    Optional<String> named(String result, String text) {
        Optional<String> word =
                pathway.word(result, text).or(() -> decision(text)).or(() -> rule(text));
        int colon = text.indexOf(':');
        if (word.isPresent() || colon < 0 || text.indexOf(' ') >= 0) {
            return word;
        }
        String detail = text.substring(colon + 1);
        return named(result, text.substring(0, colon))
                .flatMap(
                        first -> named(result, detail).map(second -> first + ": " + lower(second)));
    }

    private Optional<String> decision(String text) {
        return pathway.decisions().stream()
                .filter(one -> one.word().equals(text))
                .map(DecisionWord::title)
                .filter(title -> !title.isBlank())
                .findFirst();
    }

    /// By its title, with the code that leads to its page.
    private Optional<String> rule(String code) {
        return pathway.alerts().stream()
                .filter(rule -> rule.id().equals(code))
                .map(Rule::title)
                .filter(title -> !title.isBlank())
                .map(title -> title + " (" + code + ")")
                .findFirst();
    }

    private static String lower(String words) {
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
