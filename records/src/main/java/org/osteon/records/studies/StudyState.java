package org.osteon.records.studies;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a study is at this site.
///
/// @param study its id
/// @param digest of the definition that was activated; empty before
/// @param signatures under its steps, in their order
/// @param seed sealed; empty before it was activated
/// @param amendments of the definition
public record StudyState(
        String study,
        String digest,
        List<Signed> signatures,
        String seed,
        List<Amendment> amendments) {
    public StudyState {
        signatures = List.copyOf(signatures);
        amendments = List.copyOf(amendments);
    }

    /// What two people sign.
    public enum Step {
        /// People may be screened and allocated.
        ACTIVATE,
        /// The data is as it will be analysed.
        LOCK,
        /// Everybody may know who got what.
        UNBLIND;

        /// In words.
        public String words() {
            return switch (this) {
                case ACTIVATE -> "activate";
                case LOCK -> "lock the data";
                case UNBLIND -> "unblind";
            };
        }
    }

    /// A signature.
    ///
    /// @param account whose
    /// @param role as which
    public record Signed(Step step, String account, String name, String role, Instant at) {}

    /// That the definition was changed: people screened before stay under theirs.
    ///
    /// @param digest of the new one
    public record Amendment(String digest, String version, String by, Instant at) {}

    static StudyState fresh(String study) {
        return new StudyState(study, "", List.of(), "", List.of());
    }

    /// The signatures of a step.
    public List<Signed> of(Step step) {
        return signatures.stream().filter(one -> one.step() == step).toList();
    }

    /// Whether two people, one of them of research and one a physician, have signed a step.
    public boolean isDone(Step step) {
        List<Signed> signed = of(step);
        return signed.size() >= 2
                && signed.stream().anyMatch(one -> one.role().equals("physician"))
                && signed.stream().anyMatch(one -> !one.role().equals("physician"));
    }

    /// The next step; empty where all are done.
    public Optional<Step> next() {
        for (Step step : Step.values()) {
            if (!isDone(step)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /// Whether people are taken in.
    public boolean takesPeople() {
        return isDone(Step.ACTIVATE) && !isDone(Step.LOCK);
    }

    /// Whether everybody may know who got what.
    public boolean tellsArms() {
        return isDone(Step.UNBLIND);
    }

    StudyState with(Signed signed) {
        List<Signed> all = new ArrayList<>(signatures);
        all.add(signed);
        return new StudyState(study, digest, all, seed, amendments);
    }

    StudyState begun(String of, String sealed) {
        return new StudyState(study, of, signatures, sealed, amendments);
    }

    StudyState named(String of) {
        return new StudyState(study, of, signatures, seed, amendments);
    }

    StudyState amended(Amendment amendment) {
        List<Amendment> all = new ArrayList<>(amendments);
        all.add(amendment);
        return new StudyState(study, amendment.digest(), signatures, seed, all);
    }
}
