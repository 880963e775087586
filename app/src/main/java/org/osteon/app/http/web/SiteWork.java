package org.osteon.app.http.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.access.Action;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.SiteRegister;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.tasks.SiteTasks;
import org.osteon.workflow.tasks.Task;
import org.springframework.stereotype.Component;

/// What is to be done about the register of the site, for those who keep it.
@Component
public final class SiteWork {
    private final Charts charts;
    private final Records records;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Clock clock;

    SiteWork(
            Charts charts,
            Records records,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock) {
        this.charts = charts;
        this.records = records;
        this.knowledge = knowledge;
        this.forms = forms;
        this.clock = clock;
    }

    /// The tasks; none for whoever does not keep the register.
    public List<Task> tasks() {
        return records.may(Action.REGISTER)
                ? SiteTasks.of(
                        knowledge, forms, charts.chart(SiteRegister.CHART), LocalDate.now(clock))
                : List.of();
    }
}
