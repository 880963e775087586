package org.osteon.app.http.web.donors;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.search.RankedDonor;
import org.osteon.hla.search.RankingProfile;
import org.osteon.hla.search.SearchResult;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.Typing;
import org.osteon.search.SearchRequest;
import org.osteon.search.SearchWords;
import org.osteon.search.ServedDonors;
import org.osteon.search.TypingCheck;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.Wording;

/// The table of a search.
///
/// @param address what was asked; the links of the page carry it along
/// @param patient the patient's typing, in its canonical form
/// @param loci the columns
/// @param found how many donors, and of how many, in words
/// @param milliseconds how long the search took
/// @param settings what limits the search, in words
/// @param profile the order of the keys that ranked
/// @param source release, frequencies and state of the registry, in words
/// @param notes what a reader should know
/// @param span which of the donors found are on the page
record DonorResults(
        DonorAddress address,
        Typing patient,
        List<Locus> loci,
        String found,
        String milliseconds,
        List<String> settings,
        RankingProfile profile,
        Source source,
        List<String> notes,
        List<Row> rows,
        String span,
        int page,
        boolean hasNext) {

    /// The same, saying so where the patient's plan asks for another order than this one.
    ///
    /// @param ordered the order that the plan asks for
    DonorResults besides(Optional<RankingProfile> ordered) {
        List<String> all = new ArrayList<>(notes);
        ordered.filter(other -> !other.id().equals(profile.id()))
                .ifPresent(other ->
                        all.addFirst(
                                "ranked for "
                                        + profile.title()
                                        + ", while the patient's plan orders "
                                        + other.title()));
        return new DonorResults(
                address,
                patient,
                loci,
                found,
                milliseconds,
                settings,
                profile,
                source,
                all,
                rows,
                span,
                page,
                hasNext);
    }

    /// What an answer rests on.
    ///
    /// @param frequencies empty where there are none
    /// @param dataVersion counts the changes of the registry
    record Source(
            String release,
            String frequencies,
            long dataVersion,
            int donors,
            String registry,
            boolean madeUp) {
        static Source of(ServedDonors.Ready ready, SearchResult result) {
            return new Source(
                    result.release(),
                    result.frequencySet().orElse(""),
                    result.dataVersion(),
                    result.searched(),
                    ready.registry()
                            .map(registry -> String.valueOf(registry.folder().getFileName()))
                            .orElse(""),
                    ready.madeUp());
        }
    }

    /// A donor.
    ///
    /// @param level what is possible, and what is certain
    /// @param zero chance of no mismatch, empty where it is not known
    /// @param one chance of one mismatch
    /// @param facts about the donor
    /// @param marks findings that need a word and a colour
    /// @param why what ranks it below the donor above
    /// @param elsewhere its places by other profiles, in words
    record Row(
            int rank,
            String id,
            String level,
            String certain,
            List<DonorCell> cells,
            String zero,
            String one,
            List<String> facts,
            List<Mark> marks,
            String why,
            String elsewhere) {}

    /// A finding beside a donor.
    record Mark(Tone tone, String text) {}

    static DonorResults of(
            DonorAddress address,
            ServedDonors.Ready ready,
            TypingCheck check,
            SearchRequest settings,
            SearchResult result,
            double milliseconds) {
        Typing patient = check.typing();
        SearchSettings asked = settings.search();
        List<Row> rows = new ArrayList<>();
        RankedDonor above = null;
        for (RankedDonor donor : result.donors()) {
            rows.add(row(ready, patient, donor, above, asked.today()));
            above = donor;
        }
        int first = result.donors().isEmpty() ? 0 : asked.offset() + 1;
        int last = asked.offset() + result.donors().size();
        return new DonorResults(
                address,
                patient,
                asked.loci(),
                String.format(Locale.ROOT, "%,d of %,d donors", result.found(), result.searched()),
                String.format(Locale.ROOT, "%.0f ms", Math.max(1, milliseconds)),
                settings.summary(),
                asked.profile(),
                Source.of(ready, result),
                Stream.concat(check.chartNotes().stream(), result.notes().stream()).toList(),
                rows,
                String.format(Locale.ROOT, "%,d to %,d of %,d", first, last, result.found()),
                asked.offset() / asked.limit() + 1,
                last < result.found());
    }

    private static Row row(
            ServedDonors.Ready ready,
            Typing patient,
            RankedDonor ranked,
            @Nullable RankedDonor above,
            LocalDate today) {
        Comparison comparison = ranked.comparison();
        Optional<MatchProbability> probability = ranked.probability();
        return new Row(
                ranked.rank(),
                ranked.donor().id(),
                comparison.best(),
                comparison.best().equals(comparison.worst()) ? "" : comparison.worst(),
                DonorCell.row(
                        ready.reader().release(),
                        patient,
                        ranked.typing(),
                        comparison,
                        probability),
                probability.map(p -> SearchWords.percent(p.total().zero())).orElse(""),
                probability.map(p -> SearchWords.percent(p.total().one())).orElse(""),
                facts(ranked.donor(), today),
                marks(ranked),
                above == null ? "" : below(above, ranked),
                SearchWords.elsewhere(ranked));
    }

    static List<String> facts(Donor donor, LocalDate today) {
        List<String> facts = new ArrayList<>();
        if (donor.kind() == Donor.Kind.CORD) {
            facts.add("cord unit");
            facts.add("TNC " + DonorWords.cells(donor.tnc()));
            facts.add("CD34 " + DonorWords.cells(donor.cd34()));
        } else {
            facts.add(DonorWords.age(donor, today));
            if (donor.relation() != Donor.Relation.NONE) {
                facts.add(
                        donor.relation() == Donor.Relation.OTHER
                                ? "relative"
                                : SearchWords.of(donor.relation()));
            }
        }
        facts.add(donor.sex() == Donor.Sex.UNKNOWN ? "sex unknown" : DonorWords.of(donor.sex()));
        facts.add(
                donor.bloodGroup() == Donor.BloodGroup.UNKNOWN
                        ? "ABO unknown"
                        : donor.bloodGroup().text());
        facts.add(
                donor.cmv() == Donor.Cmv.UNKNOWN
                        ? "CMV unknown"
                        : "CMV " + DonorWords.of(donor.cmv()));
        if (!donor.registry().isEmpty()) {
            facts.add(donor.registry());
        }
        return facts;
    }

    static List<Mark> marks(RankedDonor ranked) {
        List<Mark> marks = new ArrayList<>();
        ranked.antibodies()
                .ifPresent(found -> {
                    if (!found.certain().isEmpty()) {
                        marks.add(new Mark(Tone.STOP, "DSA " + String.join(", ", found.certain())));
                    }
                    if (!found.possible().isEmpty()) {
                        marks.add(
                                new Mark(
                                        Tone.UNKNOWN,
                                        "DSA possible " + String.join(", ", found.possible())));
                    }
                    if (!found.belowThreshold().isEmpty()) {
                        marks.add(
                                new Mark(
                                        Tone.ADVICE,
                                        "weak antibody "
                                                + String.join(", ", found.belowThreshold())));
                    }
                });
        ranked.permissiveness()
                .ifPresent(tce ->
                        marks.add(
                                tce.classes().size() == 1
                                        ? new Mark(
                                                DonorWords.tone(tce.classes().iterator().next()),
                                                "DPB1 "
                                                        + DonorWords.of(
                                                                tce.classes().iterator().next()))
                                        : new Mark(Tone.UNKNOWN, "DPB1 open")));
        ranked.dose()
                .ifPresent(dose ->
                        marks.add(
                                new Mark(
                                        DonorWords.tone(dose.single()),
                                        "dose " + DonorWords.of(dose.single()))));
        if (ranked.donor().availability() != Donor.Availability.AVAILABLE) {
            marks.add(new Mark(Tone.HOLD, DonorWords.of(ranked.donor().availability())));
        }
        return marks;
    }

    /// Why a donor stands where it stands.
    private static String below(RankedDonor above, RankedDonor here) {
        String why = SearchWords.below(above, here);
        return why.isEmpty() ? "As the one above" : Wording.sentence(why);
    }

    /// The same search without a key of the rank.
    String without(RankingProfile.KeyKind key) {
        String off = address.value("off");
        return address.without("page")
                .with("off", (off.isEmpty() ? "" : off + ",") + SearchWords.of(key))
                .to("/donors/results");
    }

    String page(int number) {
        return address.with("page", String.valueOf(number)).to("/donors/results");
    }

    String pair(Row row, String anchor) {
        return address.without("page").with("donor", row.id()).to("/donors/pair") + anchor;
    }
}
