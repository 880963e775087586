package org.osteon.app.http.web.outcomes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.osteon.records.cohort.Cohort;
import org.osteon.workflow.desk.Wording;

/// What stands under every figure: the data, its freeze, the knowledge, the method, the version.
///
/// @param data where the rows come from, with the day of the data freeze
/// @param knowledge the pathway with version and hash; empty for a table
/// @param freeze the day of the data freeze; empty for a table
record Provenance(String data, String knowledge, String freeze) {
    private static final int HASH = 12;

    static Provenance of(Cohort cohort) {
        return new Provenance(
                cohort.charts()
                        + " charts of this store, data freeze "
                        + Wording.day(cohort.freeze()),
                cohort.pathway().title()
                        + " "
                        + cohort.pathway().version()
                        + ", knowledge "
                        + cohort.pathway().knowledgeHash().substring(0, HASH),
                cohort.freeze().toString());
    }

    static Provenance ofTable(String name, int rows, String sha256, LocalDate read) {
        return new Provenance(
                "Table "
                        + name
                        + ", "
                        + rows
                        + " rows, SHA-256 "
                        + sha256.substring(0, HASH)
                        + ", data freeze at its upload on "
                        + Wording.day(read),
                "",
                "");
    }

    /// The lines under a figure.
    List<String> lines(String method) {
        List<String> lines = new ArrayList<>();
        lines.add("Data: " + data);
        lines.add("Method: " + method);
        lines.add("Made by " + software() + (knowledge.isEmpty() ? "" : "; " + knowledge));
        return lines;
    }

    private static String software() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return "Osteon " + (version == null ? "(unpacked)" : version);
    }
}
