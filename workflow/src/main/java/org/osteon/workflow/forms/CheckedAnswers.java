package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osteon.chart.Chart;
import org.osteon.pathway.PagePicture;
import org.osteon.workflow.FieldProblem;

/// What came of looking at answers.
///
/// @param response as it would be kept
/// @param extracted what would be made of it
/// @param unreadable answers that cannot be read or cannot be so
/// @param needed required answers that are not there
/// @param findings of constraints and of the reading
/// @param wouldSay what the pathways would say
/// @param pictures beside the form, as the answers would have them
/// @param calculated the values of calculated items, by field
/// @param judged how much it weighs, as the form judges it; empty: it does not
/// @param notAsked fields that are not asked as things are
public record CheckedAnswers(
        ObjectNode response,
        List<Extraction.Extracted> extracted,
        List<FieldProblem> unreadable,
        List<FieldProblem> needed,
        List<FormFinding> findings,
        List<WouldSay> wouldSay,
        List<PagePicture> pictures,
        Map<String, String> calculated,
        String judged,
        Set<String> notAsked,
        int answered,
        int asked) {

    /// What would be made of it, as resources.
    public List<ObjectNode> resources() {
        return extracted.stream().map(Extraction.Extracted::resource).toList();
    }

    /// A chart as it would be with that.
    public Chart in(Chart chart) {
        return Response.with(chart, resources());
    }

    /// What stands in the way of keeping it, by field.
    public List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>(unreadable);
        problems.addAll(needed);
        findings.stream()
                .filter(one -> one.level() == FormItem.Level.REFUSE)
                .map(one -> new FieldProblem(one.field(), one.text()))
                .forEach(problems::add);
        return List.copyOf(problems);
    }

    /// The forms that the answers lead to, each once.
    List<String> next() {
        return findings.stream()
                .map(FormFinding::next)
                .filter(form -> !form.isEmpty())
                .distinct()
                .toList();
    }

    List<FormFinding> of(FormItem.Level level) {
        return findings.stream().filter(one -> one.level() == level).toList();
    }
}
