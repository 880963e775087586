package org.osteon.app.http.web.link;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.web.Charts;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.links.Link;
import org.osteon.records.links.LinkVisit;
import org.osteon.records.links.Links;
import org.osteon.records.links.Outbox;
import org.osteon.records.links.PatientTexts;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.forms.ByLink;
import org.osteon.workflow.forms.CheckedAnswers;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormItem;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;
import org.osteon.workflow.forms.FormView;
import org.springframework.stereotype.Component;

/// Answers of a form that come by a link, one after the other: each is kept before the next is
/// asked. Everything goes to the chart by the one decision, as whom the link says.
@Component
final class LinkAnswering {
    private static final int AGAIN = 3;
    private static final String REQUEST = "request";

    private final Links links;
    private final FormLibrary forms;
    private final KnowledgeBase knowledge;
    private final Charts charts;
    private final ChartWriting writing;
    private final Levels levels;
    private final PatientTexts texts;
    private final Outbox outbox;
    private final PatientLanguages languages;
    private final Clock clock;

    LinkAnswering(
            Links links,
            FormLibrary forms,
            KnowledgeBase knowledge,
            Charts charts,
            Records records,
            Levels levels,
            PatientTexts texts,
            Outbox outbox,
            PatientLanguages languages,
            Clock clock) {
        this.links = links;
        this.forms = forms;
        this.knowledge = knowledge;
        this.charts = charts;
        this.writing = new ChartWriting(records);
        this.levels = levels;
        this.texts = texts;
        this.outbox = outbox;
        this.languages = languages;
        this.clock = clock;
    }

    /// A form as far as it is answered.
    ///
    /// @param sent whether the staff has it
    /// @param level how much the answers weigh; empty where they do not
    record Standing(
            Link link,
            Link.Time time,
            ByLink form,
            String response,
            FormAnswers answers,
            CheckedAnswers checked,
            List<Step> steps,
            boolean sent,
            Optional<Levels.Level> level) {
        Optional<Step> step(String id) {
            return steps.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        /// The first that nobody answered yet.
        Optional<Step> next() {
            return steps.stream().filter(one -> !one.isAnswered(answers)).findFirst();
        }

        Optional<Step> after(Step step) {
            int at = steps.indexOf(step);
            return at + 1 < steps.size() ? Optional.of(steps.get(at + 1)) : Optional.empty();
        }

        Optional<Step> before(Step step) {
            int at = steps.indexOf(step);
            return at > 0 ? Optional.of(steps.get(at - 1)) : Optional.empty();
        }

        /// Whether what was said can be changed by whoever said it: what the staff acts on cannot.
        boolean isFixed(Step step) {
            return sent && step.isAnswered(answers);
        }
    }

    private Deed deed(Link link) {
        return new Deed(
                LinkVisit.name(link), link.role(), clock.instant().atZone(clock.getZone()), "");
    }

    /// The form of a link as it stands now.
    ///
    /// @param row of a repeating group that is asked for though nothing is in it yet; may be empty
    Standing standing(Link link, String form, String row) {
        Link.Time time = time(link);
        Form found = form(link, form);
        String response = links.response(link, form, time, FormLife.newId());
        ByLink answering =
                new ByLink(
                        new FormLife(
                                knowledge,
                                found,
                                charts.toFillIn(Action.ANSWER, link.chart()),
                                link.pathway()),
                        link.request(),
                        link.site(),
                        link.answersAsPatient(),
                        languages.of(found, link.forms()));
        Deed deed = deed(link);
        if (answering.isOver(deed)) {
            throw over();
        }
        FormAnswers answers = answering.answers(response, deed);
        if (!link.request().isEmpty() && found.item(REQUEST).isPresent()) {
            answers = answers.with(REQUEST, link.request());
        }
        return standing(link, time, answering, response, answers, row);
    }

    private Standing standing(
            Link link,
            Link.Time time,
            ByLink form,
            String response,
            FormAnswers answers,
            String row) {
        Deed deed = deed(link);
        CheckedAnswers checked = form.check(response, answers, deed);
        FormView view = form.view(answers, checked, rows(row), deed);
        return new Standing(
                link,
                time,
                form,
                response,
                answers,
                checked,
                Step.of(view),
                form.isSent(response),
                levels.of(checked.judged()));
    }

    private static Map<String, Integer> rows(String row) {
        return row.matches("[A-Za-z0-9-]+~\\d{1,2}")
                ? Map.of(
                        row.substring(0, row.indexOf('~')),
                        Integer.parseInt(row.substring(row.indexOf('~') + 1)) + 1)
                : Map.of();
    }

    private Link.Time time(Link link) {
        return link.at(clock.instant().atZone(clock.getZone()).toLocalDate())
                .orElseThrow(LinkAnswering::over);
    }

    private static Problem over() {
        return new Problem(ProblemKind.MISSING, "over");
    }

    private Form form(Link link, String form) {
        return Optional.of(form)
                .filter(link.forms()::contains)
                .flatMap(forms::form)
                .orElseThrow(() -> new Problem(ProblemKind.MISSING, "over"));
    }

    /// What came of an answer.
    ///
    /// @param problems what is wrong; then nothing was kept
    /// @param alarms whether it weighs so much that the patient is told now
    record Answered(Standing standing, List<FieldProblem> problems, boolean alarms) {}

    /// Keeps the answer of one screen.
    Answered answer(Link link, String form, String at, Map<String, String[]> sent) {
        for (int i = 0; i < AGAIN; i++) {
            Optional<Answered> answered = once(link, form, at, sent);
            if (answered.isPresent()) {
                return answered.get();
            }
        }
        throw new Problem(ProblemKind.BUSY, "busy");
    }

    private Optional<Answered> once(Link link, String form, String at, Map<String, String[]> sent) {
        Standing before = standing(link, form, at);
        Step step = before.step(at).orElseThrow(() -> new Problem(ProblemKind.MISSING, "over"));
        if (before.isFixed(step)) {
            return Optional.of(new Answered(before, List.of(), false));
        }
        FormAnswers answers = merged(before.answers(), step, sent);
        Standing after =
                standing(link, before.time(), before.form(), before.response(), answers, at);
        List<FieldProblem> problems = problems(after, step, answers);
        if (!problems.isEmpty()) {
            return Optional.of(new Answered(after, problems, false));
        }
        boolean weighs = after.level().filter(Levels.Level::atOnce).isPresent();
        boolean alarms = weighs && !after.level().equals(before.level());
        Deed deed = deed(link);
        FormOutcome outcome =
                weighs
                        ? before.form().send(before.response(), answers, false, deed)
                        : before.form().keep(before.response(), answers, deed);
        if (!kept(link, outcome, deed)) {
            return Optional.empty();
        }
        if (alarms) {
            tell();
        }
        return Optional.of(new Answered(standing(link, form, at), List.of(), alarms));
    }

    /// Has somebody look, by the way that the site named.
    private void tell() {
        texts.current().ifPresent(said -> outbox.tell(Outbox.Kind.FLAG, said.tell()));
    }

    /// The answers with those of one screen in the place of what was there.
    private static FormAnswers merged(FormAnswers there, Step step, Map<String, String[]> sent) {
        Map<String, List<String>> all = new LinkedHashMap<>(there.byField());
        Set<String> fields = step.fields();
        fields.forEach(all::remove);
        fields.forEach(field -> {
            String[] values = sent.get(field);
            if (values != null && values.length > 0 && !values[0].isBlank()) {
                all.put(field, List.of(values));
            }
        });
        // An answer and "I do not know": the answer is what they meant last, or first.
        step.entries()
                .forEach(entry -> {
                    if (all.containsKey(entry.name())) {
                        all.remove(entry.name() + FormAnswers.ABSENT);
                    }
                    unit(entry, all);
                });
        return new FormAnswers(all);
    }

    /// A unit that nobody chose among several is told by nothing; of one there is no choice.
    private static void unit(FormView.Entry entry, Map<String, List<String>> all) {
        if (!all.containsKey(entry.name())) {
            all.remove(entry.name() + FormAnswers.UNIT);
        }
    }

    private static List<FieldProblem> problems(Standing after, Step step, FormAnswers answers) {
        Set<String> fields = step.fields();
        List<FieldProblem> problems = new ArrayList<>();
        after.checked().unreadable().stream()
                .filter(one -> fields.contains(one.field()))
                .forEach(problems::add);
        after.checked().findings().stream()
                .filter(one -> one.level() == FormItem.Level.REFUSE)
                .filter(one -> fields.contains(one.field()) && answers.has(one.field()))
                .forEach(one -> problems.add(new FieldProblem(one.field(), one.text())));
        if (problems.isEmpty() && step.isRequired() && !step.isAnswered(answers)) {
            problems.add(
                    new FieldProblem(
                            step.entries().getFirst().name(),
                            step.unknown().isEmpty()
                                    ? "Please answer this question."
                                    : "Please answer, or choose “I do not know”."));
        }
        return problems;
    }

    /// Sends the form; what is still missing where it cannot be.
    Answered send(Link link, String form) {
        Standing standing = standing(link, form, "");
        Deed deed = deed(link);
        FormOutcome outcome =
                standing.form().send(standing.response(), standing.answers(), true, deed);
        if (outcome instanceof FormOutcome.Incomplete(var problems)) {
            return new Answered(standing, problems, false);
        }
        if (!kept(link, outcome, deed)) {
            throw new Problem(ProblemKind.BUSY, "busy");
        }
        Link sent = links.sent(link, form, standing.time());
        return new Answered(standing(sent, form, ""), List.of(), false);
    }

    /// Opens a form that was sent for another answer, where the link allows it.
    void again(Link link, String form) {
        links.again(link, form, time(link));
    }

    private boolean kept(Link link, FormOutcome outcome, Deed deed) {
        return switch (outcome) {
            case FormOutcome.Saved saved ->
                    writing.keep(
                            Action.ANSWER,
                            link.chart(),
                            new Attribution(
                                    deed.author(),
                                    deed.at().toInstant(),
                                    saved.action(),
                                    saved.reason()),
                            saved.writes());
            case FormOutcome.AlreadySaved _ -> true;
            default -> throw new Problem(ProblemKind.CHANGED, "cannot be kept");
        };
    }
}
