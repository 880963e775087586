package org.osteon.app.http.web.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osteon.records.links.Wordings;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormItem;

/// The wording of a questionnaire as a site writes it down: a line for each question, `linkId,
/// text, code:answer|code:answer`, a text with commas in quotation marks. It fits the form exactly,
/// or is not taken.
record WordingFile(Map<String, String> texts, Map<String, List<Wordings.Option>> options) {
    private static final String REMARKS = "when|remark";

    /// Reads one.
    ///
    /// @throws Problem where it does not fit the form, with all that is wrong
    static WordingFile read(Form form, String written) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, List<Wordings.Option>> options = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (String line : written.lines().filter(one -> !one.isBlank()).toList()) {
            List<String> cells = cells(line);
            if (cells.size() < 3 || cells.getFirst().equals("linkId")) {
                if (cells.size() < 3) {
                    wrong.add("“" + line + "” has no three parts");
                }
                continue;
            }
            String id = cells.getFirst();
            List<Wordings.Option> answers = options(cells.get(2));
            if (texts.put(id, cells.get(1)) != null) {
                wrong.add(id + " stands there twice");
            }
            options.put(id, answers);
            form.item(id)
                    .ifPresentOrElse(
                            item -> check(item, answers, wrong),
                            () -> wrong.add(id + " is no question of " + form.id()));
        }
        form.byLink()
                .allItems()
                .filter(item -> item.type().isAnswered() && !item.hidden())
                .filter(item -> !item.linkId().matches(REMARKS))
                .map(FormItem::linkId)
                .filter(id -> !texts.containsKey(id))
                .forEach(id -> wrong.add(id + " is missing"));
        if (!wrong.isEmpty()) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "The wording does not fit",
                    String.join("; ", wrong) + ".",
                    "Write a line for each question of the form: linkId, text,"
                            + " code:answer|code:answer.");
        }
        return new WordingFile(texts, options);
    }

    private static void check(FormItem item, List<Wordings.Option> answers, List<String> wrong) {
        if (answers.isEmpty()) {
            wrong.add(item.linkId() + " has no answers");
        }
        String outside =
                answers.stream()
                        .map(Wordings.Option::code)
                        .filter(code -> !takes(item, code))
                        .collect(Collectors.joining(", "));
        if (!outside.isEmpty()) {
            wrong.add(item.linkId() + " has no answer " + outside);
        }
    }

    private static boolean takes(FormItem item, String code) {
        if (item.type() != FormItem.Type.INTEGER) {
            return item.options().stream().anyMatch(one -> one.coding().code().equals(code));
        }
        return code.matches("-?\\d{1,3}")
                && item.bounds().least().filter(one -> one.intValue() > number(code)).isEmpty()
                && item.bounds().most().filter(one -> one.intValue() < number(code)).isEmpty();
    }

    private static int number(String code) {
        return Integer.parseInt(code);
    }

    private static List<Wordings.Option> options(String cell) {
        List<Wordings.Option> options = new ArrayList<>();
        for (String one : cell.split("\\|", -1)) {
            int colon = one.indexOf(':');
            if (colon > 0 && !one.substring(colon + 1).isBlank()) {
                options.add(
                        new Wordings.Option(
                                one.substring(0, colon).strip(), one.substring(colon + 1).strip()));
            }
        }
        return options;
    }

    /// The parts of a line, as CSV has them.
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char one = line.charAt(i);
            if (one == '"') {
                boolean twice = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (twice) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (one == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(one);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
