package org.osteon.app.http.web.donors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osteon.hla.frequency.Imputation;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.LocusMatch;
import org.osteon.hla.match.PositionPair;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.RankedDonor;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Typing;
import org.osteon.search.SearchWords;
import org.osteon.search.ServedDonors;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.Wording;

/// Patient beside one donor: every number of the result table, explained.
///
/// @param level what is possible; `certain` what is certain
/// @param totals mismatches and their directions, in words
/// @param chances of 0, 1, 2 and more mismatches, empty where there are none
/// @param explained how the typings were explained by the frequencies, in words
/// @param findings what goes beyond the counts
/// @param reasons the keys of the ranking with this donor's values, empty where it was not ranked
/// @param further what the registry says beside, by name
record DonorPair(
        DonorAddress address,
        String id,
        List<String> facts,
        String level,
        String certain,
        List<Line> totals,
        List<Line> chances,
        List<String> explained,
        List<Section> sections,
        List<PairFindings.Finding> findings,
        List<RankedDonor.Reason> reasons,
        int rank,
        Map<String, String> further,
        String patientTyping,
        String donorTyping,
        String release) {

    /// A number and what it is.
    record Line(String title, String value) {}

    /// A locus.
    ///
    /// @param anchor where a cell of the table leads
    /// @param sentences what the numbers say
    record Section(
            String anchor,
            String title,
            Tone tone,
            String status,
            List<Pair> pairs,
            List<String> sentences) {}

    /// Two positions in the alignment that fits best.
    record Pair(
            PositionLetter letter, String patient, String donor, String grade, String openness) {}

    static DonorPair of(
            DonorAddress address,
            ServedDonors.Ready ready,
            RegistryVersion version,
            int donorNumber,
            Typing patient,
            SearchSettings settings) {
        Release release = ready.reader().release();
        Donor donor = version.donor(donorNumber);
        Typing typing = version.typing(version.rowOf(donorNumber));
        Comparison comparison = Comparison.of(patient, typing, settings.loci());
        Chances chances = Chances.of(ready, patient, typing, settings.loci());
        Optional<RankedDonor> ranked = ranked(address, ready, version, patient, settings, donor);
        List<Section> sections = new ArrayList<>();
        for (Locus locus : Locus.values()) {
            boolean counted = settings.loci().contains(locus);
            if (counted || (patient.at(locus).isTyped() && typing.at(locus).isTyped())) {
                sections.add(section(release, locus, counted, patient, typing, chances));
            }
        }
        return new DonorPair(
                address,
                donor.id(),
                DonorResults.facts(donor, settings.today()),
                comparison.best(),
                comparison.worst(),
                totals(comparison),
                chances.lines(),
                chances.explained(),
                sections,
                PairFindings.of(ready, patient, typing, donor, settings),
                ranked.map(RankedDonor::reasons).orElse(List.of()),
                ranked.map(RankedDonor::rank).orElse(0),
                new TreeMap<>(donor.attributes()),
                patient.glString(),
                typing.glString(),
                release.version());
    }

    /// The donor as the search placed it, where the address says at which rank.
    private static Optional<RankedDonor> ranked(
            DonorAddress address,
            ServedDonors.Ready ready,
            RegistryVersion version,
            Typing patient,
            SearchSettings settings,
            Donor donor) {
        String rank = address.value("rank");
        if (!rank.matches("\\d{1,8}") || Integer.parseInt(rank) < 1) {
            return Optional.empty();
        }
        return ready
                .search()
                .search(version, patient, settings.withPage(Integer.parseInt(rank) - 1, 1))
                .donors()
                .stream()
                .filter(found -> found.donor().id().equals(donor.id()))
                .findFirst();
    }

    private static List<Line> totals(Comparison comparison) {
        return List.of(
                new Line("Mismatches", SearchWords.range(comparison.mismatches())),
                new Line("Graft-versus-host", SearchWords.range(comparison.graftVersusHost())),
                new Line("Rejection", SearchWords.range(comparison.hostVersusGraft())),
                new Line(
                        "Certain loci",
                        comparison.certainMatches() + " of " + comparison.counted().size()),
                new Line("Typed on both sides", comparison.typedOnBothSides() + " loci"));
    }

    private static Section section(
            Release release,
            Locus locus,
            boolean counted,
            Typing patient,
            Typing donor,
            Chances chances) {
        LocusMatch match = Comparison.of(patient, donor, List.of(locus)).at(locus);
        List<Pair> pairs =
                PositionPair.of(release, patient.at(locus), donor.at(locus)).stream()
                        .map(pair ->
                                new Pair(
                                        PositionLetter.of(pair),
                                        pair.patient().text(),
                                        pair.donor().text(),
                                        grade(pair),
                                        openness(release, locus, pair)))
                        .toList();
        List<String> sentences = new ArrayList<>();
        if (!counted) {
            sentences.add("Shown, not counted in this search.");
        }
        if (!patient.at(locus).isTyped() || !donor.at(locus).isTyped()) {
            sentences.add(
                    (patient.at(locus).isTyped() ? "The donor is" : "The patient is")
                            + " not typed here, so 0 to 2 mismatches are possible.");
        } else {
            sentences.add(counts(match));
        }
        alternatives("patient", patient.at(locus)).ifPresent(sentences::add);
        alternatives("donor", donor.at(locus)).ifPresent(sentences::add);
        chances.at(locus).ifPresent(sentences::add);
        return new Section(
                anchor(locus),
                SearchWords.of(locus),
                switch (match.status()) {
                    case MATCH -> Tone.CLEAR;
                    case POTENTIAL -> Tone.UNKNOWN;
                    case MISMATCH -> Tone.STOP;
                    case UNTYPED -> Tone.NONE;
                },
                switch (match.status()) {
                    case MATCH -> "match";
                    case POTENTIAL -> "can match";
                    case MISMATCH -> "mismatch";
                    case UNTYPED -> "not typed";
                },
                pairs,
                sentences);
    }

    static String anchor(Locus locus) {
        return "locus-" + locus;
    }

    private static Optional<String> alternatives(String who, LocusTyping typing) {
        return typing.genotypes().size() > 1
                ? Optional.of(
                        "The "
                                + who
                                + "'s report leaves "
                                + typing.genotypes().size()
                                + " genotypes open; the best fitting is shown, all are counted.")
                : Optional.empty();
    }

    private static String counts(LocusMatch match) {
        if (match.mismatches().max() == 0) {
            return "No mismatch in either direction, whatever the typings leave open.";
        }
        return "Mismatches "
                + SearchWords.range(match.mismatches())
                + ". The patient has "
                + SearchWords.range(match.graftVersusHost())
                + " that the donor lacks (graft-versus-host); the donor has "
                + SearchWords.range(match.hostVersusGraft())
                + " that the patient lacks (rejection).";
    }

    private static String grade(PositionPair pair) {
        return DonorWords.of(pair.grade())
                + pair.antigen()
                        .map(antigen ->
                                switch (antigen) {
                                    case ANTIGEN_MATCH -> ", the same antigen";
                                    case ANTIGEN_MISMATCH -> ", another antigen";
                                    case UNKNOWN -> ", antigens not known";
                                })
                        .orElse("");
    }

    /// How far each side is open, where it is.
    private static String openness(Release release, Locus locus, PositionPair pair) {
        List<String> open = new ArrayList<>();
        open(release, locus, "the patient", pair.patient()).ifPresent(open::add);
        open(release, locus, "the donor", pair.donor()).ifPresent(open::add);
        if (open.isEmpty()) {
            return "";
        }
        int shared = pair.patient().units().and(pair.donor().units()).size();
        if (pair.confidence() == PositionPair.Confidence.POTENTIAL) {
            open.add(String.format(Locale.ROOT, "%,d of them on both sides", shared));
        }
        return Wording.sentence(String.join("; ", open)) + ".";
    }

    private static Optional<String> open(
            Release release, Locus locus, String who, Position position) {
        int units = position.units().size();
        if (units < 2) {
            int unit = units == 1 ? position.units().first() : -1;
            boolean otherName = unit >= 0 && !position.text().equals(release.text(locus, unit));
            return otherName && position.alleles().size() > 0
                    ? Optional.of(who + " counts as " + release.text(locus, unit))
                    : Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%s can have %,d alleles of %,d proteins",
                        who,
                        position.alleles().size(),
                        units));
    }

    /// Probabilities of a pair, or why there are none.
    private record Chances(Optional<MatchProbability> probability, List<String> explained) {
        static Chances of(
                ServedDonors.Ready ready, Typing patient, Typing donor, List<Locus> loci) {
            if (ready.frequencies().isEmpty()) {
                return new Chances(
                        Optional.empty(),
                        List.of(
                                "No haplotype frequencies are given to this server, so there are no"
                                        + " probabilities; the counts stand without them."));
            }
            Imputer imputer = new Imputer(ready.frequencies().get(), loci, true);
            Imputation ofPatient = imputer.impute(patient);
            Imputation ofDonor = imputer.impute(donor);
            List<String> explained = new ArrayList<>();
            explained.add("Frequencies: " + ready.frequencies().get().name() + ".");
            if (!imputer.counted().containsAll(loci)) {
                explained.add(
                        "They cover "
                                + String.join(
                                        ", ",
                                        imputer.counted().stream().map(SearchWords::of).toList())
                                + " only.");
            }
            explained.add("The patient's typing is explained " + plan(ofPatient));
            explained.add("The donor's typing is explained " + plan(ofDonor));
            return new Chances(
                    ofPatient.isRepresented() && ofDonor.isRepresented()
                            ? Optional.of(MatchProbability.of(ofPatient, ofDonor))
                            : Optional.empty(),
                    explained);
        }

        private static String plan(Imputation imputation) {
            return DonorWords.of(imputation.plan())
                    + (imputation.isRepresented()
                            ? String.format(
                                    Locale.ROOT,
                                    "; one person in %,.0f has it.",
                                    Math.max(1, 1 / imputation.probability()))
                            : ".");
        }

        List<Line> lines() {
            return probability
                    .map(MatchProbability::total)
                    .map(total ->
                            List.of(
                                    new Line("No mismatch", SearchWords.percent(total.zero())),
                                    new Line("One", SearchWords.percent(total.one())),
                                    new Line("Two", SearchWords.percent(total.two())),
                                    new Line("More", SearchWords.percent(total.more()))))
                    .orElse(List.of());
        }

        Optional<String> at(Locus locus) {
            return probability
                    .map(p -> p.byLocus().get(locus))
                    .filter(here -> here.zero() < 1)
                    .map(here ->
                            "Chance of no mismatch here "
                                    + SearchWords.percent(here.zero())
                                    + ", of one "
                                    + SearchWords.percent(here.one())
                                    + ", of two "
                                    + SearchWords.percent(here.two())
                                    + ".");
        }
    }
}
