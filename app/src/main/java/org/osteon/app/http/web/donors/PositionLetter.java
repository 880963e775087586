package org.osteon.app.http.web.donors;

import java.util.List;
import org.osteon.hla.match.AntigenMatch;
import org.osteon.hla.match.PositionPair;
import org.osteon.workflow.desk.Tone;

/// What is told of one position, by a letter as registries use them, and never by colour alone.
enum PositionLetter {
    A(Tone.CLEAR, "match"),
    P(Tone.UNKNOWN, "can match"),
    L(Tone.HOLD, "allele mismatch, same antigen"),
    M(Tone.STOP, "mismatch"),
    U(Tone.NONE, "not typed");

    private final Tone tone;
    private final String words;

    PositionLetter(Tone tone, String words) {
        this.tone = tone;
        this.words = words;
    }

    /// The class of its colours.
    String id() {
        return tone.id();
    }

    String words() {
        return words;
    }

    static PositionLetter of(PositionPair pair) {
        return switch (pair.confidence()) {
            case DEFINITE, EXACT -> A;
            case POTENTIAL -> P;
            case MISMATCH ->
                    pair.antigen().filter(match -> match == AntigenMatch.ANTIGEN_MATCH).isPresent()
                            ? L
                            : M;
        };
    }

    /// Two letters for a locus; both `U` where a side is not typed.
    static List<PositionLetter> of(List<PositionPair> pairs) {
        return pairs.isEmpty()
                ? List.of(U, U)
                : pairs.stream().map(PositionLetter::of).sorted().toList();
    }
}
