package org.osteon.app.http.web.donors;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.CordDose;
import org.osteon.hla.match.DonorSpecificAntibodies;
import org.osteon.hla.match.KirLigands;
import org.osteon.hla.match.LeaderMatch;
import org.osteon.hla.match.Permissiveness;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.TceVersion;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.Typing;
import org.osteon.search.SearchRequest;
import org.osteon.search.ServedDonors;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.Wording;

/// What can be said of a pair beyond its counts: DPB1 permissiveness, HLA-B leader, KIR ligands,
/// antibodies, cord dose. What is not known is said, never left out.
final class PairFindings {
    /// One of them.
    ///
    /// @param details further sentences
    record Finding(String title, Tone tone, String text, List<String> details) {}

    private PairFindings() {}

    static List<Finding> of(
            ServedDonors.Ready ready,
            Typing patient,
            Typing donor,
            Donor who,
            SearchSettings settings) {
        Release release = ready.reader().release();
        List<Finding> findings = new ArrayList<>();
        if (!settings.antibodies().isEmpty()) {
            findings.add(
                    antibodies(
                            DonorSpecificAntibodies.of(
                                    ready.reader(),
                                    settings.antibodies(),
                                    settings.antibodyThreshold(),
                                    donor),
                            settings.antibodyThreshold()));
        }
        findings.add(permissiveness(release, patient, donor));
        findings.add(leader(release, patient, donor));
        findings.add(ligands(release, patient, donor));
        if (who.kind() == Donor.Kind.CORD) {
            findings.add(dose(patient, donor, who, settings));
        }
        return findings;
    }

    private static Finding antibodies(DonorSpecificAntibodies found, double threshold) {
        List<String> details = new ArrayList<>();
        if (!found.possible().isEmpty()) {
            details.add(
                    "Possible, for want of typing: " + String.join(", ", found.possible()) + ".");
        }
        if (!found.belowThreshold().isEmpty()) {
            details.add(
                    "Below the threshold of "
                            + Math.round(threshold)
                            + ": "
                            + String.join(", ", found.belowThreshold())
                            + ".");
        }
        if (!found.unreadable().isEmpty()) {
            details.add(
                    "Not understood, so not looked for: "
                            + String.join(", ", found.unreadable())
                            + ".");
        }
        String title = "Donor-specific antibodies";
        if (!found.certain().isEmpty()) {
            return new Finding(
                    title,
                    Tone.STOP,
                    "The donor carries " + String.join(", ", found.certain()),
                    details);
        }
        return found.possible().isEmpty() && found.unreadable().isEmpty()
                ? new Finding(title, Tone.CLEAR, "None", details)
                : new Finding(title, Tone.UNKNOWN, "None certain", details);
    }

    private static Finding permissiveness(Release release, Typing patient, Typing donor) {
        Permissiveness two = Permissiveness.of(release, patient, donor, TceVersion.V2);
        Permissiveness one = Permissiveness.of(release, patient, donor, TceVersion.V1);
        List<String> details = new ArrayList<>();
        if (patient.at(Locus.DPB1).isTyped() && donor.at(Locus.DPB1).isTyped()) {
            details.add(
                    "T-cell epitope groups, version 2: patient "
                            + groups(two.patient())
                            + ", donor "
                            + groups(two.donor())
                            + (two.predicted() ? ", one of them predicted." : "."));
            details.add("By version 1: " + words(one.classes()) + ".");
        } else {
            details.add("DPB1 is not typed on both sides.");
        }
        return new Finding(
                "DPB1",
                two.classes().size() == 1
                        ? DonorWords.tone(two.classes().iterator().next())
                        : Tone.UNKNOWN,
                Wording.sentence(words(two.classes())),
                details);
    }

    private static String words(Set<Permissiveness.Verdict> classes) {
        return String.join(" or ", classes.stream().map(DonorWords::of).toList());
    }

    private static String groups(List<Set<Integer>> positions) {
        if (positions.isEmpty()) {
            return "unknown";
        }
        return String.join(
                " and ",
                positions.stream()
                        .map(groups ->
                                groups.isEmpty() || groups.stream().anyMatch(group -> group < 1)
                                        ? "unknown"
                                        : String.join(
                                                " or ",
                                                groups.stream().map(String::valueOf).toList()))
                        .toList());
    }

    private static Finding leader(Release release, Typing patient, Typing donor) {
        String title = "HLA-B leader";
        LeaderMatch match = LeaderMatch.of(release, patient, donor);
        List<String> details = new ArrayList<>();
        details.add(
                "Patient "
                        + letters(match.patientLeaders())
                        + ", donor "
                        + letters(match.donorLeaders())
                        + ". Advice only; asked for where HLA-B has exactly one mismatch.");
        if (match.mismatch().isEmpty()) {
            return new Finding(title, Tone.NONE, "No single B mismatch", details);
        }
        LeaderMatch.Mismatch mismatch = match.mismatch().get();
        if (mismatch.code().substring(0, 2).indexOf('?') >= 0) {
            return new Finding(
                    title, Tone.UNKNOWN, "Unknown for this mismatch: " + mismatch.code(), details);
        }
        return new Finding(
                title,
                mismatch.leaderMatched() ? Tone.CLEAR : Tone.ADVICE,
                (mismatch.leaderMatched() ? "Leader matched" : "Leader mismatched")
                        + ": "
                        + mismatch.code(),
                details);
    }

    private static String letters(List<Character> letters) {
        return letters.isEmpty()
                ? "not typed"
                : String.join("", letters.stream().map(String::valueOf).toList());
    }

    private static Finding ligands(Release release, Typing patient, Typing donor) {
        KirLigands ofPatient = KirLigands.of(release, patient);
        KirLigands ofDonor = KirLigands.of(release, donor);
        List<String> details = new ArrayList<>();
        details.add(
                "Patient "
                        + names(ofPatient.certain())
                        + ", donor "
                        + names(ofDonor.certain())
                        + ".");
        details.add("Missing in the donor: " + names(ofPatient.missingIn(ofDonor)) + ".");
        if (!ofPatient.possible().isEmpty() || !ofDonor.possible().isEmpty()) {
            details.add(
                    "Possible besides: patient "
                            + names(ofPatient.possible())
                            + ", donor "
                            + names(ofDonor.possible())
                            + ".");
        }
        ofPatient.notes().forEach(note -> details.add("Patient: " + note + "."));
        ofDonor.notes().forEach(note -> details.add("Donor: " + note + "."));
        Set<KirLigands.Ligand> missing = ofDonor.missingIn(ofPatient);
        return new Finding(
                "KIR ligands",
                Tone.NONE,
                missing.isEmpty()
                        ? "None of the donor's is certainly missing in the patient"
                        : "Missing in the patient: " + names(missing),
                details);
    }

    private static String names(Set<KirLigands.Ligand> ligands) {
        return ligands.isEmpty()
                ? "none"
                : String.join(", ", ligands.stream().map(KirLigands.Ligand::text).toList());
    }

    private static Finding dose(Typing patient, Typing donor, Donor who, SearchSettings settings) {
        String title = "Cell dose of the cord unit";
        if (settings.patientWeightKg().isEmpty()) {
            return new Finding(
                    title,
                    Tone.UNKNOWN,
                    "Unknown: the patient's weight is not given",
                    List.of("Give the weight in the settings of the search."));
        }
        int matched =
                8
                        - Comparison.of(
                                        patient,
                                        donor,
                                        SearchRequest.LEVELS.getOrDefault("8", Locus.TEN))
                                .mismatches()
                                .min();
        CordDose.Thresholds thresholds = CordDose.Thresholds.DEFAULT;
        CordDose dose =
                CordDose.of(
                        who.tnc(),
                        who.cd34(),
                        OptionalInt.of(matched),
                        settings.patientWeightKg().getAsDouble(),
                        thresholds);
        return new Finding(
                title,
                DonorWords.tone(dose.single()),
                "As the only unit "
                        + DonorWords.of(dose.single())
                        + ", as one of two "
                        + DonorWords.of(dose.ofTwo()),
                List.of(
                        "Per kg: nucleated cells "
                                + DonorWords.cells(dose.tncPerKg())
                                + ", CD34 positive "
                                + DonorWords.cells(dose.cd34PerKg())
                                + "; "
                                + matched
                                + " of 8 can match.",
                        "Asked of a single unit: "
                                + DonorWords.cells(
                                        java.util.OptionalDouble.of(thresholds.singleTncPerKg()))
                                + " and "
                                + DonorWords.cells(
                                        java.util.OptionalDouble.of(thresholds.singleCd34PerKg()))
                                + " (ASTCT 2020), at least "
                                + thresholds.minMatch8()
                                + " of 8."));
    }
}
