package org.osteon.records.studies;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osteon.outcome.randomisation.Arms;
import org.osteon.outcome.randomisation.Minimisation;
import org.osteon.outcome.randomisation.PermutedBlocks;
import org.osteon.records.people.Notes;
import org.osteon.store.ChartStore;
import org.osteon.store.NoteChange;
import org.osteon.workflow.studies.Participant;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyEntry;

/// The one place that knows who got what: draws the next arm, and opens what was drawn. What is
/// kept is sealed and as long for every arm.
final class ArmKeeper {
    static final String KIND = "study-arm";
    private static final String SEED = "seed";

    private final Notes<Sealed> arms;
    private final Study study;
    private final StudyKey key;

    ArmKeeper(ChartStore store, Study study) {
        this.arms = new Notes<>(store, KIND, Sealed.class);
        this.study = study;
        this.key = StudyKey.of(store, study.id());
    }

    /// What was drawn for somebody, sealed.
    record Sealed(String study, String participant, String box) {}

    /// An allocation as it is to be kept.
    ///
    /// @param seal binds what was drawn, and tells nothing
    record Drawn(Sealed sealed, String stratum, String seal) {}

    /// A fresh seed, sealed.
    String freshSeed(long seed) {
        return key.seal(SEED, ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
    }

    private long seed(String sealed) {
        return ByteBuffer.wrap(key.open(SEED, sealed)).getLong();
    }

    /// By what somebody is known again, whoever they are.
    String mark(String chart) {
        return key.mark("person\n" + chart);
    }

    /// Draws the next arm.
    ///
    /// @param log as it is
    /// @param levels of who is allocated
    Drawn draw(
            String sealedSeed,
            List<StudyEntry> log,
            String participant,
            Map<String, String> levels) {
        List<StudyEntry> before = allocations(log);
        String label = arm(seed(sealedSeed), before, levels, before.size());
        byte index = (byte) labels().indexOf(label);
        String box = key.seal(place(participant), new byte[] {index});
        String stratum = stratum(levels);
        return new Drawn(
                new Sealed(study.id(), participant, box),
                stratum,
                seal(participant, stratum, index));
    }

    /// The note that keeps what was drawn.
    NoteChange adding(Drawn drawn) {
        return arms.adding(place(drawn.sealed().participant()), drawn.sealed());
    }

    private String seal(String participant, String stratum, int arm) {
        return key.mark("allocation\n" + participant + "\n" + stratum + "\n" + arm);
    }

    private static List<StudyEntry> allocations(List<StudyEntry> log) {
        return log.stream().filter(one -> one.kind() == StudyEntry.Kind.ALLOCATED).toList();
    }

    private String place(String participant) {
        return study.id() + " " + participant;
    }

    private List<String> labels() {
        return study.arms().stream().map(Study.Arm::label).toList();
    }

    /// The arm of the allocation after so many of these: the same for ever, from the seed and the
    /// log.
    private String arm(long seed, List<StudyEntry> before, Map<String, String> levels, int count) {
        Map<String, Integer> ratio = new LinkedHashMap<>();
        study.arms().forEach(arm -> ratio.put(arm.label(), arm.ratio()));
        Arms all = new Arms(ratio);
        Study.Randomisation how = study.randomisation();
        List<StudyEntry> earlier = before.subList(0, count);
        if (how.method() == Study.Method.BLOCKS) {
            String stratum = stratum(levels);
            long place =
                    earlier.stream()
                            .filter(one -> one.said(StudyEntry.STRATUM).orElse("").equals(stratum))
                            .count();
            int[] sizes = how.blocks().stream().mapToInt(Integer::intValue).toArray();
            return new PermutedBlocks(all, sizes, seed)
                    .list(stratum, Math.toIntExact(place + 1))
                    .getLast()
                    .arm();
        }
        List<Map<String, String>> people = new ArrayList<>();
        earlier.forEach(one -> people.add(levels(one)));
        people.add(levels);
        Map<String, Double> weights = new LinkedHashMap<>();
        how.factors().forEach(factor -> weights.put(factor.code(), factor.weight()));
        return new Minimisation(
                        all,
                        weights,
                        Minimisation.Measure.valueOf(how.imbalance().toUpperCase(Locale.ROOT)),
                        how.probability(),
                        seed)
                .allocate(people)
                .getLast()
                .arm();
    }

    private Map<String, String> levels(StudyEntry entry) {
        Map<String, String> levels = new LinkedHashMap<>();
        for (Study.Factor factor : study.randomisation().factors()) {
            entry.said(StudyEntry.LEVEL + factor.code())
                    .ifPresent(level -> levels.put(factor.code(), level));
        }
        return levels;
    }

    private String stratum(Map<String, String> levels) {
        return study.randomisation().factors().stream()
                .map(factor -> factor.code() + "=" + levels.getOrDefault(factor.code(), ""))
                .reduce((one, other) -> one + ";" + other)
                .orElse("all");
    }

    /// What somebody was allocated to; empty where they were not.
    Optional<Study.Arm> of(String participant) {
        return arms.one(place(participant)).map(this::opened);
    }

    private Study.Arm opened(Sealed sealed) {
        return study.arms().get(key.open(place(sealed.participant()), sealed.box())[0]);
    }

    /// Everybody's, by their numbers.
    Map<String, Study.Arm> all() {
        Map<String, Study.Arm> all = new TreeMap<>();
        arms.all().stream()
                .filter(one -> one.study().equals(study.id()))
                .forEach(one -> all.put(one.participant(), opened(one)));
        return all;
    }

    /// Who was allocated, without to what.
    List<String> allocated() {
        return arms.all().stream()
                .filter(one -> one.study().equals(study.id()))
                .map(Sealed::participant)
                .sorted()
                .toList();
    }

    /// Where the list that the seed and the log give is not what was kept, each in words.
    List<String> differences(String sealedSeed, List<StudyEntry> log) {
        List<String> differences = new ArrayList<>();
        List<StudyEntry> before = allocations(log);
        long seed = seed(sealedSeed);
        for (int i = 0; i < before.size(); i++) {
            StudyEntry entry = before.get(i);
            String again = arm(seed, before, levels(entry), i);
            Optional<Study.Arm> kept = of(entry.participant());
            String mark =
                    seal(
                            entry.participant(),
                            entry.said(StudyEntry.STRATUM).orElse(""),
                            labels().indexOf(again));
            if (kept.isEmpty()) {
                differences.add(entry.participant() + " has no allocation kept");
            } else if (!kept.get().label().equals(again)) {
                differences.add(
                        entry.participant() + " is not in the arm that the seed and the log give");
            } else if (!entry.said(StudyEntry.SEAL).orElse("").equals(mark)) {
                differences.add(entry.participant() + " has a seal that is not ours");
            }
        }
        return differences;
    }

    /// Of people those who were allocated, each with the arm.
    Map<Participant, Study.Arm> of(List<Participant> people) {
        Map<String, Study.Arm> all = all();
        Map<Participant, Study.Arm> known = new LinkedHashMap<>();
        people.forEach(one ->
                Optional.ofNullable(all.get(one.number())).ifPresent(arm -> known.put(one, arm)));
        return known;
    }
}
