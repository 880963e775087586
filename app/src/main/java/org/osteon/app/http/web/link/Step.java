package org.osteon.app.http.web.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osteon.records.links.Link;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormItem;
import org.osteon.workflow.forms.FormView;

/// One screen of a form: a question, or a row of questions that belong together.
///
/// @param id its name in addresses
/// @param stem what is said above several questions; may be empty
/// @param entries what is asked
/// @param repeats whether another row can follow
record Step(String id, String stem, List<FormView.Entry> entries, boolean repeats) {
    /// The screens of a form, in order.
    static List<Step> of(FormView view) {
        List<Step> steps = new ArrayList<>();
        view.entries().forEach(entry -> add(entry, "", view.form(), steps));
        return List.copyOf(steps);
    }

    private static void add(FormView.Entry entry, String stem, Form form, List<Step> steps) {
        FormItem item = entry.item();
        if (item.isRepeatingGroup()) {
            List<FormView.Entry> asked =
                    entry.entries().stream().filter(one -> isAsked(one, form)).toList();
            if (!asked.isEmpty()) {
                steps.add(new Step(item.linkId() + "~" + entry.row(), item.text(), asked, true));
            }
        } else if (item.type() == FormItem.Type.GROUP) {
            entry.entries().forEach(one -> add(one, item.text(), form, steps));
        } else if (isAsked(entry, form)) {
            steps.add(new Step(entry.name(), stem, List.of(entry), false));
        }
    }

    private static boolean isAsked(FormView.Entry entry, Form form) {
        FormItem item = entry.item();
        return item.type().isAnswered()
                && item.type() != FormItem.Type.REFERENCE
                && !item.readOnly()
                && item.calculated().isEmpty()
                && !item.linkId().equals(Form.WHEN)
                // A remark is for whoever types a form; patients are asked in words of their own.
                && !(item.linkId().equals(Form.REMARK) && form.roles().contains(Link.PATIENT));
    }

    /// Whether it was answered, or it was said that it is not known.
    boolean isAnswered(FormAnswers answers) {
        return entries.stream()
                .anyMatch(one ->
                        answers.has(one.name()) || answers.has(one.name() + FormAnswers.ABSENT));
    }

    /// The fields that it sends.
    Set<String> fields() {
        List<String> fields = new ArrayList<>();
        entries.forEach(one -> {
            fields.add(one.name());
            fields.add(one.name() + FormAnswers.UNIT);
            fields.add(one.name() + FormAnswers.ABSENT);
        });
        return Set.copyOf(fields);
    }

    /// Whether it must be answered.
    boolean isRequired() {
        return !repeats && entries.getFirst().item().required();
    }

    /// The one kind of no answer that it offers; empty where it offers none.
    String unknown() {
        return repeats || entries.getFirst().item().absent().isEmpty()
                ? ""
                : entries.getFirst().item().absent().getFirst().code();
    }

    /// What is asked, in a line.
    String title() {
        return repeats ? stem : entries.getFirst().item().text();
    }
}
