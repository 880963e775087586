package org.osteon.records.charts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.osteon.access.Limits;
import org.osteon.access.Protection;

/// What somebody sees of all charts while they do one thing, for lists, searches and counts. A
/// chart that says something of who may see it is asked of once; without anything that the chart
/// says, and unless it is somebody's own or the one in context, one is as another.
public final class Sight {
    private final Map<String, Protection> told;
    private final Set<String> special;
    private final Function<Protection, Optional<Limits>> decision;
    private final Optional<Limits> plain;
    private final Map<String, Optional<Limits>> asked = new HashMap<>();

    /// @param told what charts say, by chart
    /// @param special the chart that is theirs, the one that their program was opened with
    /// @param decision the limits for a chart that says this; empty where it is not for them
    Sight(
            Map<String, Protection> told,
            Set<String> special,
            Function<Protection, Optional<Limits>> decision) {
        this.told = told;
        this.special = special;
        this.decision = decision;
        this.plain = decision.apply(Protection.none(""));
    }

    /// The limits of what they see of a chart; empty where nothing.
    Optional<Limits> of(String chart) {
        Protection said = told.get(chart);
        if (said == null && !special.contains(chart)) {
            return plain;
        }
        return asked.computeIfAbsent(
                chart, id -> decision.apply(said == null ? Protection.none(id) : said));
    }

    /// Whether they see a chart, be it a part of it.
    public boolean sees(String chart) {
        return of(chart).isPresent();
    }

    /// Whether they see only a part of a chart.
    public boolean isCut(String chart) {
        return of(chart).filter(Limits::mayWithhold).isPresent();
    }

    /// Whether they see all of everything.
    public boolean isWhole() {
        return plain.filter(limits -> !limits.mayWithhold()).isPresent()
                && told.keySet().stream().allMatch(chart -> sees(chart) && !isCut(chart));
    }
}
