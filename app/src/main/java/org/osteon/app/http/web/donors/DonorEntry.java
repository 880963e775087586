package org.osteon.app.http.web.donors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osteon.hla.search.RankingProfile;
import org.osteon.search.KeptSearches;
import org.osteon.search.SearchRequest;
import org.osteon.search.SearchWords;
import org.osteon.search.ServedDonors;
import org.osteon.search.TypingCheck;
import org.osteon.workflow.desk.PatientBanner;

/// Where a donor search begins.
///
/// @param patient whom it is for, where it began at a chart
/// @param ordered what that patient's plan asks donors to be ranked by
/// @param donors how many can be searched, in words; empty where there are none
/// @param frequencies what probabilities come from, in words
/// @param release of the nomenclature
/// @param kept searches that can be run again
record DonorEntry(
        DonorAddress address,
        TypingCheck check,
        SearchRequest settings,
        Optional<PatientBanner> patient,
        Optional<RankingProfile> ordered,
        String donors,
        String frequencies,
        String release,
        List<KeptSearches.Title> kept) {

    /// A setting with its choices.
    record Choice(String value, String label, boolean chosen) {}

    static DonorEntry of(
            DonorAddress address,
            ServedDonors.Ready ready,
            TypingCheck check,
            SearchRequest settings,
            Optional<PatientBanner> patient,
            Optional<RankingProfile> ordered,
            List<KeptSearches.Title> kept) {
        return new DonorEntry(
                address,
                check,
                settings,
                patient,
                ordered,
                ready.registry()
                        .map(registry ->
                                String.format(
                                        Locale.ROOT,
                                        "%,d %sdonors",
                                        registry.version().donorCount(),
                                        ready.madeUp() ? "made-up " : ""))
                        .orElse(""),
                ready.frequencies()
                        .map(set ->
                                String.format(
                                        Locale.ROOT,
                                        "%s, %,d haplotypes",
                                        set.name(),
                                        set.haplotypeCount()))
                        .orElse(""),
                ready.reader().release().version(),
                kept.stream()
                        .filter(one ->
                                patient.isEmpty()
                                        || ("&" + one.query() + "&")
                                                .contains("&patient=" + patient.get().id() + "&"))
                        .toList());
    }

    /// How many mismatches may be allowed.
    List<Choice> mismatchChoices() {
        List<Choice> choices = new ArrayList<>();
        String chosen = address.value("mismatches").isEmpty() ? "1" : address.value("mismatches");
        for (int i = 0; i <= 4; i++) {
            String value = String.valueOf(i);
            choices.add(new Choice(value, i == 0 ? "none" : "up to " + i, value.equals(chosen)));
        }
        return choices;
    }

    /// Which loci may be counted.
    List<Choice> levelChoices() {
        String chosen = address.value("level").isEmpty() ? "10" : address.value("level");
        return SearchRequest.LEVELS.entrySet().stream()
                .map(level ->
                        new Choice(
                                level.getKey(),
                                level.getKey()
                                        + " positions: "
                                        + String.join(
                                                ", ",
                                                level.getValue().stream()
                                                        .map(SearchWords::of)
                                                        .toList()),
                                level.getKey().equals(chosen)))
                .toList();
    }

    /// What may rank.
    List<Choice> profileChoices() {
        return RankingProfile.all().stream()
                .map(profile ->
                        new Choice(
                                profile.id(),
                                profile.title(),
                                settings.search().profile().id().equals(profile.id())))
                .toList();
    }

    /// The choices of a field that may stay open.
    List<Choice> choices(String field, String... valuesAndLabels) {
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < valuesAndLabels.length; i += 2) {
            choices.add(
                    new Choice(
                            valuesAndLabels[i],
                            valuesAndLabels[i + 1],
                            address.value(field).equals(valuesAndLabels[i])));
        }
        return choices;
    }

    /// Whether any setting beyond the first three is given.
    boolean hasFurtherSettings() {
        return List.of(
                        "perLocus",
                        "direction",
                        "only",
                        "type",
                        "youngest",
                        "oldest",
                        "sex",
                        "cmv",
                        "abo",
                        "from",
                        "all",
                        "preferSex",
                        "preferCmv",
                        "preferAbo",
                        "off",
                        "antibodies",
                        "mfi",
                        "size")
                .stream()
                .anyMatch(field -> !address.value(field).isEmpty());
    }

    /// A typing to try, for who has none at hand.
    static final String EXAMPLE =
            "/donors?A_1=01%3A01&A_2=02%3A01&B_1=08%3A01&B_2=44%3A02&C_1=07%3A01&C_2=05%3A01"
                    + "&DRB1_1=03%3A01&DRB1_2=04%3A01&DQB1_1=02%3A01&DQB1_2=03%3A02"
                    + "&DPB1_1=04%3A01&DPB1_2=02%3A01";
}
