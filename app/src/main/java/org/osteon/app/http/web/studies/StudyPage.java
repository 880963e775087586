package org.osteon.app.http.web.studies;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osteon.pathway.Rule;
import org.osteon.records.studies.BrokenCodes;
import org.osteon.records.studies.StudyState;
import org.osteon.workflow.studies.Consort;
import org.osteon.workflow.studies.Participant;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyCheck;
import org.osteon.workflow.studies.StudyEntry;

/// A study on a page. It is handed nothing that was made of an arm, but for the flow of those who
/// are told.
///
/// @param criteria as written
/// @param typed who set it up at a page; empty: it is as written
/// @param told who is told the arms, by their accounts
/// @param broken who is told by a message that a code was broken
/// @param isTold whether who looks is
/// @param maySign whether who looks signs steps
/// @param mayScreen whether who looks sees the list of people
record StudyPage(
        Study study,
        StudyCheck check,
        StudyState state,
        String typed,
        List<Rule> criteria,
        List<Participant> people,
        Consort.Drawn flow,
        List<String> told,
        BrokenCodes broken,
        boolean isTold,
        boolean maySign,
        boolean mayScreen,
        boolean asksPassword) {
    private static final String INCLUSION = "inclusion";

    /// The criteria of a kind.
    List<Rule> criteria(boolean exclusion) {
        return criteria.stream()
                .filter(rule ->
                        rule.codes("urn:osteon:criterion-kind").contains(INCLUSION) != exclusion)
                .toList();
    }

    /// Who can answer a criterion.
    static String answeredBy(Rule rule) {
        return rule.codes("urn:osteon:answered-by").stream().findFirst().orElse("");
    }

    /// How the study stands, in words.
    String standing() {
        if (state.tellsArms()) {
            return "unblinded";
        }
        if (state.isDone(StudyState.Step.LOCK)) {
            return "locked";
        }
        return state.takesPeople() ? "open" : "in preparation";
    }

    /// Whether what came out may be looked at by who is told.
    boolean isLocked() {
        return state.isDone(StudyState.Step.LOCK);
    }

    /// Whether the definition is another than the one that was activated.
    boolean wasChanged() {
        return !state.digest().isEmpty() && !state.digest().equals(study.digest());
    }

    /// What should be thought of before it begins. Later it could not be mended, and would only
    /// tell those who enrol people of the sizes of blocks.
    List<String> warnings() {
        return state.digest().isEmpty() ? check.warnings() : List.of();
    }

    Optional<Consort> counts() {
        return flow instanceof Consort.Drawn.Diagram(Consort counts)
                ? Optional.of(counts)
                : Optional.empty();
    }

    List<String> differences() {
        return flow instanceof Consort.Drawn.Refused(var differences) ? differences : List.of();
    }

    /// Entries of a kind, the latest first.
    List<StudyEntry> entries(StudyEntry.Kind kind) {
        return people.stream()
                .flatMap(one -> one.all(kind).stream())
                .sorted((one, other) -> Long.compare(other.number(), one.number()))
                .toList();
    }

    /// Who is on the study or was.
    List<Participant> allocated() {
        return people.stream().filter(Participant::isAllocated).toList();
    }

    /// Reasons with how many, in one line.
    static String counted(Map<String, Integer> reasons) {
        return reasons.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    static int sum(Map<String, Integer> reasons) {
        return reasons.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// The next step to be signed; empty where all are.
    Optional<StudyState.Step> next() {
        return state.next();
    }

    /// How the arms are balanced, in a sentence that gives no block size away.
    String allocation() {
        String how =
                study.randomisation().method() == Study.Method.MINIMISATION
                        ? "Minimisation"
                        : "Permuted blocks within strata";
        String by =
                study.randomisation().factors().stream()
                        .map(Study.Factor::title)
                        .collect(Collectors.joining(", "));
        return how + (by.isEmpty() ? "" : " by " + by);
    }
}
