package org.osteon.app.http.web.donors;

import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.OptionalDouble;
import org.osteon.hla.frequency.Plan;
import org.osteon.hla.match.Answer;
import org.osteon.hla.match.Permissiveness.Verdict;
import org.osteon.hla.match.PositionPair.Grade;
import org.osteon.hla.registry.Donor;
import org.osteon.workflow.desk.Tone;

/// Terms of donor search as people read them.
final class DonorWords {
    private DonorWords() {}

    /// `adult`, `cord unit`
    static String of(Donor.Kind kind) {
        return kind == Donor.Kind.CORD ? "cord unit" : "adult";
    }

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String of(Answer answer) {
        return switch (answer) {
            case YES -> "enough";
            case NO -> "too little";
            case UNKNOWN -> "unknown";
        };
    }

    static Tone tone(Answer answer) {
        return switch (answer) {
            case YES -> Tone.CLEAR;
            case NO -> Tone.HOLD;
            case UNKNOWN -> Tone.UNKNOWN;
        };
    }

    /// `34 years`; what is not known is said.
    static String age(Donor donor, LocalDate today) {
        return donor.birthDate()
                .map(born -> Period.between(born, today).getYears() + " years")
                .orElse("age unknown");
    }

    /// Cells as `18.2 × 10⁸`.
    static String cells(OptionalDouble count) {
        if (count.isEmpty() || !(count.getAsDouble() > 0)) {
            return "unknown";
        }
        double value = count.getAsDouble();
        int power = (int) Math.floor(Math.log10(value));
        return String.format(
                Locale.ROOT, "%.1f × 10%s", value / Math.pow(10, power), raised(power));
    }

    private static String raised(int power) {
        StringBuilder text = new StringBuilder();
        for (char digit : String.valueOf(power).toCharArray()) {
            text.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
        }
        return text.toString();
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case MATCH -> "match";
            case PERMISSIVE -> "permissive";
            case NONPERMISSIVE_GVH -> "non-permissive, graft-versus-host";
            case NONPERMISSIVE_HVG -> "non-permissive, rejection";
            case UNKNOWN -> "unknown";
        };
    }

    static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case MATCH, PERMISSIVE -> Tone.CLEAR;
            case NONPERMISSIVE_GVH, NONPERMISSIVE_HVG -> Tone.HOLD;
            case UNKNOWN -> Tone.UNKNOWN;
        };
    }

    static String of(Plan plan) {
        return switch (plan) {
            case A -> "by whole haplotypes (plan A)";
            case B ->
                    "by parts of haplotypes, multiplied (plan B): no pair of whole haplotypes of"
                            + " the set explains it";
            case C ->
                    "by single alleles, one of which the set does not know (plan C): a rare typing,"
                            + " worth checking again";
            case UNREPRESENTED -> "not at all: there is no probability";
        };
    }

    static String of(Grade grade) {
        return switch (grade) {
            case SAME_ALLELE -> "the same allele";
            case SAME_THREE_FIELDS -> "the same coding sequence (three fields)";
            case SAME_TWO_FIELDS -> "the same protein (two fields)";
            case SAME_G_GROUP -> "the same sequence where antigens are recognised (G group)";
            case SAME_UNIT -> "the same protein where antigens are recognised";
            case SAME_ANTIGEN -> "the same antigen, as far as serology tells";
            case NULL_SAME_NAME -> "the same null allele";
            case NULL_DIFFERENT -> "null alleles on both sides";
            case EXPRESSED_AGAINST_NULL ->
                    "one side is null and takes the other position's allele; they match";
            case OPEN -> "can match; the typing leaves it open";
            case SISTER_SPLIT ->
                    "splits of one antigen, not the same: an antigen mismatch; the laboratory's"
                            + " parent antigen leaves it open";
            case MISMATCH -> "mismatch";
        };
    }
}
