package org.osteon.workflow.forms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Write;

/// The forms of the delivered knowledge, read once.
public final class DeliveredForms {
    public static final KnowledgeBase KNOWLEDGE = knowledge();
    public static final FormLibrary FORMS = FormLibrary.of(KNOWLEDGE);
    static final List<FormCase> CASES = cases();

    private DeliveredForms() {}

    private static KnowledgeBase knowledge() {
        try {
            return KnowledgeBase.load(Path.of("../knowledge"), Path.of("../pathway/target/elm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<FormCase> cases() {
        try {
            return FormCase.of(KNOWLEDGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FormCase named(String id) {
        return CASES.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    static FormLife life(FormCase one, Chart chart) {
        return new FormLife(KNOWLEDGE, FORMS.form(one.form()).orElseThrow(), chart, one.pathway());
    }

    static FormOutcome signed(FormLife life, String id, FormAnswers answers, Deed deed) {
        return FormCase.signed(
                life, id, answers, java.util.Optional.of(life.open(deed.at()).shown()), deed);
    }

    /// What a pathway says of a case's chart on its day, to be held against another time.
    static List<Object> said(Pathway pathway, Chart chart, WorkedCase one) {
        Assessment assessment = pathway.assess(chart, one.asOf());
        return List.of(
                assessment.decision(),
                new TreeSet<>(assessment.alerts().stream().map(alert -> alert.code()).toList()),
                assessment.results().toString(),
                assessment.criteria().stream()
                        .map(criterion -> criterion.id() + " " + criterion.verdict().word())
                        .toList(),
                assessment.plan().toString());
    }

    /// The chart once what was saved is written.
    static Chart after(Chart chart, FormOutcome outcome) {
        if (outcome instanceof FormOutcome.Saved saved) {
            return Response.with(
                    chart, saved.writes().stream().map(Write::json).map(FhirEdit::read).toList());
        }
        throw new AssertionError("not kept: " + outcome);
    }
}
