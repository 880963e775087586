package org.osteon.workflow.studies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.Evidence;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.Verdict;

/// Whether somebody may take part in a study, criterion by criterion, as a chart tells on a day.
/// What is not known is never taken as fulfilled.
///
/// @param result of all criteria
/// @param criteria each with its answer
/// @param levels of the factors that allocation balances, as far as they are known
/// @param hidden whether they do not want to be found for research: they are counted, and named to
///   nobody who looks for people
/// @param knowledge SHA-256 over what was asked
public record Screening(
        Result result,
        List<Answer> criteria,
        Map<String, String> levels,
        boolean hidden,
        String knowledge) {
    static final String KIND_SYSTEM = "urn:osteon:criterion-kind";
    static final String BY_SYSTEM = "urn:osteon:answered-by";
    static final Set<String> ANSWERED_BY = Set.of("chart", "patient", "clinician");

    public Screening {
        criteria = List.copyOf(criteria);
        levels = Map.copyOf(levels);
    }

    /// What comes of the criteria.
    public enum Result {
        /// Every criterion is fulfilled.
        MEETS_ALL,
        /// At least one is not, whatever is not known.
        FAILS,
        /// None is missed, and at least one is not known.
        UNKNOWN,
        /// The study is about another condition.
        NOT_CONCERNED;

        /// In words.
        public String words() {
            return switch (this) {
                case MEETS_ALL -> "meets all";
                case FAILS -> "fails";
                case UNKNOWN -> "not known";
                case NOT_CONCERNED -> "not concerned";
            };
        }
    }

    /// How a criterion stands.
    public enum State {
        MET,
        NOT_MET,
        UNKNOWN
    }

    /// A criterion with its answer.
    ///
    /// @param exclusion whether it keeps people out; fulfilled, it does not
    /// @param answeredBy who can answer it: `chart`, `patient`, `clinician`
    /// @param question what is asked where a person answers; may be empty
    /// @param summary the finding
    /// @param missing what is not known
    public record Answer(
            String id,
            String title,
            boolean exclusion,
            String answeredBy,
            String question,
            State state,
            String summary,
            List<String> missing,
            List<Evidence> evidence) {
        public Answer {
            missing = List.copyOf(missing);
            evidence = List.copyOf(evidence);
        }
    }

    /// Those of a state.
    public List<Answer> of(State state) {
        return criteria.stream().filter(one -> one.state() == state).toList();
    }

    /// Why somebody does not take part: the criteria that are missed, by their words.
    public List<String> reasons() {
        return of(State.NOT_MET).stream().map(Answer::title).toList();
    }

    /// What the criteria say of a chart on a day.
    public static Screening of(Pathway criteria, Chart chart, LocalDate day) {
        Assessment assessment = criteria.assess(chart, day);
        boolean hidden = DataPermissions.of(chart, day).research() == DataPermissions.Answer.DENIED;
        if (assessment.status() == Assessment.Status.NOT_APPLICABLE) {
            return new Screening(
                    Result.NOT_CONCERNED, List.of(), Map.of(), hidden, assessment.knowledgeHash());
        }
        Map<String, Rule> rules = new LinkedHashMap<>();
        criteria.criteria().forEach(rule -> rules.put(rule.id(), rule));
        List<Answer> answers = new ArrayList<>();
        for (Criterion criterion : assessment.criteria()) {
            Rule rule = rules.get(criterion.id());
            if (rule != null) {
                answers.add(answer(rule, criterion));
            }
        }
        Map<String, String> levels = new LinkedHashMap<>();
        assessment
                .results()
                .forEach((id, value) -> {
                    if (value != null) {
                        levels.put(id, value.toString());
                    }
                });
        return new Screening(result(answers), answers, levels, hidden, assessment.knowledgeHash());
    }

    private static Answer answer(Rule rule, Criterion criterion) {
        return new Answer(
                rule.id(),
                rule.title(),
                rule.codes(KIND_SYSTEM).contains("exclusion"),
                rule.codes(BY_SYSTEM).stream().findFirst().orElse("chart"),
                rule.description(),
                switch (criterion.verdict()) {
                    case Verdict.Met _, Verdict.NotRequired _ -> State.MET;
                    case Verdict.NotMet _ -> State.NOT_MET;
                    case Verdict.Undetermined _ -> State.UNKNOWN;
                },
                criterion.summary(),
                criterion.verdict().missing(),
                criterion.evidence());
    }

    private static Result result(List<Answer> answers) {
        if (answers.stream().anyMatch(one -> one.state() == State.NOT_MET)) {
            return Result.FAILS;
        }
        return answers.stream().anyMatch(one -> one.state() == State.UNKNOWN)
                ? Result.UNKNOWN
                : Result.MEETS_ALL;
    }
}
