package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;
import org.osteon.pathway.ExpressionAnswer;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.desk.Wording;

/// Looks at what was typed into a form, without keeping anything: what it would be, what is wrong
/// with it, and what the pathways would say.
///
/// @param chart without the response that is looked at
/// @param signed the response as it was signed, where it was
record FormTrial(
        KnowledgeBase knowledge,
        Form form,
        Chart chart,
        String pathway,
        Optional<RecordedResponse> signed) {
    private static final Set<FormItem.Type> QUANTITIES = Set.of(FormItem.Type.QUANTITY);
    private static final Set<FormItem.Type> DATES =
            Set.of(FormItem.Type.DATE, FormItem.Type.DATE_TIME);

    CheckedAnswers at(String id, FormAnswers given, Optional<Shown> seen, Deed deed) {
        Questions now = questions(chart, deed.day());
        FormAnswers answers = followed(given, now, deed);
        AnswerReader.Filled filled = AnswerReader.of(form, answers, now, deed.at().getZone());
        List<FieldProblem> unreadable = new ArrayList<>(filled.unreadable());
        List<FormFinding> findings = new ArrayList<>();
        String when =
                ValueText.moment(answers.of(Form.WHEN), deed.at().getZone())
                        .orElse(Response.written(deed));
        new Moment(form, chart, deed).look(when, unreadable, findings);
        ObjectNode response =
                Response.of(form, chart, id, Response.COMPLETED, when, filled.items(), deed);
        if (unreadable.isEmpty()) {
            reckon(response, filled.notAsked(), deed.day());
            answered(response, deed.day());
        }
        List<Extraction.Extracted> extracted =
                unreadable.isEmpty()
                        ? Extraction.of(form, response, chart, untouched(answers, seen))
                        : List.of();
        doubts(extracted, deed, findings);
        List<ObjectNode> marked = new ArrayList<>();
        extracted.forEach(one -> marked.add(FhirEdit.entering(one.resource())));
        marked.add(FhirEdit.entering(response));
        Chart would = Response.with(chart, marked);
        Questions then = questions(would, deed.day());
        Map<String, String> calculated = new LinkedHashMap<>();
        if (unreadable.isEmpty()) {
            constraints(now, then, filled.notAsked(), findings);
            calculated(filled.notAsked(), then)
                    .forEach((item, text) -> calculated.put(item.linkId(), text));
        }
        return new CheckedAnswers(
                response,
                extracted,
                List.copyOf(unreadable),
                filled.needed(),
                List.copyOf(findings),
                unreadable.isEmpty() ? WouldSay.of(knowledge, form, now, then) : List.of(),
                then.pictures(form),
                calculated,
                unreadable.isEmpty()
                        ? form.judged().map(then::ask).map(FormTrial::words).orElse("")
                        : "",
                filled.notAsked(),
                filled.answered(),
                filled.asked());
    }

    /// With what the chart says where nobody answered, of items that follow it: which side it is
    /// about of whoever is treated on one.
    private FormAnswers followed(FormAnswers given, Questions now, Deed deed) {
        FormAnswers answers = given;
        for (FormItem item : form.following()) {
            if (!answers.has(item.linkId())) {
                String said = Suggestion.of(item, now, deed.at().getZone()).value();
                answers = said.isEmpty() ? answers : answers.with(item.linkId(), said);
            }
        }
        return answers;
    }

    /// Says which request or procedure it answers.
    private void answered(ObjectNode response, LocalDate day) {
        form.answers()
                .map(
                        questions(Response.with(chart, List.of(FhirEdit.entering(response))), day)
                                ::ask)
                .map(ExpressionAnswer::value)
                .ifPresent(reference -> Response.answering(response, reference.toString()));
    }

    /// What is calculated of the answers alone stands among them before anything is made of them,
    /// so that templates can rest on it.
    private void reckon(ObjectNode response, Set<String> notAsked, LocalDate day) {
        if (form.allItems().noneMatch(item -> item.calculated().isPresent())) {
            return;
        }
        Questions then = questions(Response.with(chart, List.of(FhirEdit.entering(response))), day);
        calculated(notAsked, then)
                .forEach((item, text) -> Response.calculated(response, form, item, text));
    }

    /// What is calculated, by its item; nothing of an item that is not asked as things are.
    private Map<FormItem, String> calculated(Set<String> notAsked, Questions then) {
        Set<FormItem> asked = asked(form.items(), notAsked).collect(Collectors.toSet());
        Map<FormItem, String> calculated = new LinkedHashMap<>();
        form.allItems()
                .forEach(item ->
                        item.calculated()
                                .ifPresent(expression ->
                                        calculated.put(
                                                item,
                                                asked.contains(item)
                                                        ? stayed(item)
                                                                .orElseGet(() ->
                                                                        words(then.ask(expression)))
                                                        : "")));
        return calculated;
    }

    /// What was calculated when it was signed, of what stays as it was then.
    private Optional<String> stayed(FormItem item) {
        return signed.filter(_ -> item.stays()).flatMap(one -> one.calculated(item));
    }

    private static Stream<FormItem> asked(List<FormItem> items, Set<String> notAsked) {
        return items.stream()
                .filter(item -> !notAsked.contains(item.linkId()))
                .flatMap(item -> Stream.concat(Stream.of(item), asked(item.items(), notAsked)));
    }

    private static String words(ExpressionAnswer asked) {
        return switch (asked.value()) {
            case null -> "";
            case Boolean truth -> truth ? "yes" : "no";
            case BigDecimal number -> Wording.number(number);
            case List<?> list ->
                    String.join(
                            "\n",
                            list.stream().filter(Objects::nonNull).map(String::valueOf).toList());
            case Object other -> other.toString();
        };
    }

    /// The fields that were filled in from the chart and left as they were.
    private static Set<String> untouched(FormAnswers answers, Optional<Shown> seen) {
        Set<String> untouched = new HashSet<>();
        seen.ifPresent(shown ->
                shown.filled()
                        .forEach((field, filled) -> {
                            for (String sent : List.of(field, FormAnswers.field(field, 0))) {
                                String unit = answers.of(sent + FormAnswers.UNIT);
                                String given =
                                        unit.isEmpty()
                                                ? answers.of(sent)
                                                : answers.of(sent) + " " + unit;
                                if (!filled.reference().isEmpty() && given.equals(filled.text())) {
                                    untouched.add(sent);
                                }
                            }
                        }));
        return untouched;
    }

    /// A result that nobody could use is no fact, nor is what lies ahead, or before birth.
    private void doubts(
            List<Extraction.Extracted> extracted, Deed deed, List<FormFinding> findings) {
        for (Extraction.Extracted one : extracted) {
            Resource resource = ChartReader.resource(FhirEdit.write(one.resource()));
            if (resource.type().equals("Observation")) {
                knowledge
                        .doubt(resource)
                        .ifPresent(
                                why -> findings.add(refused(within(one.field(), QUANTITIES), why)));
            }
            if (one.undo().isEmpty()) {
                resource.date()
                        .flatMap(date -> new Moment(form, chart, deed).impossible(date))
                        .ifPresent(why -> findings.add(refused(within(one.field(), DATES), why)));
            }
        }
    }

    private static FormFinding refused(String field, String why) {
        return new FormFinding(FormItem.Level.REFUSE, field, "reading", why, "");
    }

    /// Of a row, or a group, the field of a type.
    private String within(String field, Set<FormItem.Type> types) {
        int row = field.indexOf('~');
        String linkId = row < 0 ? field : field.substring(0, row);
        return form.item(linkId)
                .flatMap(item ->
                        item.withDescendants()
                                .filter(one -> types.contains(one.type()))
                                .findFirst())
                .map(item -> item.linkId() + (row < 0 ? "" : field.substring(row)))
                .orElse(field);
    }

    private void constraints(
            Questions now, Questions then, Set<String> notAsked, List<FormFinding> findings) {
        form.constraints().forEach(one -> constraint(one.before() ? now : then, "", one, findings));
        form.allItems()
                .filter(item -> !notAsked.contains(item.linkId()))
                .forEach(item ->
                        item.constraints()
                                .forEach(one ->
                                        constraint(
                                                one.before() ? now : then,
                                                item.linkId(),
                                                one,
                                                findings)));
    }

    private static void constraint(
            Questions asked, String field, FormItem.Constraint one, List<FormFinding> findings) {
        if (asked.ask(one.expression()).truth().filter(holds -> !holds).isPresent()) {
            String detail = one.detail().map(asked::ask).map(FormTrial::words).orElse("");
            findings.add(
                    new FormFinding(
                            one.level(),
                            field,
                            one.key(),
                            detail.isEmpty() ? one.human() : one.human() + " " + detail,
                            one.source(),
                            one.next()));
        }
    }

    private Questions questions(Chart of, LocalDate day) {
        return Questions.of(knowledge, form, of, day, pathway);
    }

    /// When the answers were true: not ahead, not before birth, and not longer ago than the form
    /// allows without a reason.
    private record Moment(Form form, Chart chart, Deed deed) {
        void look(String when, List<FieldProblem> problems, List<FormFinding> findings) {
            Optional<FhirTime> time = FhirTime.parse(when);
            if (time.isEmpty()) {
                return;
            }
            impossible(time.get()).ifPresent(why -> problems.add(new FieldProblem(Form.WHEN, why)));
            if (time.get().earliest().isBefore(deed.day().minusDays(form.lateDays()))) {
                findings.add(
                        new FormFinding(
                                FormItem.Level.REASON,
                                Form.WHEN,
                                "late",
                                String.format(
                                        Locale.ROOT,
                                        "That was more than %d days ago.",
                                        form.lateDays()),
                                ""));
            }
        }

        /// Why nothing can have happened then; empty where it can.
        Optional<String> impossible(FhirTime time) {
            if (isAhead(time)) {
                return Optional.of("That is still to come; record it when it was so.");
            }
            return chart.patient()
                    .content()
                    .time("birthDate")
                    .filter(birth -> time.latest().isBefore(birth.earliest()))
                    .map(_ -> "That was before the patient's birth.");
        }

        private boolean isAhead(FhirTime time) {
            try {
                return OffsetDateTime.parse(time.written())
                        .toInstant()
                        .isAfter(deed.at().toInstant());
            } catch (DateTimeParseException _) {
                return time.earliest().isAfter(deed.day());
            }
        }
    }
}
