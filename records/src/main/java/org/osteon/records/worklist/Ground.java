package org.osteon.records.worklist;

import java.util.List;
import java.util.Map;
import org.osteon.chart.Sha256;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.registry.RegistryForms;
import org.osteon.workflow.safety.Regions;
import org.osteon.workflow.tasks.Task;

/// What lines rest on beside the chart and the day.
///
/// @param rules the hashes of the pathways
/// @param reporting what the site typed of reports to others, as a hash; empty where it typed none
record Ground(String rules, String reporting) {
    static Ground of(String rules, FormLibrary forms) {
        Map<String, String> regions = forms.typed(Regions.FOLDER);
        Map<String, String> registries = forms.typed(RegistryForms.FOLDER);
        return new Ground(
                rules,
                regions.isEmpty() && registries.isEmpty()
                        ? ""
                        : Sha256.hex(regions + "\n" + registries));
    }

    /// As lines bear it. A row that counsel confirmed changes the clock of a report: who has none
    /// to make is not looked at again.
    String of(List<WorklistEntry> entries) {
        return reporting.isEmpty() || entries.stream().noneMatch(Ground::speaksOfAReport)
                ? rules
                : rules + " " + reporting;
    }

    private static boolean speaksOfAReport(WorklistEntry entry) {
        return entry.tasks().stream().anyMatch(task -> task.kind() == Task.Kind.REPORT);
    }
}
