package org.osteon.app.http.web.desk;

import java.util.List;
import org.osteon.pathway.Course;

/// All values of a measurement, the latest first, a page of them.
///
/// @param patient the patient's page on the day that is looked at
/// @param page from 1
record ValuesPage(PatientPage patient, Course.Trend trend, int page) {
    private static final int ROWS = 500;

    static ValuesPage of(PatientPage patient, Course.Trend trend, int wanted) {
        int last = Math.max(1, (trend.points().size() + ROWS - 1) / ROWS);
        return new ValuesPage(patient, trend, Math.clamp(wanted, 1, last));
    }

    /// Those of this page.
    List<Course.Point> values() {
        return trend.points().reversed().stream().skip((page - 1L) * ROWS).limit(ROWS).toList();
    }

    boolean hasNext() {
        return (long) page * ROWS < trend.points().size();
    }

    String link(int to) {
        return patient.valuesLink(trend.id()) + "&page=" + to;
    }

    /// `1 to 500 of 10917`
    String span() {
        int first = (page - 1) * ROWS + 1;
        return first + " to " + (first + values().size() - 1) + " of " + trend.points().size();
    }
}
