package org.osteon.sweep;

import java.util.List;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.batch.CaseAnswer;

/// Assessments as `osteon assess --batch` writes them, a line for each chart.
final class AssessmentLines implements Answers {
    private final Question question;
    private final KnowledgeBase knowledge;

    AssessmentLines(Question question, KnowledgeBase knowledge) {
        this.question = question;
        this.knowledge = knowledge;
    }

    @Override
    public List<RowColumn> columns() {
        return List.of(RowColumn.text("line"));
    }

    @Override
    public Answer of(ChartText text) {
        CaseAnswer answer = answer(text, question, knowledge);
        return new Answer(
                List.of(List.of(answer.line(text.origin()))),
                answer instanceof CaseAnswer.Assessed);
    }

    /// A chart that does not name its own pathways is told by those that apply, where none was
    /// asked for.
    static CaseAnswer answer(ChartText text, Question question, KnowledgeBase knowledge) {
        CaseAnswer answer = CaseAnswer.of(knowledge, () -> ChartCase.of(text, question));
        return answer instanceof CaseAnswer.Assessed assessed
                        && question.onlyApplicable()
                        && !ChartCase.isCase(text)
                ? new CaseAnswer.Assessed(assessed.chart().applicable())
                : answer;
    }
}
