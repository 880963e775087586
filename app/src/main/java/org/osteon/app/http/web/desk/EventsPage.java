package org.osteon.app.http.web.desk;

import java.util.List;

/// All events of a course, the latest first, a page of them. The patient's page lists the first
/// page's, and draws the others.
///
/// @param patient the patient's page on the day that is looked at
/// @param page from 1
record EventsPage(PatientPage patient, int page) {
    private static final int ROWS = 200;

    static EventsPage of(PatientPage patient, int wanted) {
        int last = Math.max(1, (patient.history().size() + ROWS - 1) / ROWS);
        return new EventsPage(patient, Math.clamp(wanted, 1, last));
    }

    /// Those of this page.
    List<PatientPage.Happening> events() {
        return patient.history().stream().skip((page - 1L) * ROWS).limit(ROWS).toList();
    }

    /// Whether there are more than on a page.
    boolean isCut() {
        return patient.history().size() > ROWS;
    }

    boolean hasNext() {
        return (long) page * ROWS < patient.history().size();
    }

    String link(int to) {
        return patient.path() + "/events?" + patient.query() + "&page=" + to;
    }

    /// `1 to 200 of 10917`
    String span() {
        int first = (page - 1) * ROWS + 1;
        return first + " to " + (first + events().size() - 1) + " of " + patient.history().size();
    }
}
