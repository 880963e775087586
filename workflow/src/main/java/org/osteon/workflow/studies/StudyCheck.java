package org.osteon.workflow.studies;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.StudyKnowledge;

/// What is wrong with a study as it is written, in its author's words. One with a problem cannot be
/// activated; a warning is to be read first.
///
/// @param problems what must be mended
/// @param warnings what should be thought of
public record StudyCheck(List<String> problems, List<String> warnings) {
    /// Strata x arms x smallest block should stay below this share of the plan (outcomes, 13).
    private static final int SHARE = 4;

    /// Looks at a study.
    public static StudyCheck of(KnowledgeBase knowledge, StudyKnowledge written, Study study) {
        Check check = new Check(study, written.criteria());
        check.run(knowledge);
        return new StudyCheck(List.copyOf(check.problems), List.copyOf(check.warnings));
    }

    /// Whether it can be activated.
    public boolean isSound() {
        return problems.isEmpty();
    }

    private static final class Check {
        private final Study study;
        private final Pathway criteria;
        private final List<String> problems = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Check(Study study, Pathway criteria) {
            this.study = study;
            this.criteria = criteria;
        }

        void run(KnowledgeBase knowledge) {
            require(!study.title().isBlank(), "it has no title");
            require(!study.version().isEmpty(), "it has no version");
            require(
                    knowledge.pathway(study.pathway()).isPresent(),
                    "it is of the therapy '" + study.pathway() + "', which there is not");
            criteria();
            visits();
            if (study.kind() == Study.Kind.TRIAL) {
                require(
                        study.ethics().until().isPresent() && !study.ethics().approval().isEmpty(),
                        "a trial needs the approval of an ethics committee and until when it"
                                + " holds");
                arms();
                blinding(knowledge);
                randomisation();
            }
        }

        private void require(boolean so, String problem) {
            if (!so) {
                problems.add(problem);
            }
        }

        private void criteria() {
            for (Rule rule : criteria.criteria()) {
                require(
                        rule.codes(Screening.KIND_SYSTEM).size() == 1,
                        "criterion '" + rule.id() + "' is neither inclusion nor exclusion");
                require(
                        rule.codes(Screening.BY_SYSTEM).stream()
                                        .filter(Screening.ANSWERED_BY::contains)
                                        .count()
                                == 1,
                        "criterion '"
                                + rule.id()
                                + "' does not say who can answer it: chart, patient or clinician");
            }
        }

        private void visits() {
            Set<String> codes = new HashSet<>();
            for (Study.Visit visit : study.visits()) {
                require(codes.add(visit.code()), "two visits are called '" + visit.code() + "'");
                require(
                        visit.from() <= visit.day() && visit.day() <= visit.to(),
                        "visit '" + visit.code() + "' is planned outside its own window");
            }
            study.primary()
                    .ifPresent(primary -> {
                        require(
                                study.visit(primary.visit()).isPresent(),
                                "the primary endpoint is asked at '"
                                        + primary.visit()
                                        + "', which is no visit");
                        require(
                                criteria.trends().stream()
                                        .map(Rule::id)
                                        .anyMatch(primary.measure()::equals),
                                "the primary endpoint measures '"
                                        + primary.measure()
                                        + "', which is no trend of its criteria");
                        require(
                                !Double.isNaN(primary.minimal()) && !primary.source().isEmpty(),
                                "the primary endpoint needs a change that matters, with its"
                                        + " source");
                    });
            if (study.primary().isEmpty()) {
                warnings.add("it has no primary endpoint");
            }
        }

        private void arms() {
            require(study.arms().size() >= 2, "a trial has two arms or more");
            Set<String> labels =
                    study.arms().stream().map(Study.Arm::label).collect(Collectors.toSet());
            require(
                    labels.size() == study.arms().size() && !labels.contains(""),
                    "each arm needs a neutral label of its own: A, B …");
            Set<String> names = new HashSet<>();
            for (Study.Arm arm : study.arms()) {
                require(names.add(arm.name()), "two arms are called '" + arm.name() + "'");
                require(arm.ratio() >= 1, "arm '" + arm.name() + "' has no ratio of 1 or more");
            }
            require(
                    study.arms().stream().anyMatch(Study.Arm::tested)
                            && study.arms().stream().anyMatch(arm -> !arm.tested()),
                    "a trial needs an arm that is tested and one that it is compared with");
        }

        private void blinding(KnowledgeBase knowledge) {
            for (String set : study.shows()) {
                require(
                        !knowledge.codesOf(set).isEmpty(),
                        "it shows '" + set + "', which is no value set of the knowledge");
            }
            if (study.isBlinded()) {
                require(
                        !study.hides().isEmpty(),
                        "it blinds " + study.blind() + " and does not say what would tell the arm");
            }
        }

        private void randomisation() {
            Study.Randomisation how = study.randomisation();
            Set<String> known =
                    criteria.results().stream().map(Rule::id).collect(Collectors.toSet());
            for (Study.Factor factor : how.factors()) {
                require(
                        factor.weight() > 0,
                        "factor '"
                                + factor.code()
                                + "' has no weight above 0: it balances nothing");
                require(
                        known.contains(factor.code()),
                        "factor '" + factor.code() + "' is none of the results of its criteria");
            }
            require(how.planned() > 0, "it does not say how many people are planned");
            require(
                    how.eligibleDays() > 0,
                    "a signed eligibility holds for "
                            + how.eligibleDays()
                            + " days: nobody could be allocated");
            int unit = study.arms().stream().mapToInt(Study.Arm::ratio).sum();
            if (how.method() == Study.Method.MINIMISATION) {
                require(!how.factors().isEmpty(), "minimisation needs factors");
                require(
                        how.probability() > 0 && how.probability() <= 1,
                        "minimisation needs a probability above 0 and at most 1");
                require(
                        Set.of("range", "variance", "sd").contains(how.imbalance()),
                        "imbalance is range, variance or sd, not '" + how.imbalance() + "'");
                if (how.probability() == 1) {
                    warnings.add("with a probability of 1 the next arm can be predicted");
                }
                return;
            }
            require(!how.blocks().isEmpty(), "permuted blocks need sizes");
            // Sizes are told to nobody: who enrols people reads this, too.
            require(
                    how.blocks().stream()
                            .allMatch(block -> unit <= 0 || (block > 0 && block % unit == 0)),
                    "a size of its blocks cannot hold the ratio of the arms: use multiples of "
                            + unit);
            if (Set.copyOf(how.blocks()).size() == 1) {
                warnings.add("blocks of one size only can be predicted");
            }
            int strata = 1;
            for (Study.Factor factor : how.factors()) {
                strata *= Math.max(1, factor.levels().size());
            }
            int smallest = how.blocks().stream().mapToInt(Integer::intValue).min().orElse(0);
            long filled = (long) strata * study.arms().size() * smallest;
            if (filled * SHARE > how.planned()) {
                warnings.add(
                        strata
                                + " strata x "
                                + study.arms().size()
                                + " arms x the smallest block exceed a quarter of the planned "
                                + how.planned()
                                + ": use fewer strata or minimisation");
            }
        }
    }
}
