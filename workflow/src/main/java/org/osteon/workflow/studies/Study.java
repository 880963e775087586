package org.osteon.workflow.studies;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A study as it is written down: `study.json`, a FHIR ResearchStudy with what R4 has no place for
/// in the extension `urn:osteon:study`.
///
/// @param id the name of its folder
/// @param kind a trial with arms by chance, or a cohort
/// @param pathway the therapy it is of
/// @param blind who is not told the arm: `patient`, `assessor`, `analyst`
/// @param sham what is done so that nobody can tell; may be empty
/// @param kit what numbers of kits begin with; empty: there are none
/// @param hides types of resources that could tell the arm
/// @param shows value sets of what of these types tells no arm all the same
/// @param visits when people are asked, counted from the allocation
/// @param digest SHA-256 over the definition and all that its criteria rest on; as a site names it,
///   keyed, for it covers what is told to nobody
public record Study(
        String id,
        String title,
        String version,
        String description,
        Kind kind,
        String phase,
        String pathway,
        String registration,
        String sponsor,
        Ethics ethics,
        List<Arm> arms,
        Set<String> blind,
        String sham,
        String kit,
        Set<String> hides,
        Set<String> shows,
        Randomisation randomisation,
        List<Visit> visits,
        Optional<Primary> primary,
        List<String> stopping,
        List<String> sources,
        String digest) {
    public Study {
        arms = List.copyOf(arms);
        blind = Set.copyOf(blind);
        hides = Set.copyOf(hides);
        shows = Set.copyOf(shows);
        visits = List.copyOf(visits);
        stopping = List.copyOf(stopping);
        sources = List.copyOf(sources);
    }

    /// The same, named by another digest: one that nobody can make who has not the key of a site.
    public Study named(String other) {
        return new Study(
                id,
                title,
                version,
                description,
                kind,
                phase,
                pathway,
                registration,
                sponsor,
                ethics,
                arms,
                blind,
                sham,
                kit,
                hides,
                shows,
                randomisation,
                visits,
                primary,
                stopping,
                sources,
                other);
    }

    /// What it is.
    public enum Kind {
        TRIAL,
        COHORT
    }

    /// That a committee approved it.
    ///
    /// @param approval its number; empty: there is none
    /// @param until the last day on which it holds
    public record Ethics(String approval, Optional<LocalDate> until) {
        /// Whether people may be screened on a day.
        public boolean holds(LocalDate day) {
            return !approval.isEmpty() && until.filter(last -> !day.isAfter(last)).isPresent();
        }
    }

    /// What somebody can be allocated to.
    ///
    /// @param code of the treatment, for example `CORTICOSTEROID`
    /// @param label what it is called before the study is unblinded: A, B …
    /// @param tested whether it is what is tested; else a comparator
    public record Arm(
            String name,
            String type,
            String description,
            String code,
            int ratio,
            String label,
            boolean tested) {}

    /// How people are allocated.
    ///
    /// @param method permuted blocks within strata, or minimisation
    /// @param blocks sizes of blocks; shown to nobody at a site
    /// @param probability with which minimisation takes the best arm
    /// @param imbalance how minimisation measures: `range`, `variance` or `sd`
    /// @param planned how many people
    /// @param eligibleDays for how long a signed eligibility holds
    public record Randomisation(
            Method method,
            List<Integer> blocks,
            List<Factor> factors,
            double probability,
            String imbalance,
            int planned,
            int eligibleDays) {
        public Randomisation {
            blocks = List.copyOf(blocks);
            factors = List.copyOf(factors);
        }
    }

    /// A way of allocating.
    public enum Method {
        BLOCKS,
        MINIMISATION
    }

    /// What allocation balances, or a stratum is made of: a result of the criteria.
    ///
    /// @param levels those that there are; empty: whatever charts say
    public record Factor(String code, String title, double weight, List<String> levels) {
        public Factor {
            levels = List.copyOf(levels);
        }
    }

    /// A time at which people are asked.
    ///
    /// @param day counted from the allocation
    public record Visit(String code, String title, int day, int from, int to) {}

    /// What the study is about to find out.
    ///
    /// @param measure a trend of the criteria
    /// @param visit its code
    /// @param higherIsBetter the direction of the measure
    /// @param minimal a change that matters
    /// @param source of that number
    public record Primary(
            String measure,
            String title,
            String visit,
            boolean higherIsBetter,
            String method,
            String missing,
            double minimal,
            String source) {}

    /// The arm of a label.
    public Optional<Arm> arm(String label) {
        return arms.stream().filter(one -> one.label().equals(label)).findFirst();
    }

    /// The first visit: before anything is done.
    public Optional<Visit> baseline() {
        return visits.stream().findFirst();
    }

    /// The visit of a code.
    public Optional<Visit> visit(String code) {
        return visits.stream().filter(one -> one.code().equals(code)).findFirst();
    }

    /// Whether anybody is blind.
    public boolean isBlinded() {
        return !blind.isEmpty();
    }
}
