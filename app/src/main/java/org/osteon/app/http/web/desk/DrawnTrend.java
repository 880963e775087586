package org.osteon.app.http.web.desk;

import java.util.List;
import org.osteon.pathway.Course;

/// A trend with its drawing and, for the table, its latest values, the latest first.
record DrawnTrend(Course.Trend trend, String svg, List<Course.Point> values) {
    /// So many values stand on the patient's page; all of them on pages of their own.
    private static final int SHOWN = 100;

    static DrawnTrend of(Course.Trend trend, String svg) {
        return new DrawnTrend(trend, svg, trend.points().reversed().stream().limit(SHOWN).toList());
    }

    /// Whether there are more values than are shown.
    boolean isCut() {
        return values.size() < trend.points().size();
    }
}
