package org.osteon.app.http.web.donors;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.RepeatSearch;
import org.osteon.hla.search.SearchResult;
import org.osteon.search.KeptSearches;
import org.osteon.search.SearchWords;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.Wording;

/// A kept search beside what it finds now.
///
/// @param kept when it was kept and by whom, in words
/// @param sources release, frequencies and state of the registry, then and now
/// @param unchanged how many donors are as they were
record SearchDifferences(
        String id,
        String title,
        String kept,
        DonorAddress address,
        String patientTyping,
        List<Source> sources,
        List<Row> rows,
        int before,
        int now,
        int unchanged) {

    /// What the runs rest on.
    record Source(String title, String then, String now) {}

    /// A donor that is not as before.
    ///
    /// @param link to the explanation, empty where the donor is gone
    record Row(
            Tone tone,
            String kind,
            String donor,
            String cause,
            String then,
            String now,
            String link) {}

    static SearchDifferences of(
            KeptSearches.Kept kept,
            DonorAddress address,
            SearchResult result,
            RegistryVersion version,
            ZoneId zone) {
        RepeatSearch.Run now = KeptSearches.run(result);
        List<Row> rows = new ArrayList<>();
        for (RepeatSearch.Change change :
                RepeatSearch.differences(kept.run(), now, id -> version.find(id).isPresent())) {
            rows.add(row(change, kept.run(), now, address));
        }
        long gone = rows.stream().filter(row -> row.now().equals("not found")).count();
        long changed =
                rows.stream()
                        .filter(row ->
                                !row.now().equals("not found") && !row.then().equals("not found"))
                        .count();
        var at = kept.at().atZone(zone);
        return new SearchDifferences(
                kept.id(),
                kept.title(),
                Wording.day(at.toLocalDate())
                        + ", "
                        + at.toLocalTime().withSecond(0).withNano(0)
                        + ", by "
                        + kept.author(),
                address,
                kept.patient(),
                List.of(
                        new Source("IPD-IMGT/HLA", kept.run().release(), now.release()),
                        new Source(
                                "Frequencies",
                                orNone(kept.run().frequencySet()),
                                orNone(now.frequencySet())),
                        new Source(
                                "Donors found",
                                String.valueOf(kept.run().donors().size()),
                                String.valueOf(now.donors().size()))),
                rows,
                kept.run().donors().size(),
                now.donors().size(),
                (int) (kept.run().donors().size() - gone - changed));
    }

    private static String orNone(String name) {
        return name.isEmpty() ? "none" : name;
    }

    private static Row row(
            RepeatSearch.Change change,
            RepeatSearch.Run before,
            RepeatSearch.Run now,
            DonorAddress address) {
        String link = address.with("donor", change.id()).to("/donors/pair");
        return new Row(
                switch (change.kind()) {
                    case NEW -> Tone.CLEAR;
                    case CHANGED -> Tone.ADVICE;
                    case NO_LONGER_MATCHING -> Tone.HOLD;
                    case REMOVED -> Tone.STOP;
                },
                switch (change.kind()) {
                    case NEW -> "New";
                    case CHANGED -> "Changed";
                    case NO_LONGER_MATCHING -> "No longer matching";
                    case REMOVED -> "Removed";
                },
                change.id(),
                Wording.sentence(change.cause()),
                words(Optional.ofNullable(before.donors().get(change.id()))),
                words(Optional.ofNullable(now.donors().get(change.id()))),
                change.kind() == RepeatSearch.Kind.REMOVED ? "" : link);
    }

    private static String words(Optional<RepeatSearch.Found> found) {
        return found.map(one ->
                        "mismatches "
                                + one.mismatches()
                                + (one.probability().isEmpty()
                                        ? ""
                                        : ", no mismatch "
                                                + SearchWords.percent(
                                                        Double.parseDouble(one.probability())))
                                + ", "
                                + one.status())
                .orElse("not found");
    }
}
