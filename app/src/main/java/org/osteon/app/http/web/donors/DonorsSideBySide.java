package org.osteon.app.http.web.donors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.hla.frequency.Imputation;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.Typing;
import org.osteon.search.SearchWords;
import org.osteon.search.ServedDonors;

/// The patient and some donors, column by column.
///
/// @param unknown ids that the registry does not have
record DonorsSideBySide(
        DonorAddress address, List<Line> patient, List<Column> columns, List<String> unknown) {
    /// More do not fit beside each other.
    static final int MOST = 6;

    /// What the patient has at a locus.
    record Line(String locus, String typing) {}

    /// A donor.
    record Column(
            String id,
            List<String> facts,
            String level,
            String certain,
            String zero,
            String one,
            String mismatches,
            String graftVersusHost,
            String rejection,
            List<DonorCell> cells,
            List<String> typings,
            List<PairFindings.Finding> findings) {}

    static DonorsSideBySide of(
            DonorAddress address,
            ServedDonors.Ready ready,
            RegistryVersion version,
            Typing patient,
            SearchSettings settings) {
        Optional<Imputer> imputer =
                ready.frequencies().map(set -> new Imputer(set, settings.loci(), true));
        Optional<Imputation> ofPatient = imputer.map(one -> one.impute(patient));
        List<Column> columns = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String id : address.values("donor").stream().limit(MOST).toList()) {
            var found = version.find(id);
            if (found.isEmpty()) {
                unknown.add(id);
                continue;
            }
            Typing typing = version.typing(version.rowOf(found.getAsInt()));
            Optional<MatchProbability> probability =
                    imputer.map(one -> one.impute(typing))
                            .filter(Imputation::isRepresented)
                            .flatMap(donor ->
                                    ofPatient
                                            .filter(Imputation::isRepresented)
                                            .map(one -> MatchProbability.of(one, donor)));
            columns.add(
                    column(
                            ready,
                            version.donor(found.getAsInt()),
                            patient,
                            typing,
                            settings,
                            probability));
        }
        return new DonorsSideBySide(
                address,
                settings.loci().stream()
                        .map(locus -> new Line(SearchWords.of(locus), text(patient, locus)))
                        .toList(),
                columns,
                unknown);
    }

    private static String text(Typing typing, Locus locus) {
        return typing.at(locus).isTyped() ? typing.at(locus).text() : "not typed";
    }

    private static Column column(
            ServedDonors.Ready ready,
            Donor donor,
            Typing patient,
            Typing typing,
            SearchSettings settings,
            Optional<MatchProbability> probability) {
        Comparison comparison = Comparison.of(patient, typing, settings.loci());
        return new Column(
                donor.id(),
                DonorResults.facts(donor, settings.today()),
                comparison.best(),
                comparison.worst(),
                probability.map(p -> SearchWords.percent(p.total().zero())).orElse("unknown"),
                probability.map(p -> SearchWords.percent(p.total().one())).orElse("unknown"),
                SearchWords.range(comparison.mismatches()),
                SearchWords.range(comparison.graftVersusHost()),
                SearchWords.range(comparison.hostVersusGraft()),
                DonorCell.row(ready.reader().release(), patient, typing, comparison, probability),
                settings.loci().stream().map(locus -> text(typing, locus)).toList(),
                PairFindings.of(ready, patient, typing, donor, settings));
    }

    /// The address of one of the donors.
    String pair(Column column) {
        return address.with("donor", column.id()).to("/donors/pair");
    }

    /// The same page without one of the donors; empty where it is the last.
    String without(Column column) {
        DonorAddress rest = address.without("donor");
        StringBuilder path = new StringBuilder(rest.to("/donors/compare"));
        for (Column other : columns) {
            if (!other.id().equals(column.id())) {
                path.append(path.indexOf("?") < 0 ? '?' : '&')
                        .append("donor=")
                        .append(
                                java.net.URLEncoder.encode(
                                        other.id(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return path.toString();
    }
}
