package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.Wording;

/// How somebody filled in a form the last time: those answers which the form says are much the same
/// from one patient to the next (records, 5.8: "as last time"). It names no patient.
///
/// @param answers by field
public record LastTime(LocalDate day, Map<String, List<String>> answers) {
    public LastTime {
        answers = Map.copyOf(answers);
    }

    /// What of answers that were signed is kept for the next time; empty where nothing is.
    public static LastTime of(Form form, FormAnswers answers, LocalDate day) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        form.alike()
                .flatMap(field -> Stream.of(field, field + FormAnswers.UNIT))
                .filter(answers::has)
                .forEach(field -> kept.put(field, answers.all(field)));
        return new LastTime(day, kept);
    }

    /// What was kept, of what the form still asks.
    public static LastTime read(Form form, String json) {
        ObjectNode read = FhirEdit.read(json);
        Map<String, List<String>> answers = new LinkedHashMap<>();
        List<String> alike = form.alike().toList();
        read.path("answers")
                .properties()
                .forEach(one -> {
                    String item = one.getKey().replace(FormAnswers.UNIT, "");
                    if (alike.contains(item) && form.item(item).isPresent()) {
                        List<String> values = new ArrayList<>();
                        one.getValue().forEach(value -> values.add(value.asText("")));
                        answers.put(one.getKey(), values);
                    }
                });
        return new LastTime(LocalDate.parse(read.path("day").asText("")), answers);
    }

    /// To be kept.
    public String json() {
        ObjectNode json = FhirEdit.object();
        json.put("day", day.toString());
        ObjectNode fields = json.putObject("answers");
        answers.forEach((field, values) -> {
            ArrayNode all = fields.putArray(field);
            values.forEach(all::add);
        });
        return FhirEdit.write(json);
    }

    /// Whether there is something of it that nobody has answered yet.
    public boolean adds(FormAnswers given) {
        return answers.keySet().stream().anyMatch(field -> isOpen(field, given));
    }

    /// The answers with these where none was given.
    public FormAnswers into(FormAnswers given) {
        FormAnswers filled = given;
        for (Map.Entry<String, List<String>> one : answers.entrySet()) {
            if (isOpen(one.getKey(), given)) {
                filled = filled.with(one.getKey(), one.getValue().toArray(String[]::new));
            }
        }
        return filled;
    }

    private static boolean isOpen(String field, FormAnswers given) {
        String item = field.replace(FormAnswers.UNIT, "");
        return !given.has(item) && !given.has(item + FormAnswers.ABSENT);
    }

    /// The form with a mark at each answer that is the one of last time.
    public FormView marked(FormView view) {
        return view.with(view.entries().stream().map(this::marked).toList());
    }

    private FormView.Entry marked(FormView.Entry entry) {
        List<String> last = answers.get(entry.name());
        FormView.Entry inner =
                entry.with(entry.entries().stream().map(this::marked).toList(), entry.beside());
        if (last == null || entry.values().isEmpty() || !last.equals(entry.values())) {
            return inner;
        }
        List<String> beside = new ArrayList<>(entry.beside());
        beside.add("As last time, " + Wording.day(day));
        return inner.with(inner.entries(), beside);
    }
}
