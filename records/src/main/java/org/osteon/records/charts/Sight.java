package org.osteon.records.charts;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osteon.access.Limits;
import org.osteon.access.Protection;

/// What somebody sees of all charts, for lists, searches and counts. A chart that says something of
/// who may see it is asked of once, and again when it was changed; without anything that the chart
/// says, and unless it is somebody's own or the one in context, one is as another. It holds until a
/// span of time begins or ends that any of it depends on. Safe for threads: one is kept for all
/// requests of somebody.
public final class Sight {
    private final ChartRegister<Protection> register;
    private final Map<String, Protection> told;
    private final Set<String> special;
    private final Function<Protection, Optional<Limits>> decision;
    private final Optional<Limits> plain;
    private final Map<String, Optional<Limits>> asked = new ConcurrentHashMap<>();
    private final Set<String> narrowed = ConcurrentHashMap.newKeySet();
    private final ZonedDateTime made;
    private Instant until;
    private long edition;

    /// @param register what charts say
    /// @param special the chart that is theirs, the one that their program was opened with
    /// @param decision the limits for a chart that says this; empty where it is not for them
    /// @param made when the decisions are made
    /// @param until when something beside the charts turns
    Sight(
            ChartRegister<Protection> register,
            Set<String> special,
            Function<Protection, Optional<Limits>> decision,
            ZonedDateTime made,
            Instant until) {
        this.register = register;
        this.told = register.all();
        // Before the charts are asked: what is changed meanwhile is asked of again.
        this.edition = register.log().edition();
        this.special = Set.copyOf(special);
        this.decision = decision;
        this.made = made;
        this.until = until;
        this.plain = decision.apply(Protection.none(""));
        special.forEach(this::ask);
        told.keySet().forEach(this::ask);
    }

    /// Hears of charts that say something else now.
    public void hear() {
        register.all();
        synchronized (this) {
            ChartLog.Changes changes = register.log().since(edition);
            edition = changes.edition();
            changes.charts()
                    .ifPresentOrElse(
                            some -> some.forEach(this::ask),
                            () -> {
                                List.copyOf(asked.keySet()).forEach(this::ask);
                                told.keySet().forEach(this::ask);
                            });
        }
    }

    /// Whether it still holds, as far as the time goes.
    synchronized boolean holds(Instant now) {
        return !now.isBefore(made.toInstant()) && now.isBefore(until);
    }

    private void ask(String chart) {
        Protection said = told.get(chart);
        if (said == null && !special.contains(chart)) {
            asked.remove(chart);
            narrowed.remove(chart);
            return;
        }
        Protection says = said == null ? Protection.none(chart) : said;
        says.nextTurn(made).filter(until::isAfter).ifPresent(turn -> until = turn);
        Optional<Limits> limits = decision.apply(says);
        asked.put(chart, limits.map(this::shared));
        if (limits.isEmpty() || limits.get().mayWithhold()) {
            narrowed.add(chart);
        } else {
            narrowed.remove(chart);
        }
    }

    /// One object for all that are as the plain ones are.
    private Limits shared(Limits limits) {
        return plain.filter(one ->
                        !limits.mayWithhold()
                                && limits.until().isEmpty()
                                && one.until().isEmpty()
                                && limits.pseudonymised() == one.pseudonymised())
                .orElse(limits);
    }

    /// The limits of what they see of a chart; empty where nothing.
    Optional<Limits> of(String chart) {
        return asked.getOrDefault(chart, plain);
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
        return plain.filter(limits -> !limits.mayWithhold()).isPresent() && narrowed.isEmpty();
    }
}
