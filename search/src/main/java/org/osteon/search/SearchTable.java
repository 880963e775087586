package org.osteon.search;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.match.Range;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.search.DonorTypeComparison;
import org.osteon.hla.search.RankedDonor;
import org.osteon.hla.search.RankingProfile;
import org.osteon.hla.search.SearchResult;
import org.osteon.hla.search.SearchSettings;

/// Results of a search as a table, for people or for spreadsheets.
public final class SearchTable {
    private static final Set<String> AGES = Set.of("age", "age band", "nucleated cells");

    private SearchTable() {}

    public static void text(
            SearchResult result, double milliseconds, SearchSettings settings, PrintWriter out) {
        List<Locus> loci = settings.loci();
        out.printf(
                Locale.ROOT,
                "%,d of %,d donors in %.0f ms, IPD-IMGT/HLA %s%s%n",
                result.found(),
                result.searched(),
                milliseconds,
                result.release(),
                result.frequencySet().map(name -> ", frequencies " + name).orElse(""));
        if (result.donors().isEmpty()) {
            out.println(
                    "No donor within the limits. Allow more mismatches with --mismatches, or count"
                            + " fewer loci with --loci.");
            return;
        }
        out.println(
                "Ranked for " + settings.profile().title() + ". " + settings.profile().dissent());
        RankedDonor above = null;
        var header = new StringBuilder("rank  donor          match        ");
        loci.forEach(locus -> header.append(String.format(Locale.ROOT, "%-5s", locus)));
        out.println(header.append("  P(0)   P(1)  age/cells sex cmv abo"));
        for (RankedDonor donor : result.donors()) {
            var line =
                    new StringBuilder(
                            String.format(
                                    Locale.ROOT,
                                    "%4d  %-14s %-12s ",
                                    donor.rank(),
                                    donor.donor().id(),
                                    SearchWords.level(donor)));
            for (Locus locus : loci) {
                line.append(
                        String.format(
                                Locale.ROOT, "%-5s", donor.comparison().at(locus).mismatches()));
            }
            line.append(
                    String.format(
                            Locale.ROOT,
                            " %5s  %5s  %9s %-3s %-3s %s",
                            percent(donor.probability().map(p -> p.total().zero())),
                            percent(donor.probability().map(p -> p.total().one())),
                            age(donor),
                            initial(donor.donor().sex()),
                            initial(donor.donor().cmv()),
                            donor.donor().bloodGroup().text()));
            out.println(line.toString().stripTrailing());
            if (above != null) {
                String why = SearchWords.below(above, donor);
                out.println("      below: " + (why.isEmpty() ? "by id alone" : why));
            }
            if (!donor.elsewhere().isEmpty()) {
                out.println("      elsewhere: " + SearchWords.elsewhere(donor));
            }
            above = donor;
        }
    }

    /// The donor's age, its band where the profile ranks by bands, or the cells of a cord unit.
    private static String age(RankedDonor donor) {
        return donor.reasons().stream()
                .filter(reason -> AGES.contains(reason.key()))
                .map(RankedDonor.Reason::value)
                .findFirst()
                .orElse("?");
    }

    private static String initial(Enum<?> value) {
        return value.name().equals("UNKNOWN") ? "?" : value.name().substring(0, 1);
    }

    private static String percent(Optional<Double> probability) {
        return probability.map(SearchWords::percent).orElse("?");
    }

    /// Types of donors side by side.
    public static void types(List<DonorTypeComparison.Row> rows, PrintWriter out) {
        out.println();
        out.println("Types of donors, compared and not ranked:");
        for (DonorTypeComparison.Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "%s: %,d%s%n      %s%n      needs %s%s%n",
                    row.type().title(),
                    row.count(),
                    row.bestConventional()
                            .map(best ->
                                    ", best "
                                            + best.donor().id()
                                            + row.bestPtcy()
                                                    .filter(other ->
                                                            !other.donor()
                                                                    .id()
                                                                    .equals(best.donor().id()))
                                                    .map(other ->
                                                            ", for "
                                                                    + RankingProfile.PTCY.title()
                                                                    + " "
                                                                    + other.donor().id())
                                                    .orElse(""))
                            .orElse(""),
                    row.type().known(),
                    String.join(", ", row.type().needs()),
                    row.type().unknown().isEmpty()
                            ? ""
                            : "; open: " + String.join(", ", row.type().unknown()));
        }
    }

    public static void csv(SearchResult result, List<Locus> loci, PrintWriter out) {
        out.print("rank;id;type;best;worst");
        loci.forEach(locus -> out.print(";" + locus + "_mmMin;" + locus + "_mmMax"));
        out.print(";totalMin;totalMax;p0;p1;p2;birthDate;sex;cmv;abo;typing\n");
        for (RankedDonor donor : result.donors()) {
            var comparison = donor.comparison();
            var line = new StringBuilder();
            line.append(donor.rank()).append(';').append(donor.donor().id());
            line.append(';').append(ComparisonJson.words(donor.donor().kind()));
            line.append(';').append(comparison.best()).append(';').append(comparison.worst());
            loci.forEach(locus -> append(line, comparison.at(locus).mismatches()));
            append(line, comparison.mismatches());
            var p = donor.probability().map(MatchProbability::total);
            line.append(';').append(p.map(c -> SearchWords.number(c.zero())).orElse(""));
            line.append(';').append(p.map(c -> SearchWords.number(c.one())).orElse(""));
            line.append(';').append(p.map(c -> SearchWords.number(c.two())).orElse(""));
            line.append(';').append(donor.donor().birthDate().map(String::valueOf).orElse(""));
            line.append(';').append(ComparisonJson.words(donor.donor().sex()));
            line.append(';').append(ComparisonJson.words(donor.donor().cmv()));
            line.append(';').append(donor.donor().bloodGroup().text());
            line.append(';').append(donor.typing().glString());
            out.print(line.append('\n'));
        }
    }

    private static void append(StringBuilder line, Range range) {
        line.append(';').append(range.min()).append(';').append(range.max());
    }
}
