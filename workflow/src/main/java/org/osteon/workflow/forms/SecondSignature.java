package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.workflow.Deed;
import org.osteon.workflow.PersonName;
import org.osteon.workflow.Write;

/// A form that two people sign: after the first it waits and counts for no rule; the second looks
/// at the same answers, is told what has changed since, and with that signature it is kept. Who
/// changes the answers voids the first.
///
/// @param life of the form on the chart as it is
public record SecondSignature(FormLife life) {
    private static final String SHOWN = "shown";
    private static final String SAID = "would-say";
    private static final String AMENDS = "amends";

    private Form form() {
        return life.form();
    }

    /// Keeps what was signed first, waiting for the second.
    ///
    /// @param amends the response that it would change; empty where it is a new one
    FormOutcome awaited(
            CheckedAnswers checked, FormAnswers answers, Shown seen, Deed deed, String amends) {
        ObjectNode response = checked.response();
        response.put("status", Response.DRAFT);
        if (!amends.isEmpty()) {
            response.put("id", FormLife.newId());
        }
        Response.note(response, deed, List.of(), seen);
        ArrayNode notes = Response.notes(response);
        Signature.of(form().signers().getFirst().meaning(), deed).note(notes);
        notes.addObject().put("url", SHOWN).put("valueString", seen.text());
        said(checked).forEach(one -> notes.addObject().put("url", SAID).put("valueString", one));
        if (!amends.isEmpty()) {
            notes.addObject().put("url", AMENDS).put("valueString", amends);
        }
        if (answers.has(FormLife.SECOND)) {
            Response.second(response, answers.of(FormLife.SECOND));
        }
        return new FormOutcome.Saved(
                response.path("id").asText(""),
                FormOutcome.AWAITED,
                deed.reason(),
                List.of(life.write(response)),
                checked.next());
    }

    private static List<String> said(CheckedAnswers checked) {
        return checked.wouldSay().stream()
                .map(one ->
                        one.pathway()
                                + ": "
                                + (one.after().isEmpty() ? "no decision" : one.after())
                                + (one.gained().isEmpty()
                                        ? ""
                                        : "; " + String.join("; ", one.gained())))
                .toList();
    }

    /// Who signs second.
    public Signer signer() {
        return form().signers().getLast();
    }

    /// Why somebody may not sign second; empty where they may.
    public Optional<String> obstacle(RecordedResponse waiting, Deed deed) {
        Signature first = waiting.signatures().getFirst();
        if (PersonName.areSame(first.name(), deed.author())) {
            return Optional.of(PersonName.oneself(first.name(), "signed first", "signs second"));
        }
        return form().closedTo(signer().roles(), deed.role(), "signs second");
    }

    /// What is otherwise since the first signature, in words: what the chart says of the answers
    /// that were filled in from it, and what the pathways would say.
    public List<String> changes(RecordedResponse waiting, ZonedDateTime now) {
        List<String> changes = new ArrayList<>();
        shown(waiting)
                .ifPresent(
                        seen -> changes.addAll(seen.differences(life.open(now).shown(), form())));
        Deed first = asFirst(waiting, new Deed("", now, ""));
        List<String> then = waiting.notes(SAID);
        List<String> today = said(checked(waiting, answers(waiting, first), first));
        Set<String> before = new HashSet<>(then);
        Set<String> after = new HashSet<>(today);
        then.stream()
                .filter(one -> !after.contains(one))
                .forEach(one -> changes.add("Would have said then: " + one));
        today.stream()
                .filter(one -> !before.contains(one))
                .forEach(one -> changes.add("Would say now: " + one));
        return List.copyOf(changes);
    }

    /// What would come of it now.
    public CheckedAnswers checked(RecordedResponse waiting, ZonedDateTime now) {
        Deed first = asFirst(waiting, new Deed("", now, ""));
        return checked(waiting, answers(waiting, first), first);
    }

    private CheckedAnswers checked(RecordedResponse waiting, FormAnswers answers, Deed first) {
        return life.check(target(waiting), answers, shown(waiting), first);
    }

    private static String target(RecordedResponse waiting) {
        String amends = waiting.note(AMENDS);
        return amends.isEmpty() ? waiting.id() : amends;
    }

    private static Optional<Shown> shown(RecordedResponse waiting) {
        return Shown.parse(waiting.note(SHOWN));
    }

    private static Deed asFirst(RecordedResponse waiting, Deed deed) {
        Signature first = waiting.signatures().getFirst();
        return new Deed(first.name(), first.role(), deed.at(), waiting.reason());
    }

    private FormAnswers answers(RecordedResponse waiting, Deed deed) {
        return FormLife.answers(form(), waiting.json(), deed.at().getZone());
    }

    /// Signs second.
    ///
    /// @param version of the response that was looked at
    /// @param told the changes that were told with it
    public FormOutcome sign(String id, String version, List<String> told, Deed deed) {
        Optional<RecordedResponse> there = RecordedResponse.on(life.chart(), id);
        if (there.filter(RecordedResponse::isSigned).isPresent()) {
            return new FormOutcome.AlreadySaved(id);
        }
        if (there.filter(RecordedResponse::isWaiting).isEmpty()) {
            return new FormOutcome.Gone();
        }
        RecordedResponse waiting = there.get();
        Optional<String> obstacle = obstacle(waiting, deed);
        if (obstacle.isPresent()) {
            return new FormOutcome.NotYours(obstacle.get());
        }
        if (!waiting.version().equals(version)) {
            return new FormOutcome.Changed(
                    List.of("The answers were changed since you looked: look at them again."));
        }
        List<String> changes = changes(waiting, deed.at());
        if (!changes.equals(told)) {
            return new FormOutcome.Changed(
                    changes.isEmpty()
                            ? List.of("What had changed is as it was: look again.")
                            : changes);
        }
        return signed(waiting, deed);
    }

    private FormOutcome signed(RecordedResponse waiting, Deed deed) {
        Deed first = asFirst(waiting, deed);
        FormAnswers answers = answers(waiting, first);
        if (!signer().item().isEmpty()) {
            answers = answers.with(signer().item(), deed.author());
        }
        CheckedAnswers checked = checked(waiting, answers, first);
        Optional<FormOutcome> refusal = FormLife.refusal(checked, answers, first);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String target = target(waiting);
        boolean amends = !target.equals(waiting.id());
        Optional<RecordedResponse> before =
                RecordedResponse.on(life.chart(), target).filter(RecordedResponse::isSigned);
        if (amends) {
            if (!before.map(RecordedResponse::version).equals(shown(waiting).map(Shown::version))) {
                return new FormOutcome.Changed(
                        List.of(
                                "What was to be corrected has been changed meanwhile: the"
                                        + " correction has to be made again."));
            }
            checked.response().put("status", Response.AMENDED);
        }
        List<Signature> signatures =
                List.of(waiting.signatures().getFirst(), Signature.of(signer().meaning(), deed));
        FormOutcome.Saved saved =
                life.saved(
                        target,
                        checked,
                        answers,
                        shown(waiting).orElse(Shown.NOTHING),
                        signatures,
                        first,
                        amends ? "form-amend" : "form");
        if (!amends) {
            return saved;
        }
        List<Write> writes = new ArrayList<>(saved.writes());
        ObjectNode over = waiting.json().deepCopy();
        over.put("status", "stopped");
        writes.add(Write.changed(over, waiting.resource()));
        return saved.with(writes);
    }
}
