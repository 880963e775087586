package org.osteon.workflow.studies;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Somebody in a study, as its log tells.
///
/// @param number in the study
/// @param entries about them, in their order
public record Participant(String number, List<StudyEntry> entries) {
    private static final String STOPPED = "stopped-treatment";

    public Participant {
        entries = List.copyOf(entries);
    }

    /// All of a log, by their numbers.
    public static List<Participant> of(Collection<StudyEntry> log) {
        Map<String, List<StudyEntry>> byNumber = new TreeMap<>();
        log.forEach(one ->
                byNumber.computeIfAbsent(one.participant(), _ -> new ArrayList<>()).add(one));
        return byNumber.entrySet().stream()
                .map(one -> new Participant(one.getKey(), one.getValue()))
                .toList();
    }

    /// How they stand.
    public enum State {
        SCREENED,
        EXCLUDED,
        ELIGIBLE,
        ON_STUDY,
        OFF_STUDY;

        /// In words.
        public String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /// The last entry of a kind.
    public Optional<StudyEntry> last(StudyEntry.Kind kind) {
        return entries.reversed().stream().filter(one -> one.kind() == kind).findFirst();
    }

    /// All entries of a kind.
    public List<StudyEntry> all(StudyEntry.Kind kind) {
        return entries.stream().filter(one -> one.kind() == kind).toList();
    }

    /// Whether there is an entry of a kind.
    public boolean has(StudyEntry.Kind kind) {
        return last(kind).isPresent();
    }

    /// Whether they were allocated.
    public boolean isAllocated() {
        return has(StudyEntry.Kind.ALLOCATED);
    }

    /// Whether they got the treatment, as far as that is known.
    public Optional<Boolean> received() {
        return entries.reversed().stream()
                .filter(one ->
                        one.kind() == StudyEntry.Kind.RECEIVED
                                || one.kind() == StudyEntry.Kind.NOT_RECEIVED)
                .findFirst()
                .map(one -> one.kind() == StudyEntry.Kind.RECEIVED);
    }

    /// How they left the follow-up; empty while they are followed. Who only stopped the treatment
    /// is followed on.
    public Optional<StudyEntry> left() {
        return entries.stream()
                .filter(one -> one.kind() == StudyEntry.Kind.ENDED)
                .filter(one -> !one.said(StudyEntry.WHAT).orElse("").equals(STOPPED))
                .findFirst();
    }

    /// That they stopped the treatment; empty where they did not.
    public Optional<StudyEntry> stopped() {
        return entries.stream()
                .filter(one -> one.kind() == StudyEntry.Kind.ENDED)
                .filter(one -> one.said(StudyEntry.WHAT).orElse("").equals(STOPPED))
                .findFirst();
    }

    /// Why they do not take part; empty while they may, or do.
    public Optional<String> excluded() {
        if (isAllocated()) {
            return Optional.empty();
        }
        if (has(StudyEntry.Kind.DECLINED)) {
            return last(StudyEntry.Kind.DECLINED)
                    .map(one -> one.said(StudyEntry.WHAT).orElse("declined to take part"));
        }
        return last(StudyEntry.Kind.SCREENED)
                .filter(one -> one.said(StudyEntry.RESULT).orElse("").equals("FAILS"))
                .map(_ -> Consort.NOT_MEETING);
    }

    /// How they stand.
    public State state() {
        if (isAllocated()) {
            return left().isPresent() ? State.OFF_STUDY : State.ON_STUDY;
        }
        if (excluded().isPresent()) {
            return State.EXCLUDED;
        }
        return has(StudyEntry.Kind.ELIGIBLE) ? State.ELIGIBLE : State.SCREENED;
    }
}
