package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.pathway.ExpressionAnswer;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.Write;

/// A form that somebody answers who has no account and sees no chart, a question at a time.
///
/// @param life of the form on the chart
/// @param request what it answers, by reference; may be empty
/// @param site which joint and side it is about, as it would be typed; may be empty
/// @param ofThePatient whether it is the patient who answers, or somebody for them
/// @param language in which it is read, as BCP 47 writes it
public record ByLink(
        FormLife life, String request, String site, boolean ofThePatient, String language) {
    public ByLink {
        life = new FormLife(life.knowledge(), life.form().byLink(), life.chart(), life.pathway());
    }

    /// How it is noted who it was.
    private static final String BY_LINK = "by link, birth date checked";

    private static final String REASON = "answered further by link";

    /// The answers so far: nothing that is seen is filled in from the chart.
    public FormAnswers answers(String id, Deed deed) {
        FormAnswers there =
                RecordedResponse.on(life.chart(), id)
                        .map(one ->
                                AnswerReader.typed(life.form(), one.json(), deed.at().getZone()))
                        .orElseGet(FormAnswers::none);
        FormAnswers dated = there.has(Form.WHEN) ? there : there.with(Form.WHEN, now(deed));
        return filledUnseen(sited(dated), deed);
    }

    /// With the side that the link was given for, whatever the chart has since.
    private FormAnswers sited(FormAnswers answers) {
        return site.isEmpty() || life.form().item(Form.SIDE).isEmpty()
                ? answers
                : answers.with(Form.SIDE, site);
    }

    /// With what the chart says of items that nobody sees.
    private FormAnswers filledUnseen(FormAnswers answers, Deed deed) {
        List<String> unseen =
                life.form()
                        .allItems()
                        .filter(item -> item.hidden() && item.asked().isPresent())
                        .map(FormItem::linkId)
                        .filter(field -> !answers.has(field))
                        .toList();
        if (unseen.isEmpty()) {
            return answers;
        }
        FormAnswers said = life.open(deed.at()).answers();
        FormAnswers all = answers;
        for (String field : unseen) {
            if (said.has(field)) {
                all = all.with(field, said.of(field));
            }
        }
        return all;
    }

    private static String now(Deed deed) {
        return ValueText.shown(Response.written(deed), deed.at().getZone());
    }

    /// Whether it was sent.
    public boolean isSent(String id) {
        return RecordedResponse.on(life.chart(), id).filter(RecordedResponse::isSigned).isPresent();
    }

    /// Whether nothing may be asked any more: the patient has died, or took the consent back.
    public boolean isOver(Deed deed) {
        return life.form()
                .over()
                .map(life.questions(deed.day())::ask)
                .flatMap(ExpressionAnswer::truth)
                .orElse(false);
    }

    /// What is asked, and what is wrong with an answer: of the chart nothing is shown.
    ///
    /// @param rows that are asked for, by the linkId of their group
    public FormView view(
            FormAnswers answers, CheckedAnswers checked, Map<String, Integer> rows, Deed deed) {
        FormLife.Opened nothing = new FormLife.Opened(Map.of(), FormAnswers.none(), Shown.NOTHING);
        return FormView.checked(
                life, nothing, answers, checked, new FormView.More(rows, true, deed.day()));
    }

    /// Looks at answers.
    public CheckedAnswers check(String id, FormAnswers answers, Deed deed) {
        return life.check(id, answers, Optional.of(Shown.NOTHING), deed);
    }

    /// Keeps an answer: before it is sent as a draft that counts for no rule, afterwards as an
    /// amendment.
    public FormOutcome keep(String id, FormAnswers answers, Deed deed) {
        return isSent(id)
                ? send(id, answers, false, deed)
                : marked(life.draft(id, answers, Optional.of(Shown.NOTHING), deed));
    }

    /// Sends it.
    ///
    /// @param whole whether what must be answered has to be; not where an answer weighs too much to
    ///   wait for the rest
    public FormOutcome send(String id, FormAnswers given, boolean whole, Deed deed) {
        Form form = life.form();
        Optional<String> closed = form.closedTo(deed.role());
        if (closed.isPresent()) {
            return new FormOutcome.NotYours(closed.get());
        }
        FormAnswers answers = given.has(Form.WHEN) ? given : given.with(Form.WHEN, now(deed));
        boolean before = isSent(id);
        CheckedAnswers checked = check(id, answers, deed);
        List<FieldProblem> problems =
                checked.problems().stream()
                        .filter(one -> whole || !checked.needed().contains(one))
                        .toList();
        List<FieldProblem> stops =
                checked.of(FormItem.Level.STOP).stream()
                        .map(one -> new FieldProblem(one.field(), one.text()))
                        .toList();
        if (!problems.isEmpty() || !stops.isEmpty()) {
            return new FormOutcome.Incomplete(
                    Stream.concat(problems.stream(), stops.stream()).toList());
        }
        if (before && checked.response().path("item").equals(written(id).path("item"))) {
            return new FormOutcome.AlreadySaved(id);
        }
        if (before) {
            checked.response().put("status", Response.AMENDED);
        }
        Deed told = new Deed(deed.author(), deed.role(), deed.at(), before ? REASON : "by link");
        return marked(
                life.saved(
                        id,
                        checked,
                        answers,
                        Shown.NOTHING,
                        List.of(
                                Signature.of(
                                        before
                                                ? Signer.Meaning.MODIFICATION
                                                : Signer.Meaning.AUTHOR,
                                        told)),
                        told,
                        before ? "form-amend" : "form"));
    }

    private ObjectNode written(String id) {
        return RecordedResponse.on(life.chart(), id)
                .map(RecordedResponse::json)
                .orElseGet(FhirEdit::object);
    }

    /// With who answered, and that it was weaker than a signature.
    private FormOutcome marked(FormOutcome outcome) {
        if (!(outcome instanceof FormOutcome.Saved saved)) {
            return outcome;
        }
        List<Write> writes = new ArrayList<>();
        for (Write write : saved.writes()) {
            ObjectNode json = FhirEdit.read(write.json());
            boolean marked =
                    switch (write.type()) {
                        case "QuestionnaireResponse" -> answered(json);
                        case "Provenance" -> noted(json);
                        default -> false;
                    };
            writes.add(marked ? write.saying(json) : write);
        }
        return saved.with(writes);
    }

    private boolean answered(ObjectNode response) {
        response.put("language", language);
        if (ofThePatient) {
            String patient = life.chart().patient().reference();
            response.withObject("/author").put("reference", patient);
            response.putObject("source").put("reference", patient);
        }
        if (!request.isEmpty()) {
            response.putArray("basedOn").addObject().put("reference", request);
        }
        return true;
    }

    private static boolean noted(ObjectNode provenance) {
        provenance
                .withArray("extension")
                .addObject()
                .put("url", "urn:osteon:by-link")
                .put("valueString", BY_LINK);
        return true;
    }
}
