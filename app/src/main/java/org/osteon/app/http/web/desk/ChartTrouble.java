package org.osteon.app.http.web.desk;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;
import org.osteon.workflow.desk.Wording;

/// What is wrong with a chart, for those who sent it: which chart, what, where. Nothing that it
/// says of the patient.
///
/// @param reason what is wrong; empty where the chart can be read
/// @param places the resources that are named in it, with their version and when they came
/// @param resources how many the chart has
/// @param store where it is kept
/// @param knowledge the rules that it was read by
record ChartTrouble(
        String chart,
        String reason,
        List<Place> places,
        int resources,
        long revision,
        String store,
        List<String> knowledge,
        String at) {
    private static final Pattern REFERENCE = Pattern.compile("[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}");

    /// A resource that is named in what is wrong.
    ///
    /// @param recorded when this version came; empty where the chart does not have it
    record Place(String reference, String version, String recorded) {}

    static ChartTrouble of(
            StoredChart chart,
            String reason,
            String store,
            List<String> knowledge,
            ZonedDateTime at) {
        return new ChartTrouble(
                chart.id(),
                Wording.sentence(reason),
                named(reason).distinct().map(one -> place(chart, one, at)).toList(),
                chart.resources().size(),
                chart.revision(),
                store,
                knowledge,
                at.truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime().toString());
    }

    private static Stream<String> named(String reason) {
        return REFERENCE.matcher(reason).results().map(MatchResult::group);
    }

    private static Place place(StoredChart chart, String reference, ZonedDateTime at) {
        return chart.resources().stream()
                .filter(one -> one.resource().toString().equals(reference))
                .findFirst()
                .map(one -> new Place(reference, String.valueOf(one.version()), day(one, at)))
                .orElse(new Place(reference, "", ""));
    }

    private static String day(StoredResource one, ZonedDateTime at) {
        return one.recorded()
                .atZone(at.getZone())
                .truncatedTo(ChronoUnit.SECONDS)
                .toOffsetDateTime()
                .toString();
    }
}
