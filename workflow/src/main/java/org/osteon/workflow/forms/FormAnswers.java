package org.osteon.workflow.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What somebody filled in, as it was typed, by the name of the field: an item's linkId, in a row
/// of a repeating group followed by `~` and the number of the row.
///
/// @param byField several where several were chosen
public record FormAnswers(Map<String, List<String>> byField) {
    /// After the name of a quantity's field: its unit.
    public static final String UNIT = ".unit";

    /// After a field's name: which kind of no answer it is.
    public static final String ABSENT = ".absent";

    public FormAnswers {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        byField.forEach((field, values) -> copy.put(field, List.copyOf(values)));
        byField = java.util.Collections.unmodifiableMap(copy);
    }

    /// Nothing filled in.
    public static FormAnswers none() {
        return new FormAnswers(Map.of());
    }

    /// The field of an item in a row.
    ///
    /// @param row the number of the row; negative outside of rows
    public static String field(String linkId, int row) {
        return row < 0 ? linkId : linkId + "~" + row;
    }

    /// The answer without white space around it; empty where there is none.
    public String of(String field) {
        List<String> values = byField.getOrDefault(field, List.of());
        return values.isEmpty() ? "" : values.getFirst().strip();
    }

    /// All answers of a field that are not blank.
    public List<String> all(String field) {
        return byField.getOrDefault(field, List.of()).stream()
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .distinct()
                .toList();
    }

    /// Whether something was said.
    public boolean has(String field) {
        return !of(field).isEmpty();
    }

    /// The same with another answer.
    public FormAnswers with(String field, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(byField);
        more.put(field, List.of(values));
        return new FormAnswers(more);
    }

    /// The same without an answer.
    FormAnswers without(String field) {
        Map<String, List<String>> fewer = new LinkedHashMap<>(byField);
        fewer.remove(field);
        return new FormAnswers(fewer);
    }

    /// The numbers of the rows of a repeating group that were sent, in order.
    public List<Integer> rows(FormItem group) {
        TreeSet<Integer> rows = new TreeSet<>();
        for (FormItem item : group.items()) {
            String before = item.linkId() + "~";
            for (String field : byField.keySet()) {
                if (field.startsWith(before)) {
                    String rest = field.substring(before.length());
                    int dot = rest.indexOf('.');
                    String number = dot < 0 ? rest : rest.substring(0, dot);
                    if (number.matches("\\d{1,3}")) {
                        rows.add(Integer.valueOf(number));
                    }
                }
            }
        }
        return new ArrayList<>(rows);
    }
}
