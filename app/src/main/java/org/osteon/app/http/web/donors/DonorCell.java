package org.osteon.app.http.web.donors;

import java.util.List;
import java.util.Optional;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.PositionPair;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.typing.Typing;
import org.osteon.search.SearchWords;

/// One locus of one donor in a table: a letter for each position, and the chance of a match.
///
/// @param percent the chance that both positions match, empty where it is not known
/// @param typing the donor's typing as reported, short enough for a table
/// @param spoken all of it in words, for who hears the page
record DonorCell(
        Locus locus, List<PositionLetter> letters, String percent, String typing, String spoken) {
    private static final int SHORT = 14;

    static DonorCell of(
            Release release,
            Locus locus,
            Typing patient,
            Typing donor,
            Optional<MatchProbability> probability) {
        List<PositionLetter> letters =
                PositionLetter.of(PositionPair.of(release, patient.at(locus), donor.at(locus)));
        String percent =
                probability
                        .map(p -> p.byLocus().get(locus))
                        .map(chances -> SearchWords.percent(chances.zero()))
                        .orElse("");
        String words =
                letters.getFirst() == letters.getLast()
                        ? letters.getFirst().words()
                        : letters.getFirst().words() + " and " + letters.getLast().words();
        return new DonorCell(
                locus,
                letters,
                percent,
                donor.at(locus).isTyped() ? shortened(donor.at(locus).text(), locus) : "not typed",
                SearchWords.of(locus)
                        + ": "
                        + words
                        + (percent.isEmpty() ? "" : ", chance of a match " + percent));
    }

    static List<DonorCell> row(
            Release release,
            Typing patient,
            Typing donor,
            Comparison comparison,
            Optional<MatchProbability> probability) {
        return comparison.counted().stream()
                .map(locus -> of(release, locus, patient, donor, probability))
                .toList();
    }

    /// The two tokens without their gene, long lists cut.
    private static String shortened(String text, Locus locus) {
        StringBuilder tokens = new StringBuilder();
        for (String token : text.split("\\+", -1)) {
            String bare = token.replace(locus.name() + "*", "");
            tokens.append(tokens.isEmpty() ? "" : " ")
                    .append(bare.length() > SHORT ? bare.substring(0, SHORT - 1) + "…" : bare);
        }
        return tokens.toString();
    }
}
