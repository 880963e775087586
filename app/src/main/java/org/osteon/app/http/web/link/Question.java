package org.osteon.app.http.web.link;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.records.links.Wordings;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormItem;
import org.osteon.workflow.forms.FormView;

/// A screen of a form as it is shown.
///
/// @param here where it is sent
/// @param back where it came from; empty for the first
/// @param number of the screen, from one
/// @param fixed whether the staff has this answer, so that it stays
public record Question(
        String here,
        String pageToken,
        String id,
        String stem,
        List<Field> fields,
        String back,
        int number,
        int of,
        boolean fixed,
        boolean required,
        boolean unknown,
        boolean repeats,
        boolean fromReview) {
    /// So many numbers are shown to be tapped; of more one is typed.
    private static final int MOST_BUTTONS = 12;

    /// What is asked in it.
    ///
    /// @param choices what can be tapped; none where something is typed
    /// @param said what was answered, in words; empty where nothing was
    public record Field(
            String name,
            String text,
            String help,
            String kind,
            List<Choice> choices,
            List<FormView.Choice> units,
            String value,
            String unit,
            int longest,
            String problem,
            String said) {
        /// The ids of what describes it; null where nothing does.
        public @Nullable String describedBy() {
            List<String> ids = new ArrayList<>();
            if (!problem.isEmpty()) {
                ids.add("p-" + name);
            }
            if (!help.isEmpty()) {
                ids.add("h-" + name);
            }
            return ids.isEmpty() ? null : String.join(" ", ids);
        }
    }

    /// Something to tap.
    public record Choice(String value, String label, boolean chosen) {}

    /// Whether something is wrong.
    public boolean isWrong() {
        return fields.stream().anyMatch(one -> !one.problem().isEmpty());
    }

    /// What was answered, in a line.
    public String said() {
        return String.join(
                ", ", fields.stream().map(Field::said).filter(one -> !one.isEmpty()).toList());
    }

    /// What is asked, in a line.
    String title() {
        return repeats ? stem : fields.getFirst().text();
    }

    /// The words of a form in the language of who answers.
    private record Words(String form, Speech speech) {
        String text(FormItem item) {
            return speech.of(form, item.linkId(), item.text());
        }

        String help(FormItem item) {
            return item.help().isEmpty()
                    ? ""
                    : speech.of(form, item.linkId() + PatientLanguages.HELP, item.help());
        }

        String choice(FormItem item, FormView.Choice one) {
            String code = one.value().substring(one.value().lastIndexOf('|') + 1);
            return speech.of(form, item.linkId() + PatientLanguages.CHOICE + code, one.label());
        }

        /// What is wrong is told in full in English only.
        String problem(String english) {
            return speech.isEnglish()
                    ? english
                    : speech.say("This answer does not fit. Please look at it again.");
        }
    }

    static Question of(
            LinkAnswering.Standing standing,
            Step step,
            List<FieldProblem> problems,
            Optional<Wordings.Wording> wording,
            Speech speech,
            HttpServletRequest request,
            String token) {
        String form = standing.form().life().form().id();
        String here = "/p/" + token + "/f/" + standing.form().life().form().id();
        boolean fromReview =
                request.getParameter("back") != null
                        || "yes".equals(request.getParameter("change"));
        return new Question(
                here,
                LinkCookie.pageToken(request),
                step.id(),
                step.stem().isEmpty()
                        ? ""
                        : speech.of(form, PatientLanguages.STEM + step.stem(), step.stem()),
                step.entries().stream()
                        .map(entry ->
                                field(
                                        entry,
                                        standing.answers(),
                                        problems,
                                        wording,
                                        new Words(form, speech)))
                        .toList(),
                fromReview
                        ? here + "?at=" + LinkPages.REVIEW
                        : standing.before(step).map(one -> here + "?at=" + one.id()).orElse(""),
                standing.steps().indexOf(step) + 1,
                standing.steps().size(),
                standing.isFixed(step),
                step.isRequired(),
                !step.unknown().isEmpty(),
                step.repeats(),
                fromReview);
    }

    private static Field field(
            FormView.Entry entry,
            FormAnswers answers,
            List<FieldProblem> problems,
            Optional<Wordings.Wording> wording,
            Words words) {
        FormItem item = entry.item();
        List<Choice> choices = choices(entry, wording, words);
        boolean absent = answers.has(entry.name() + FormAnswers.ABSENT);
        String said =
                absent
                        ? words.speech().say("I do not know")
                        : choices.isEmpty()
                                ? (entry.value() + " " + unitShown(entry)).strip()
                                : String.join(
                                        ", ",
                                        choices.stream()
                                                .filter(Choice::chosen)
                                                .map(Choice::label)
                                                .toList());
        return new Field(
                entry.name(),
                wording.map(one -> one.texts().get(item.linkId()))
                        .orElseGet(() -> words.text(item)),
                words.help(item),
                kind(item, choices),
                choices,
                item.units().stream()
                        .map(one -> new FormView.Choice(one.code(), one.label()))
                        .toList(),
                entry.value(),
                entry.unit(),
                item.bounds().longest(),
                problems.stream()
                        .filter(one -> one.field().equals(entry.name()))
                        .map(one -> words.problem(one.text()))
                        .findFirst()
                        .orElse(""),
                said);
    }

    private static String unitShown(FormView.Entry entry) {
        return entry.value().isEmpty()
                ? ""
                : entry.item().units().stream()
                        .filter(one -> one.code().equals(entry.unit()))
                        .map(one -> one.label())
                        .findFirst()
                        .orElse("");
    }

    private static String kind(FormItem item, List<Choice> choices) {
        if (!choices.isEmpty()) {
            return item.isMultiple()
                    ? "several"
                    : item.type() == FormItem.Type.INTEGER && choices.size() > 6
                            ? "numbers"
                            : "one";
        }
        return switch (item.type()) {
            case TEXT -> "text";
            case INTEGER -> "whole";
            case DECIMAL, QUANTITY -> "number";
            case DATE, DATE_TIME -> "day";
            default -> "line";
        };
    }

    private static List<Choice> choices(
            FormView.Entry entry, Optional<Wordings.Wording> wording, Words words) {
        FormItem item = entry.item();
        Optional<List<Wordings.Option>> worded =
                wording.map(one -> one.options().get(item.linkId()));
        if (worded.isPresent()) {
            return worded.get().stream()
                    .map(one ->
                            new Choice(one.code(), one.label(), entry.value().equals(one.code())))
                    .toList();
        }
        if (item.type() == FormItem.Type.BOOLEAN) {
            return List.of(
                    new Choice("true", words.speech().say("Yes"), entry.value().equals("true")),
                    new Choice("false", words.speech().say("No"), entry.value().equals("false")));
        }
        if (item.type() == FormItem.Type.CHOICE) {
            return entry.choices().stream()
                    .map(one -> new Choice(one.value(), words.choice(item, one), entry.chose(one)))
                    .toList();
        }
        return item.type() == FormItem.Type.INTEGER
                ? numbers(item.bounds(), entry.value())
                : List.of();
    }

    private static List<Choice> numbers(FormItem.Bounds bounds, String value) {
        if (bounds.least().isEmpty() || bounds.most().isEmpty()) {
            return List.of();
        }
        BigDecimal least = bounds.least().get();
        BigDecimal most = bounds.most().get();
        if (most.subtract(least).intValue() >= MOST_BUTTONS) {
            return List.of();
        }
        List<Choice> numbers = new ArrayList<>();
        for (int one = least.intValue(); one <= most.intValue(); one++) {
            String text = Integer.toString(one);
            numbers.add(new Choice(text, text, value.equals(text)));
        }
        return numbers;
    }
}
