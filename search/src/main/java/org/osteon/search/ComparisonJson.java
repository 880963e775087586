package org.osteon.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.KirLigands;
import org.osteon.hla.match.LeaderMatch;
import org.osteon.hla.match.Permissiveness;
import org.osteon.hla.match.PositionPair;
import org.osteon.hla.match.Range;
import org.osteon.hla.match.Status;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.TceVersion;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Typing;

/// Comparisons as JSON, in the names that scripts rely on.
public final class ComparisonJson {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private final Release release;

    public ComparisonJson(Release release) {
        this.release = release;
    }

    /// Everything that can be said of a pair.
    public ObjectNode full(Typing patient, Typing donor, List<Locus> loci) {
        var json = counts(patient, donor, loci);
        if (bothTyped(patient, donor, Locus.DPB1)) {
            json.set("tceV1", tce(patient, donor, TceVersion.V1));
            json.set("tceV2", tce(patient, donor, TceVersion.V2));
        }
        if (bothTyped(patient, donor, Locus.B)) {
            json.set("bLeader", leader(patient, donor));
        }
        if (bothTyped(patient, donor, Locus.C) || bothTyped(patient, donor, Locus.B)) {
            json.set("kir", kir(patient, donor));
        }
        var positions = json.putObject("positions");
        for (Locus locus : loci) {
            var pairs = PositionPair.of(release, patient.at(locus), donor.at(locus));
            if (!pairs.isEmpty()) {
                var list = positions.putArray(locus.name());
                pairs.forEach(pair -> list.add(position(pair)));
            }
        }
        json.put("release", release.version());
        return json;
    }

    private static boolean bothTyped(Typing patient, Typing donor, Locus locus) {
        return patient.at(locus).isTyped() && donor.at(locus).isTyped();
    }

    private static ObjectNode position(PositionPair pair) {
        var json = MAPPER.createObjectNode();
        json.put("patient", pair.patient().text());
        json.put("donor", pair.donor().text());
        json.put("grade", words(pair.grade()));
        json.put("confidence", words(pair.confidence()));
        pair.antigen().ifPresent(antigen -> json.put("antigen", antigen.text()));
        return json;
    }

    public static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Counts per locus and in total.
    public ObjectNode counts(Typing patient, Typing donor, List<Locus> loci) {
        var comparison = Comparison.of(patient, donor, loci);
        var json = MAPPER.createObjectNode();
        var byLocus = json.putObject("loci");
        var antigen = MAPPER.createObjectNode();
        for (Locus locus : loci) {
            var match = comparison.at(locus);
            var at = byLocus.putObject(locus.name());
            at.put("status", words(match.status()));
            at.set("mm", range(match.mismatches()));
            at.set("gvh", range(match.graftVersusHost()));
            at.set("hvg", range(match.hostVersusGraft()));
            if (match.status() == Status.MISMATCH) {
                antigen.put(
                        locus.name(),
                        PositionPair.antigenMismatches(
                                PositionPair.of(release, patient.at(locus), donor.at(locus))));
            }
        }
        var total = json.putObject("total");
        total.put("outOf", comparison.outOf());
        total.set("mm", range(comparison.mismatches()));
        total.set("gvh", range(comparison.graftVersusHost()));
        total.set("hvg", range(comparison.hostVersusGraft()));
        total.put("best", comparison.best());
        total.put("worst", comparison.worst());
        total.put("certainMatches", comparison.certainMatches());
        total.put("typedOnBothSides", comparison.typedOnBothSides());
        if (!antigen.isEmpty()) {
            json.set("antigenMismatch", antigen);
        }
        return json;
    }

    public static ArrayNode range(Range range) {
        return MAPPER.createArrayNode().add(range.min()).add(range.max());
    }

    public ObjectNode tce(Typing patient, Typing donor, TceVersion version) {
        var tce = Permissiveness.of(release, patient, donor, version);
        var json = MAPPER.createObjectNode();
        json.set("patient", groups(tce.patient()));
        json.set("donor", groups(tce.donor()));
        var classes = tce.classes().stream().map(Permissiveness.Verdict::text).toList();
        if (classes.size() == 1) {
            json.put("class", classes.getFirst());
        } else {
            json.put("class", "unknown");
            var possible = json.putArray("possible");
            classes.forEach(possible::add);
        }
        if (tce.predicted()) {
            json.put("predicted", true);
        }
        return json;
    }

    private static ArrayNode groups(List<Set<Integer>> positions) {
        var json = MAPPER.createArrayNode();
        for (Set<Integer> groups : positions) {
            var known = groups.stream().filter(group -> group > 0).map(String::valueOf).toList();
            if (groups.isEmpty() || known.size() < groups.size()) {
                json.addNull();
            } else {
                json.add(String.join("/", known));
            }
        }
        return json;
    }

    public ObjectNode leader(Typing patient, Typing donor) {
        var match = LeaderMatch.of(release, patient, donor);
        var json = MAPPER.createObjectNode();
        json.set("patientLeaders", letters(match.patientLeaders()));
        json.set("leaders", letters(match.donorLeaders()));
        match.mismatch()
                .ifPresent(mismatch -> {
                    json.put("shared", unit(mismatch.shared()));
                    json.put("patientUnshared", unit(mismatch.patientUnshared()));
                    json.put("donorUnshared", unit(mismatch.donorUnshared()));
                    json.put("code", mismatch.code());
                    if (mismatch.code().substring(0, 2).indexOf('?') < 0) {
                        json.put("leaderMatched", mismatch.leaderMatched());
                    } else {
                        json.put("leaderMatched", "unknown");
                    }
                });
        return json;
    }

    private static String unit(Position position) {
        return position.text();
    }

    private static ArrayNode letters(List<Character> leaders) {
        var json = MAPPER.createArrayNode();
        leaders.forEach(leader -> json.add(leader == '?' ? "unknown" : String.valueOf(leader)));
        return json;
    }

    public ObjectNode kir(Typing patient, Typing donor) {
        var ofPatient = KirLigands.of(release, patient);
        var ofDonor = KirLigands.of(release, donor);
        var json = MAPPER.createObjectNode();
        json.set("patientLigands", ligands(ofPatient.certain()));
        json.set("donorLigands", ligands(ofDonor.certain()));
        json.set("missingInPatient", ligands(ofDonor.missingIn(ofPatient)));
        json.set("missingInDonor", ligands(ofPatient.missingIn(ofDonor)));
        json.set("patientPossible", ligands(ofPatient.possible()));
        json.set("donorPossible", ligands(ofDonor.possible()));
        var notes = json.putArray("notes");
        ofPatient.notes().forEach(note -> notes.add("patient: " + note));
        ofDonor.notes().forEach(note -> notes.add("donor: " + note));
        return json;
    }

    private static ArrayNode ligands(Set<KirLigands.Ligand> ligands) {
        var json = MAPPER.createArrayNode();
        ligands.forEach(ligand -> json.add(ligand.text()));
        return json;
    }
}
