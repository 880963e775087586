package org.osteon.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.LikelihoodSurvey;
import org.osteon.hla.search.MatchLikelihood;

/// How many patients have a donor among those that a server searches: worked out beside it, once
/// for each state of the registry, and kept. One is worked out at a time.
public final class ServedLikelihood {
    private static final int KEPT = 8;
    private static final long SEED = 1;

    /// How far an answer is.
    public sealed interface State {}

    /// Not yet.
    ///
    /// @param done of the patients
    public record Counting(int done, int patients) implements State {}

    /// The answer.
    public record Counted(LikelihoodSurvey survey) implements State {}

    /// There is none.
    ///
    /// @param reason in words
    public record None(String reason) implements State {}

    /// What is asked of one state of a registry.
    private record Question(RegistryVersion version, Set<Donor.Kind> kinds, int patients) {}

    private final Map<Question, State> states = new LinkedHashMap<>();
    private final Executor worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("match likelihood").factory());

    /// The answer, or how far it is; asked for the first time it is begun.
    ///
    /// @param kinds of donors; empty: all
    /// @param patients how many are drawn
    public synchronized State ask(ServedDonors.Ready ready, Set<Donor.Kind> kinds, int patients) {
        if (ready.registry().isEmpty() || ready.frequencies().isEmpty()) {
            return new None(
                    ready.registry().isEmpty()
                            ? "This server has no registry."
                            : "This server has no haplotype frequencies to draw patients from.");
        }
        Question question = new Question(ready.registry().get().version(), kinds, patients);
        State known = states.get(question);
        if (known != null) {
            return known;
        }
        State begun = new Counting(0, patients);
        keep(question, begun);
        FrequencySet set = ready.frequencies().get();
        worker.execute(() -> count(question, ready, set));
        return begun;
    }

    private synchronized void keep(Question question, State state) {
        states.put(question, state);
        if (states.size() > KEPT) {
            states.remove(states.keySet().iterator().next());
        }
    }

    private void count(Question question, ServedDonors.Ready ready, FrequencySet set) {
        try {
            keep(question, counted(question, ready, set));
        } catch (RuntimeException e) {
            keep(question, new None("It could not be worked out: " + e.getMessage()));
        }
    }

    private State counted(Question question, ServedDonors.Ready ready, FrequencySet set) {
        List<Locus> loci = Locus.TEN.stream().filter(set.loci()::contains).toList();
        int donors = MatchLikelihood.donors(question.version(), question.kinds());
        if (donors == 0) {
            return new None("The registry has no donor of this type who can be asked.");
        }
        return new Counted(
                LikelihoodSurvey.of(
                        new MatchLikelihood(
                                question.version(), set, loci, question.kinds(), sizes(donors)),
                        set,
                        ready.reader(),
                        question.patients(),
                        SEED,
                        done -> keep(question, new Counting(done, question.patients()))));
    }

    /// Sizes to look at where nobody chose: powers of ten from a thousand, and all.
    public static List<Integer> sizes(int donors) {
        List<Integer> sizes = new ArrayList<>();
        for (long size = 1000; size < donors; size *= 10) {
            sizes.add((int) size);
        }
        sizes.add(donors);
        return sizes;
    }
}
