package org.osteon.workflow.studies;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The flow of people through a study (CONSORT 2010), counted from its log. While anybody is blind
/// there is one group: all arms.
///
/// @param assessed for eligibility
/// @param excluded why, and how many
/// @param waiting assessed and neither excluded nor allocated
/// @param randomised how many
/// @param groups in their order
public record Consort(
        int assessed,
        Map<String, Integer> excluded,
        int waiting,
        int randomised,
        List<Group> groups) {
    /// The reason of those who fail a criterion.
    public static final String NOT_MEETING = "not meeting the criteria";

    /// What the one group is called while the arms are not told.
    public static final String ALL = "All arms";

    /// One arm, or all.
    ///
    /// @param notReceived why, and how many
    /// @param receiptOpen allocated, and nobody has said yet whether they got it
    /// @param left lost, left or died: which, and how many
    /// @param stopped who stopped the treatment and is followed on
    /// @param broken how many codes were broken
    /// @param notAnalysed why, and how many
    /// @param analysed all others who were allocated; none before the data is locked
    public record Group(
            String name,
            int allocated,
            int received,
            Map<String, Integer> notReceived,
            int receiptOpen,
            Map<String, Integer> left,
            int stopped,
            int following,
            int broken,
            Map<String, Integer> notAnalysed,
            Optional<Integer> analysed) {}

    /// What comes of counting.
    public sealed interface Drawn {
        /// Every level sums.
        record Diagram(Consort counts) implements Drawn {}

        /// A level does not, and nothing is drawn.
        ///
        /// @param differences each in words
        record Refused(List<String> differences) implements Drawn {}
    }

    /// Counts.
    ///
    /// @param people as the log tells
    /// @param allocated the group of each who was allocated, as the table of allocations tells
    /// @param names of the groups, in their order
    /// @param locked whether the data is locked, so that it can be said who is analysed
    public static Drawn of(
            Collection<Participant> people,
            Map<String, String> allocated,
            List<String> names,
            boolean locked) {
        List<String> differences = new ArrayList<>();
        Map<String, Integer> excluded = new TreeMap<>();
        Map<String, List<Participant>> members = new LinkedHashMap<>();
        names.forEach(name -> members.put(name, new ArrayList<>()));
        int waiting = 0;
        int randomised = 0;
        for (Participant person : people) {
            String group = allocated.get(person.number());
            if (person.isAllocated() != (group != null)) {
                differences.add(
                        person.isAllocated()
                                ? person.number()
                                        + " is allocated in the log, and not in the table of"
                                        + " allocations"
                                : person.number()
                                        + " is in the table of allocations, and not allocated in"
                                        + " the log");
            } else if (group != null) {
                randomised++;
                List<Participant> in = members.get(group);
                if (in == null) {
                    differences.add(
                            person.number() + " is in the group " + group + ", which is none");
                } else {
                    in.add(person);
                }
            } else if (person.excluded().isPresent()) {
                excluded.merge(person.excluded().get(), 1, Integer::sum);
            } else {
                waiting++;
            }
        }
        for (String number : allocated.keySet()) {
            if (people.stream().noneMatch(one -> one.number().equals(number))) {
                differences.add(number + " is in the table of allocations, and nowhere in the log");
            }
        }
        List<Group> groups =
                members.entrySet().stream()
                        .map(one -> group(one.getKey(), one.getValue(), locked))
                        .toList();
        Consort counts = new Consort(people.size(), excluded, waiting, randomised, groups);
        differences.addAll(counts.differences());
        return differences.isEmpty()
                ? new Drawn.Diagram(counts)
                : new Drawn.Refused(List.copyOf(differences));
    }

    private static Group group(String name, List<Participant> members, boolean locked) {
        Map<String, Integer> notReceived = new TreeMap<>();
        Map<String, Integer> left = new TreeMap<>();
        Map<String, Integer> notAnalysed = new TreeMap<>();
        int received = 0;
        int open = 0;
        int stopped = 0;
        int following = 0;
        int broken = 0;
        for (Participant one : members) {
            if (one.received().isEmpty()) {
                open++;
            } else if (one.received().get()) {
                received++;
            } else {
                count(notReceived, one.last(StudyEntry.Kind.NOT_RECEIVED), StudyEntry.REASON);
            }
            if (one.left().isPresent()) {
                count(left, one.left(), StudyEntry.WHAT);
            } else {
                following++;
            }
            stopped += one.stopped().isPresent() ? 1 : 0;
            broken += one.has(StudyEntry.Kind.CODE_BROKEN) ? 1 : 0;
            if (one.has(StudyEntry.Kind.NOT_ANALYSED)) {
                count(notAnalysed, one.last(StudyEntry.Kind.NOT_ANALYSED), StudyEntry.REASON);
            }
        }
        return new Group(
                name,
                members.size(),
                received,
                notReceived,
                open,
                left,
                stopped,
                following,
                broken,
                notAnalysed,
                locked ? Optional.of(members.size() - sum(notAnalysed)) : Optional.empty());
    }

    private static void count(
            Map<String, Integer> counts, Optional<StudyEntry> entry, String name) {
        counts.merge(
                entry.flatMap(one -> one.said(name)).orElse("no reason given"), 1, Integer::sum);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// How many were excluded.
    public int excludedInAll() {
        return sum(excluded);
    }

    /// The levels that do not sum, each in words.
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        sums(
                differences,
                "assessed",
                assessed,
                "excluded, waiting and randomised",
                excludedInAll() + waiting + randomised);
        sums(
                differences,
                "randomised",
                randomised,
                "allocated to the groups",
                groups.stream().mapToInt(Group::allocated).sum());
        for (Group one : groups) {
            sums(
                    differences,
                    one.name() + ": allocated",
                    one.allocated(),
                    "received, not received and not yet told",
                    one.received() + sum(one.notReceived()) + one.receiptOpen());
            sums(
                    differences,
                    one.name() + ": allocated",
                    one.allocated(),
                    "left and followed",
                    sum(one.left()) + one.following());
            one.analysed()
                    .ifPresent(analysed ->
                            sums(
                                    differences,
                                    one.name() + ": allocated",
                                    one.allocated(),
                                    "analysed and not analysed",
                                    analysed + sum(one.notAnalysed())));
        }
        return differences;
    }

    private static void sums(
            List<String> differences, String whole, int all, String parts, int sum) {
        if (all != sum) {
            differences.add(whole + " is " + all + ", and " + parts + " are " + sum);
        }
    }
}
