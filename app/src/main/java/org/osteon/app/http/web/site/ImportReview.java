package org.osteon.app.http.web.site;

import java.util.List;
import java.util.Map;
import org.osteon.workflow.desk.Tone;

/// What an uploaded file would do to the store, as far as it was understood. Nothing has been kept.
///
/// @param ticket names the waiting upload
/// @param file the name of the file
/// @param charts what would be in each chart
/// @param rejected resources that would not be kept, each with where and why
/// @param moreRejected how many more there are
/// @param unreferenced resources that belong to no patient, by type
record ImportReview(
        String ticket,
        String file,
        List<Incoming> charts,
        List<String> rejected,
        int moreRejected,
        Map<String, Integer> unreferenced) {

    /// A chart as it came in.
    ///
    /// @param types how many resources of each type, and how many of them rules read
    /// @param remarks elements that could not be read, left out of what is evaluated
    /// @param known whether the store has the chart already
    record Incoming(
            String id,
            String name,
            String details,
            boolean known,
            List<TypeCount> types,
            List<String> remarks,
            List<Judged> judged) {

        int resources() {
            return types.stream().mapToInt(TypeCount::number).sum();
        }
    }

    /// Resources of one type.
    ///
    /// @param read how many of them the rules of a pathway have read
    /// @param examples what some of them say
    record TypeCount(String type, int number, int read, List<String> examples) {}

    /// What a pathway would say.
    record Judged(
            String pathway, boolean applies, Tone tone, String decision, List<String> missing) {}

    boolean hasCharts() {
        return !charts.isEmpty();
    }
}
