package org.osteon.search;

import java.util.List;
import java.util.Locale;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.KirLigands;
import org.osteon.hla.match.LeaderMatch;
import org.osteon.hla.match.Permissiveness;
import org.osteon.hla.match.Range;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.TceVersion;
import org.osteon.hla.typing.Typing;

/// A comparison as a table for the terminal.
public final class ComparisonText {
    private ComparisonText() {}

    public static String of(Release release, Typing patient, Typing donor, List<Locus> loci) {
        var comparison = Comparison.of(patient, donor, loci);
        var text = new StringBuilder();
        line(text, "locus", "status", "mm", "GvH", "HvG", "patient", "donor");
        for (Locus locus : loci) {
            var match = comparison.at(locus);
            line(
                    text,
                    locus.name(),
                    ComparisonJson.words(match.status()),
                    range(match.mismatches()),
                    range(match.graftVersusHost()),
                    range(match.hostVersusGraft()),
                    shown(patient, locus),
                    shown(donor, locus));
        }
        line(
                text,
                "total",
                comparison.best().equals(comparison.worst())
                        ? comparison.best()
                        : comparison.best() + " possible",
                range(comparison.mismatches()),
                range(comparison.graftVersusHost()),
                range(comparison.hostVersusGraft()),
                comparison.worst() + " certain",
                "");
        if (patient.at(Locus.DPB1).isTyped() && donor.at(Locus.DPB1).isTyped()) {
            var tce = Permissiveness.of(release, patient, donor, TceVersion.V2);
            text.append("DPB1 ")
                    .append(
                            String.join(
                                    " or ",
                                    tce.classes().stream()
                                            .map(Permissiveness.Verdict::text)
                                            .toList()))
                    .append(" (T-cell epitope groups, version 2)\n");
        }
        LeaderMatch.of(release, patient, donor)
                .mismatch()
                .ifPresent(mismatch ->
                        text.append("HLA-B leader ").append(mismatch.code()).append('\n'));
        if (patient.at(Locus.C).isTyped() && donor.at(Locus.C).isTyped()) {
            text.append("KIR ligands: patient ")
                    .append(ligands(KirLigands.of(release, patient)))
                    .append(", donor ")
                    .append(ligands(KirLigands.of(release, donor)))
                    .append('\n');
        }
        return text.append("IPD-IMGT/HLA ").append(release.version()).append('\n').toString();
    }

    private static String ligands(KirLigands ligands) {
        return String.join(" ", ligands.certain().stream().map(KirLigands.Ligand::text).toList());
    }

    private static String shown(Typing typing, Locus locus) {
        return typing.at(locus).isTyped() ? typing.at(locus).text() : "untyped";
    }

    private static String range(Range range) {
        return range.toString();
    }

    private static void line(StringBuilder text, String... cells) {
        text.append(
                        String.format(
                                        Locale.ROOT,
                                        "%-6s %-15s %-4s %-4s %-4s %-30s %s",
                                        (Object[]) cells)
                                .stripTrailing())
                .append('\n');
    }
}
