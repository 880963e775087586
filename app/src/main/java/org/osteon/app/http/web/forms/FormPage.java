package org.osteon.app.http.web.forms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.app.http.FormWords;
import org.osteon.app.http.HeldForm;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.PictureView;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormFinding;
import org.osteon.workflow.forms.FormItem;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormView;
import org.osteon.workflow.forms.LastTime;
import org.osteon.workflow.forms.RecordedResponse;

/// What the page of a form shows.
///
/// @param said what stands in the way of keeping it
/// @param last how they filled in this form the last time
/// @param role of who looks; empty where it is not known
/// @param reads whether they read the chart, and not only what the form asks about
/// @param library the forms that may come next
/// @param old whether it is a while since they showed who they are
/// @param ways how they can show it again
public record FormPage(
        Filled filled,
        FormView view,
        FormController.Said said,
        Optional<LastTime> last,
        String role,
        boolean old,
        Desk.Ways ways,
        boolean reads,
        FormLibrary library) {
    /// The field of the password beside a signature.
    public static final String PASSWORD = HeldForm.PASSWORD;

    /// What the button sends that fills in what was answered the last time.
    public static final String AS_LAST_TIME = "as-last-time";

    /// The day of the last time, where it would answer something that is still open; else empty.
    public String lastTime() {
        return last.filter(_ -> closed().isEmpty() && !amends())
                .filter(one -> one.adds(said.answers()))
                .map(one -> Wording.day(one.day()))
                .orElse("");
    }

    /// Whether the signature asks for the password: two sign, or what should not have happened is
    /// kept all the same.
    public boolean asksPassword() {
        return old && (view.form().needsTwo() || asksSecond());
    }

    /// Why it can only be read; empty where it can be filled in.
    public String closed() {
        return view.form().closedTo(role).orElse("");
    }

    /// Who signed what is opened here, and whose signature a change makes void; empty: nobody.
    public String voids() {
        return filled.there()
                .filter(RecordedResponse::isWaiting)
                .map(one -> one.signatures().getFirst().name())
                .orElse("");
    }

    /// Where the form is sent.
    public String path() {
        return filled.path();
    }

    /// The patient's page, or that of their follow-up; of the register of the site its own.
    public String patient() {
        return isOfTheSite() ? "/site" : filled.home(reads);
    }

    /// Where the forms of the patient, or of the site, are listed.
    public String forms() {
        return "/patients/" + filled.patient() + "/forms";
    }

    /// Whether it is about the site and no patient.
    public boolean isOfTheSite() {
        return view.form().isOfTheSite();
    }

    /// The id of the response.
    public String response() {
        return filled.response();
    }

    /// From which pathway's page it was opened; empty: none.
    public String pathway() {
        return filled.life().pathway();
    }

    /// The pictures beside it.
    public List<PictureView> pictures() {
        return reads ? PictureView.of(view.pictures(), filled.life().knowledge()) : List.of();
    }

    /// The forms that come next for what was answered, by what they are called.
    public Map<String, String> next() {
        Map<String, String> next = new LinkedHashMap<>();
        view.findings().stream()
                .map(FormFinding::next)
                .filter(form -> reads && !form.isEmpty())
                .forEach(form -> next.put(form, library.form(form).map(Form::title).orElse(form)));
        return next;
    }

    /// What somebody asked for and this form answers.
    public List<Filled.Ending> endings() {
        return amends() ? List.of() : filled.endings();
    }

    /// What would be to be reported to authorities, once it is signed.
    public List<String> due() {
        return filled.due();
    }

    /// Whether it changes what was signed.
    public boolean amends() {
        return filled.there().filter(RecordedResponse::isSigned).isPresent();
    }

    /// Whether it was kept as a draft.
    public boolean isDraft() {
        return filled.there().filter(RecordedResponse::isDraft).isPresent();
    }

    /// What stands in the way of keeping it: a heading.
    public String heading() {
        return said.heading();
    }

    /// What stands in the way, one by one.
    public List<String> lines() {
        return said.lines();
    }

    /// What was said as the reason.
    public String reason() {
        return said.answers().of(FormLife.REASON);
    }

    /// Who was named as the second person.
    public String second() {
        return said.answers().of(FormLife.SECOND);
    }

    /// Whether a reason is asked for.
    public boolean asksWhy() {
        return amends()
                || !reason().isEmpty()
                || said.heading().startsWith(FormWords.REASON)
                || said.heading().startsWith(FormWords.MEANWHILE)
                || asksSecond();
    }

    /// Whether a second person is asked for.
    public boolean asksSecond() {
        return view.findings().stream().anyMatch(one -> one.level() == FormItem.Level.STOP);
    }

    /// Where the field of a problem is; the form itself where it is of none.
    public String anchor(String field) {
        return field.isEmpty() ? "form" : "f-" + field;
    }
}
