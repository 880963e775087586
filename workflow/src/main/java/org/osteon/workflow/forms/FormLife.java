package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.Deed;
import org.osteon.workflow.PersonName;
import org.osteon.workflow.Write;

/// The life of a form on a chart: opened, checked, kept as a draft, signed, amended, withdrawn. A
/// chart and what was typed in, a [FormOutcome] out.
///
/// @param knowledge what the chart is held against
/// @param chart as it is
/// @param pathway from whose page the form was opened; empty: none
public record FormLife(KnowledgeBase knowledge, Form form, Chart chart, String pathway) {
    /// The field with why something is done all the same; no item can have its name.
    public static final String REASON = "form.reason";

    /// The field with the name of a second person.
    public static final String SECOND = "form.second";

    /// The field that says that it really happened.
    public static final String HAPPENED = "form.happened";

    private static final int ID_CHARACTERS = 20;

    /// Whether a text is the id of a response, as [#newId] makes them.
    public static boolean isId(String text) {
        return text.matches("f-[a-z0-9]{" + ID_CHARACTERS + "}");
    }

    /// A new response's id.
    public static String newId() {
        return "f-" + UUID.randomUUID().toString().replace("-", "").substring(0, ID_CHARACTERS);
    }

    /// A form as it is opened.
    ///
    /// @param suggestions what the chart says of its items, by field
    /// @param answers what is filled in
    /// @param shown what the form sends back
    public record Opened(Map<String, Suggestion> suggestions, FormAnswers answers, Shown shown) {}

    /// Opens it, empty but for what the chart says.
    public Opened open(ZonedDateTime now) {
        Map<String, Suggestion> suggestions =
                Suggestion.of(form, questions(chart, now.toLocalDate()), now.getZone());
        Map<String, List<String>> answers = new LinkedHashMap<>();
        suggestions.forEach((field, one) -> {
            boolean group =
                    form.items().stream()
                            .filter(FormItem::isRepeatingGroup)
                            .flatMap(FormItem::withDescendants)
                            .anyMatch(item -> item.linkId().equals(field));
            String sent = FormAnswers.field(field, group ? 0 : -1);
            if (!one.value().isEmpty()) {
                answers.put(sent, List.of(one.value()));
                if (!one.unit().isEmpty()) {
                    answers.put(sent + FormAnswers.UNIT, List.of(one.unit()));
                }
            }
        });
        String moment = ValueText.shown(Response.written(new Deed("", now, "")), now.getZone());
        answers.putIfAbsent(Form.WHEN, List.of(moment));
        form.allItems()
                .filter(item -> item.initial().filter(FormItem.NOW::equals).isPresent())
                .forEach(item -> answers.putIfAbsent(item.linkId(), List.of(moment)));
        return new Opened(suggestions, new FormAnswers(answers), Shown.of(suggestions, signed()));
    }

    /// Opens a response of it again, as a draft or to amend it.
    public Opened open(RecordedResponse recorded, ZonedDateTime now) {
        FormLife before = before(Optional.of(recorded));
        Opened fresh = before.open(now);
        return new Opened(
                fresh.suggestions(),
                AnswerReader.typed(form, recorded.json(), now.getZone()),
                fresh.shown().of(recorded));
    }

    /// The answers of a response that came whole, as they would be typed.
    public static FormAnswers answers(Form form, ObjectNode response, ZoneId zone) {
        FormAnswers typed = AnswerReader.typed(form, response, zone);
        String second = Response.second(response);
        FormAnswers answers =
                second.isEmpty() ? typed : typed.with(SECOND, second).with(HAPPENED, "yes");
        return answers.has(Form.WHEN) || response.path("authored").asText("").isEmpty()
                ? answers
                : answers.with(Form.WHEN, response.path("authored").asText(""));
    }

    /// The reason that a response gives; empty where it gives none.
    public static String reason(ObjectNode response) {
        return Extensions.first(response, Form.EXTENSION)
                .flatMap(own -> Extensions.text(own, "reason"))
                .orElse("");
    }

    /// The role of its author that a response gives; empty where it gives none.
    public static String role(ObjectNode response) {
        return Extensions.first(response, Form.EXTENSION)
                .flatMap(own -> Extensions.text(own, "role"))
                .orElse("");
    }

    /// The form as it is opened, as a response that nobody has begun.
    public ObjectNode populated(ZonedDateTime now) {
        Opened opened = open(now);
        AnswerReader.Filled filled =
                AnswerReader.of(
                        form, opened.answers(), questions(now.toLocalDate()), now.getZone());
        Deed nobody = new Deed("", now, "");
        ObjectNode response =
                Response.of(
                        form,
                        chart,
                        newId(),
                        Response.DRAFT,
                        Response.written(nobody),
                        filled.items(),
                        nobody);
        Response.note(response, nobody, List.of(), opened.shown());
        response.remove("author");
        return response;
    }

    private List<String> signed() {
        return RecordedResponse.on(chart).stream()
                .filter(one -> one.isOf(form) && one.isSigned())
                .map(RecordedResponse::id)
                .toList();
    }

    /// Whom to ask of the chart on the day of the deed.
    Questions questions(LocalDate day) {
        return questions(chart, day);
    }

    private Questions questions(Chart of, LocalDate day) {
        return Questions.of(knowledge, form, of, day, pathway);
    }

    /// The chart without the response that is amended.
    private FormLife before(Optional<RecordedResponse> recorded) {
        return recorded.map(
                        one -> new FormLife(knowledge, form, Response.without(chart, one), pathway))
                .orElse(this);
    }

    /// A response of this form: one of another is none of its.
    private Optional<RecordedResponse> recorded(String id) {
        return RecordedResponse.on(chart, id).filter(one -> one.isOf(form));
    }

    /// Looks at answers.
    ///
    /// @param id of the response that they are or will be
    public CheckedAnswers check(String id, FormAnswers answers, Optional<Shown> seen, Deed deed) {
        Optional<RecordedResponse> there = recorded(id);
        Optional<RecordedResponse> signed = there.filter(RecordedResponse::bearsSignature);
        return new FormTrial(knowledge, form, before(there).chart(), pathway, signed)
                .at(id, answers, seen, deed);
    }

    /// What somebody of another role may not do with it.
    private Optional<FormOutcome> notYours(Deed deed) {
        return form.closedTo(deed.role()).map(FormOutcome.NotYours::new);
    }

    /// Without the names that signing writes, and nobody types.
    private FormAnswers typed(FormAnswers answers) {
        FormAnswers typed = answers;
        for (Signer signer : form.signers()) {
            typed = typed.without(signer.item());
        }
        return typed;
    }

    /// Keeps it as a draft: it counts for no rule.
    public FormOutcome draft(String id, FormAnswers answers, Optional<Shown> seen, Deed deed) {
        Optional<FormOutcome> closed = notYours(deed);
        if (closed.isPresent()) {
            return closed.get();
        }
        Optional<RecordedResponse> there = recorded(id);
        if (there.filter(one -> !one.isDraft()).isPresent()) {
            return new FormOutcome.AlreadySaved(id);
        }
        Optional<FormOutcome> overtaken = Meanwhile.overtaken(there, seen, deed);
        if (overtaken.isPresent()) {
            return overtaken.get();
        }
        AnswerReader.Filled filled =
                AnswerReader.of(
                        form, typed(answers), questions(chart, deed.day()), deed.at().getZone());
        if (!filled.unreadable().isEmpty()) {
            return new FormOutcome.Incomplete(filled.unreadable());
        }
        String when =
                ValueText.moment(answers.of(Form.WHEN), deed.at().getZone())
                        .orElse(Response.written(deed));
        ObjectNode response =
                Response.of(form, chart, id, Response.DRAFT, when, filled.items(), deed);
        Response.note(response, deed, List.of(), Shown.NOTHING);
        return new FormOutcome.Saved(
                id, "form-draft", deed.reason(), List.of(write(response, there)));
    }

    private static Write write(ObjectNode resource, Optional<RecordedResponse> there) {
        return there.map(one -> Write.changed(resource, one.resource()))
                .orElseGet(() -> Write.fresh(resource));
    }

    /// Throws a draft away: it stays to be read, and nobody goes on with it.
    public FormOutcome discard(String id, Deed deed) {
        Optional<FormOutcome> closed = notYours(deed);
        if (closed.isPresent()) {
            return closed.get();
        }
        Optional<RecordedResponse> there = recorded(id).filter(RecordedResponse::isDraft);
        if (there.isEmpty()) {
            return new FormOutcome.Gone();
        }
        ObjectNode stopped = there.get().json().deepCopy();
        stopped.put("status", "stopped");
        return new FormOutcome.Saved(
                id, "form-discard", deed.reason(), List.of(write(stopped, there)));
    }

    /// Signs it: kept with all that is made of it, or why not. Where two people sign it waits for
    /// the second.
    public FormOutcome sign(String id, FormAnswers given, Optional<Shown> seen, Deed deed) {
        Optional<FormOutcome> closed = notYours(deed);
        if (closed.isPresent()) {
            return closed.get();
        }
        FormAnswers answers = typed(given);
        Optional<RecordedResponse> there = recorded(id);
        if (there.filter(one -> !one.isDraft()).isPresent()) {
            return new FormOutcome.AlreadySaved(id);
        }
        if (seen.isEmpty()) {
            return new FormOutcome.Changed(
                    List.of("The form did not say which state of the chart it showed."));
        }
        Optional<FormOutcome> overtaken = Meanwhile.overtaken(there, seen, deed);
        if (overtaken.isPresent()) {
            return overtaken.get();
        }
        List<String> differences = seen.get().differences(open(deed.at()).shown(), form);
        if (!differences.isEmpty()) {
            return new FormOutcome.Changed(differences);
        }
        CheckedAnswers checked = check(id, answers, seen, deed);
        return refusal(checked, answers, deed)
                .or(() -> new Meanwhile(form, chart).saved(checked, seen.get(), deed))
                .orElseGet(() -> kept(id, checked, answers, seen.get(), deed));
    }

    private FormOutcome kept(
            String id, CheckedAnswers checked, FormAnswers answers, Shown shown, Deed deed) {
        return form.needsTwo()
                ? new SecondSignature(this).awaited(checked, answers, shown, deed, "")
                : saved(
                        id,
                        checked,
                        answers,
                        shown,
                        List.of(Signature.of(form.signers().getFirst().meaning(), deed)),
                        deed,
                        "form");
    }

    /// The same for answers of a response that came whole, without having been shown anything.
    public FormOutcome take(String id, FormAnswers given, Deed deed) {
        return take(id, given, Shown.NOTHING, deed);
    }

    /// The same of a response that says what was filled in from the chart: what was left as it is
    /// there is not written again.
    public FormOutcome take(String id, ObjectNode response, Deed deed) {
        return take(id, answers(form, response, deed.at().getZone()), left(response, deed), deed);
    }

    private Shown left(ObjectNode response, Deed deed) {
        return open(deed.at()).shown().only(Response.filledIn(response));
    }

    private FormOutcome take(String id, FormAnswers given, Shown shown, Deed deed) {
        Optional<FormOutcome> closed = notYours(deed);
        if (closed.isPresent()) {
            return closed.get();
        }
        if (recorded(id).filter(one -> !one.isDraft()).isPresent()) {
            return new FormOutcome.AlreadySaved(id);
        }
        FormAnswers answers = typed(given);
        CheckedAnswers checked = check(id, answers, Optional.of(shown), deed);
        return refusal(checked, answers, deed)
                .orElseGet(() -> kept(id, checked, answers, shown, deed));
    }

    /// What would be kept of answers that came whole once all had signed, whoever does.
    public FormOutcome whole(String id, ObjectNode response, Deed deed) {
        FormAnswers answers = answers(form, response, deed.at().getZone());
        Shown shown = left(response, deed);
        CheckedAnswers checked = check(id, answers, Optional.of(shown), deed);
        return refusal(checked, answers, deed)
                .orElseGet(() ->
                        saved(
                                id,
                                checked,
                                answers,
                                shown,
                                List.of(Signature.of(form.signers().getFirst().meaning(), deed)),
                                deed,
                                "form"));
    }

    /// Amends one that was signed: a new version of it and of what was made of it; what is not made
    /// any more was entered in error.
    public FormOutcome amend(String id, FormAnswers given, Optional<Shown> seen, Deed deed) {
        Optional<FormOutcome> closed = notYours(deed);
        if (closed.isPresent()) {
            return closed.get();
        }
        Optional<RecordedResponse> there = recorded(id).filter(RecordedResponse::isSigned);
        if (there.isEmpty()) {
            return new FormOutcome.Gone();
        }
        FormAnswers answers = typed(given);
        CheckedAnswers checked = check(id, answers, seen, deed);
        Optional<FormOutcome> overtaken = Meanwhile.overtaken(there, seen, deed);
        if (overtaken.isPresent()) {
            // Sent twice, it says already what is to be said.
            return written(checked.response()).equals(written(there.get().json()))
                    ? new FormOutcome.AlreadySaved(id)
                    : overtaken.get();
        }
        Optional<FormOutcome> refusal = refusal(checked, answers, deed);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (deed.reason().isBlank()) {
            return new FormOutcome.NeedsReason(
                    List.of("To change what was signed, others must be able to read why."));
        }
        Shown shown = seen.orElse(Shown.NOTHING);
        if (form.needsTwo()) {
            return new SecondSignature(this).awaited(checked, answers, shown, deed, id);
        }
        checked.response().put("status", Response.AMENDED);
        return saved(
                id,
                checked,
                answers,
                shown,
                List.of(Signature.of(Signer.Meaning.MODIFICATION, deed)),
                deed,
                "form-amend");
    }

    /// Its answers as they are written: a number read back is the same number.
    private static String written(ObjectNode response) {
        return response.path("item").toString();
    }

    static Optional<FormOutcome> refusal(CheckedAnswers checked, FormAnswers answers, Deed deed) {
        if (!checked.problems().isEmpty()) {
            return Optional.of(new FormOutcome.Incomplete(checked.problems()));
        }
        List<FormFinding> stops = checked.of(FormItem.Level.STOP);
        String second = answers.of(SECOND);
        if (!stops.isEmpty() && PersonName.areSame(second, deed.author())) {
            return Optional.of(FormOutcome.oneself(second));
        }
        if (!stops.isEmpty()
                && (deed.reason().isBlank() || !answers.has(HAPPENED) || second.isEmpty())) {
            return Optional.of(new FormOutcome.NeedsSecond(stops));
        }
        List<String> reasons =
                checked.of(FormItem.Level.REASON).stream().map(FormFinding::text).toList();
        return !reasons.isEmpty() && deed.reason().isBlank()
                ? Optional.of(new FormOutcome.NeedsReason(reasons))
                : Optional.empty();
    }

    FormOutcome.Saved saved(
            String id,
            CheckedAnswers checked,
            FormAnswers answers,
            Shown shown,
            List<Signature> signatures,
            Deed deed,
            String action) {
        Optional<RecordedResponse> there = recorded(id);
        ObjectNode response = checked.response();
        Response.note(response, deed, checked.extracted(), shown);
        if (form.needsTwo()) {
            signatures.forEach(one -> one.note(Response.notes(response)));
        }
        checked.calculated()
                .forEach((field, text) ->
                        form.item(field)
                                .ifPresent(
                                        item -> Response.calculated(response, form, item, text)));
        Response.labelled(response, checked.resources());
        List<ObjectNode> resources = new ArrayList<>();
        resources.add(response);
        resources.addAll(checked.resources());
        List<FormFinding> stops = checked.of(FormItem.Level.STOP);
        String named = form.needsTwo() ? "" : answers.of(SECOND);
        resources.addAll(Incident.all(response, form, chart, stops, named, deed));
        if (!stops.isEmpty()) {
            Response.second(response, answers.of(SECOND));
        }
        there.filter(RecordedResponse::isSigned)
                .ifPresent(before -> resources.addAll(new Undo(chart).noLonger(before, resources)));
        List<String> targets = resources.stream().map(Undo::reference).toList();
        resources.add(
                Response.provenance(
                        response,
                        targets,
                        deed,
                        there.filter(RecordedResponse::isSigned).isPresent() ? "UPDATE" : "CREATE",
                        stops.isEmpty()
                                ? signatures
                                : Signature.confirmed(signatures, answers.of(SECOND), deed),
                        knowledgeVersions()));
        return new FormOutcome.Saved(
                id,
                action,
                deed.reason(),
                resources.stream().map(this::write).toList(),
                Incident.next(form, stops, checked.next()));
    }

    private String knowledgeVersions() {
        return String.join(
                ", ",
                knowledge.pathways().stream()
                        .filter(one -> form.isOf(one.id()))
                        .map((Pathway one) ->
                                one.id() + " " + one.version() + " " + one.knowledgeHash())
                        .toList());
    }

    Write write(ObjectNode resource) {
        return chart.resource(Undo.reference(resource))
                .map(before -> Write.changed(resource, before))
                .orElseGet(() -> Write.fresh(resource));
    }

    /// Withdraws one that was signed: it and all that was made of it were entered in error.
    public FormOutcome withdraw(String id, Deed deed) {
        Optional<FormOutcome> closed = notYours(deed).filter(_ -> !deed.role().isEmpty());
        if (closed.isPresent()) {
            return closed.get();
        }
        Optional<RecordedResponse> there = recorded(id).filter(RecordedResponse::isSigned);
        if (there.isEmpty()) {
            return new FormOutcome.Gone();
        }
        if (deed.reason().isBlank()) {
            return new FormOutcome.NeedsReason(
                    List.of("To withdraw what was signed, others must be able to read why."));
        }
        List<ObjectNode> resources = new ArrayList<>();
        ObjectNode response = there.get().json().deepCopy();
        response.put("status", Response.ERROR);
        Response.because(response, deed.reason());
        resources.add(response);
        resources.addAll(new Undo(chart).all(there.get()));
        List<String> targets = resources.stream().map(Undo::reference).toList();
        resources.add(
                Response.provenance(
                        response,
                        targets,
                        deed,
                        "UPDATE",
                        List.of(Signature.of(Signer.Meaning.MODIFICATION, deed)),
                        knowledgeVersions()));
        return new FormOutcome.Saved(
                id, "form-withdraw", deed.reason(), resources.stream().map(this::write).toList());
    }
}
