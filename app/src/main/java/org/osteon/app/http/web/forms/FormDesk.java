package org.osteon.app.http.web.forms;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.SiteWork;
import org.osteon.app.http.web.Who;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.KeptNote;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Write;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormOutcome;
import org.osteon.workflow.forms.LastTime;
import org.osteon.workflow.tasks.EndedTasks;
import org.springframework.stereotype.Component;

/// What the pages of forms have in common: which form is asked for, and how what came of it is
/// kept.
@Component
final class FormDesk {
    /// How what somebody does alike is kept in the store.
    private static final String AS_LAST_TIME = "as-last-time";

    private final FormLibrary forms;
    private final Charts charts;
    private final SiteWork work;
    private final ChartWriting writing;
    private final Records store;

    FormDesk(FormLibrary forms, Charts charts, SiteWork work, Records store) {
        this.forms = forms;
        this.charts = charts;
        this.work = work;
        this.writing = new ChartWriting(store);
        this.store = store;
    }

    /// All forms.
    FormLibrary library() {
        return forms;
    }

    /// The form of that name.
    ///
    /// @throws Problem where there is none
    Form form(String id) {
        return forms.form(id)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "There is no such form",
                                "No form of this knowledge is called “" + id + "”.",
                                "The catalogue of forms lists all."));
    }

    /// Keeps what came of a form, whole or not at all.
    ///
    /// @param remedy what to do where somebody else was quicker
    /// @throws Problem where somebody else was quicker
    void keep(String chart, FormOutcome.Saved saved, Deed deed, String remedy) {
        writing.keepOrTell(
                Action.ANSWER,
                chart,
                new Attribution(
                        deed.author(), deed.at().toInstant(), saved.action(), saved.reason()),
                saved.writes(),
                "The chart was changed at the same moment. Nothing of yours was kept.",
                remedy);
        if (chart.equals(SiteRegister.CHART)) {
            endTasks(deed);
        }
    }

    /// How somebody filled in a form the last time they signed one.
    Optional<LastTime> lastTime(Form form, Who who) {
        String id = lastTimeOf(form, who);
        return form.hasAlike() && who.isNamed()
                ? store.kept(AS_LAST_TIME).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .map(one -> LastTime.read(form, one.json()))
                : Optional.empty();
    }

    /// Keeps how they filled it in for the next time.
    void remember(Form form, Who who, FormAnswers answers, LocalDate day) {
        if (form.hasAlike() && who.isNamed()) {
            store.keep(
                    AS_LAST_TIME,
                    new KeptNote(lastTimeOf(form, who), LastTime.of(form, answers, day).json()));
        }
    }

    private static String lastTimeOf(Form form, Who who) {
        return UUID.nameUUIDFromBytes(
                        (form.id() + "\n" + who.name()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// Writes down which tasks of the site the facts have ended; where somebody else is quicker,
    /// they do.
    private void endTasks(Deed deed) {
        List<Write> ended =
                EndedTasks.of(charts.chart(SiteRegister.CHART), List.of(), work.tasks(), deed);
        if (!ended.isEmpty()) {
            var _ =
                    writing.keep(
                            Action.REGISTER,
                            SiteRegister.CHART,
                            new Attribution(deed.author(), deed.at().toInstant(), "task-end"),
                            ended);
        }
    }
}
