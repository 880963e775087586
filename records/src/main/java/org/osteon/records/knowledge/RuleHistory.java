package org.osteon.records.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.pathway.Rule;

/// What changed in a rule between the states of the knowledge that were applied here (X4).
public final class RuleHistory {
    private static final int MOST_STATES = 40;
    private static final int STATES_KEPT_READ = 8;
    private static final int STANDS_KEPT = 10_000;

    private final Optional<KnowledgeVersions> versions;
    private final List<RuleNumbers.UnitName> units;
    private final Cache<String, Read> read =
            Caffeine.newBuilder().maximumSize(STATES_KEPT_READ).build();

    /// What kept states say of a rule: they do not change.
    private final Cache<String, Optional<RuleStand>> stands =
            Caffeine.newBuilder().maximumSize(STANDS_KEPT).build();

    /// @param versions empty where nobody keeps them
    /// @param units the endings of names that tell a unit
    public RuleHistory(Optional<KnowledgeVersions> versions, List<RuleNumbers.UnitName> units) {
        this.versions = versions;
        this.units = units;
    }

    /// A change of a rule.
    ///
    /// @param knowledge the hash of the pathway's knowledge from then on
    /// @param since when that was first applied here
    /// @param first whether it is the first state that has the rule
    /// @param parts what changed; empty for the first
    public record Change(
            String knowledge, Instant since, boolean first, List<RuleStand.Difference> parts) {}

    /// What is kept of a rule.
    ///
    /// @param states how many states of the pathway were looked at
    /// @param changes those in which the rule is not as before, the newest first
    public record Told(int states, List<Change> changes) {}

    /// The changes of a rule.
    ///
    /// @throws IOException where a kept state cannot be read
    public Told of(String pathway, Rule criterion, Rule rule) throws IOException {
        if (versions.isEmpty()) {
            return new Told(0, List.of());
        }
        List<KnowledgeVersions.State> states = versions.get().states(pathway);
        List<KnowledgeVersions.State> looked =
                states.subList(Math.max(0, states.size() - MOST_STATES), states.size());
        List<Change> changes = new ArrayList<>();
        Optional<RuleStand> before = Optional.empty();
        for (KnowledgeVersions.State state : looked) {
            Optional<RuleStand> now = stand(state, pathway, criterion, rule);
            if (now.isPresent() && before.isEmpty()) {
                changes.add(new Change(state.hash(), state.since(), true, List.of()));
            } else if (now.isPresent()) {
                List<RuleStand.Difference> parts =
                        List.copyOf(before.orElseThrow().differences(now.get()).values());
                if (!parts.isEmpty()) {
                    changes.add(new Change(state.hash(), state.since(), false, parts));
                }
            }
            before = now;
        }
        return new Told(looked.size(), List.copyOf(changes.reversed()));
    }

    private Optional<RuleStand> stand(
            KnowledgeVersions.State state, String pathway, Rule criterion, Rule rule)
            throws IOException {
        String key = state.hash() + "/" + criterion.id() + "/" + rule.id();
        Optional<RuleStand> stand = stands.getIfPresent(key);
        if (stand == null) {
            Read kept = read(state, pathway);
            stand =
                    RuleStand.of(kept.files(), kept.texts(), pathway, rule.id())
                            .map(found ->
                                    found.with(
                                            new RuleNumbers(kept.texts(), units)
                                                    .of(pathway, criterion, rule)));
            stands.put(key, stand);
        }
        return stand;
    }

    private record Read(Map<String, String> files, CqlTexts texts) {}

    private Read read(KnowledgeVersions.State state, String pathway) throws IOException {
        Read kept = read.getIfPresent(state.hash());
        if (kept == null) {
            Map<String, String> files = versions.orElseThrow().files(state, pathway);
            kept = new Read(files, new CqlTexts(files));
            read.put(state.hash(), kept);
        }
        return kept;
    }
}
