package org.osteon.app.http.web.forms;

import java.util.List;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.SiteWork;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Write;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormOutcome;
import org.osteon.workflow.tasks.EndedTasks;
import org.springframework.stereotype.Component;

/// What the pages of forms have in common: which form is asked for, and how what came of it is
/// kept.
@Component
final class FormDesk {
    private final FormLibrary forms;
    private final Charts charts;
    private final SiteWork work;
    private final ChartWriting writing;

    FormDesk(FormLibrary forms, Charts charts, SiteWork work, Records store) {
        this.forms = forms;
        this.charts = charts;
        this.work = work;
        this.writing = new ChartWriting(store);
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
