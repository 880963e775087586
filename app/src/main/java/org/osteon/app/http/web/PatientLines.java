package org.osteon.app.http.web;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.osteon.access.Action;
import org.osteon.workflow.desk.WorklistEntry;

/// What is kept of every chart for lists: who the patient is and which rules are raised today.
/// Other pages ask it, so that none of them reads all charts.
public interface PatientLines {
    /// The lines of all charts.
    ///
    /// @param entries a line for each patient and pathway
    /// @param pending charts that are still to be assessed
    record Lines(List<WorklistEntry> entries, int pending) {}

    /// The lines of all charts that whoever asks may see, on a day.
    Lines lines(LocalDate day);

    /// Whose record has a number, among those with whom whoever asks may do something.
    WithRecord withRecord(Action action, String number);

    /// What came of looking for a number.
    ///
    /// @param charts of that number
    /// @param pending charts whose number is not known yet
    record WithRecord(List<String> charts, int pending) {}

    /// Writes down that these are shown, before they are.
    void shown(Collection<WorklistEntry> entries);
}
