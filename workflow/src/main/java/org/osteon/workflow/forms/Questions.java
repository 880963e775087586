package org.osteon.workflow.forms;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.ExpressionAnswer;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.PagePicture;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.workflow.Order;

/// Asks CQL of a chart for a form, as one of the pathways to which the form belongs.
final class Questions {
    private final Chart whole;
    private final LocalDate day;
    private final ChartOnDay chart;
    private final List<Pathway> pathways;
    private final Optional<Pathway> pathway;

    private Questions(
            Chart whole,
            LocalDate day,
            ChartOnDay chart,
            List<Pathway> pathways,
            Optional<Pathway> pathway) {
        this.whole = whole;
        this.day = day;
        this.chart = chart;
        this.pathways = pathways;
        this.pathway = pathway;
    }

    /// @param preferred the pathway from whose page the form was opened; empty: the first of the
    ///   form's that applies to the chart
    static Questions of(
            KnowledgeBase knowledge, Form form, Chart chart, LocalDate day, String preferred) {
        List<Pathway> own =
                knowledge.pathways().stream().filter(one -> form.isOf(one.id())).toList();
        ChartOnDay onDay = new ChartOnDay(knowledge.pathways(), chart, day);
        Optional<Pathway> pathway =
                own.stream()
                        .filter(one -> one.id().equals(preferred))
                        .findFirst()
                        .or(() -> own.stream().filter(one -> applies(onDay, one)).findFirst())
                        .or(() -> own.stream().findFirst());
        return new Questions(chart, day, onDay, own, pathway);
    }

    private static boolean applies(ChartOnDay chart, Pathway pathway) {
        return chart.assess(pathway).status() != Assessment.Status.NOT_APPLICABLE;
    }

    /// What a pathway says of the chart.
    Assessment assess(Pathway judge) {
        return chart.assess(judge);
    }

    /// The same, as the patient's page says it: an order that is held or released is judged again
    /// as it would be now, so that a form tells what it changes for that order.
    Assessment assessWithOrder(Pathway judge) {
        return Order.of(judge, whole.knownOn(day)).stream()
                .findFirst()
                .filter(order -> order.state() != Order.State.PLANNED)
                .map(order -> judge.assess(order.asDraft(whole), day))
                .orElseGet(() -> assess(judge));
    }

    /// The open things of the plan that the team has to do and that nothing presses for, of every
    /// pathway that applies, the preferred one first; each by the name of its task.
    List<Coding> openPlan() {
        return Stream.concat(
                        pathway.stream(),
                        pathways.stream().filter(one -> pathway.filter(one::equals).isEmpty()))
                .flatMap(one -> chart.assess(one).plan().stream())
                .filter(item -> item.isOpen() && item.isForTheTeam() && !item.isPressing())
                .map(item -> new Coding(PlanItem.TASK_SYSTEM, item.task(), item.title()))
                .toList();
    }

    /// A resource in one line, its codes called what the value sets call them.
    String text(Resource resource) {
        return pathway.map(one -> one.text(resource, whole))
                .orElseGet(() -> ResourceText.of(resource));
    }

    /// The pictures that stand beside a form, of the chart as it is.
    List<PagePicture> pictures(Form form) {
        return pathway.map(one -> chart.layout(one).pictures()).orElse(List.of()).stream()
                .filter(one -> one.forms().contains(form.id()))
                .toList();
    }

    /// What an expression says; nothing where there is no pathway to ask.
    ExpressionAnswer ask(String expression) {
        return pathway.map(one -> chart.ask(one, expression))
                .orElseGet(() -> ExpressionAnswer.nothing());
    }
}
