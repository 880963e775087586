package org.osteon.records.charts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Action;
import org.osteon.access.Interaction;
import org.osteon.access.Scopes;
import org.osteon.records.trail.TrailPeriod;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import org.osteon.store.TrailEntry;
import org.osteon.store.TrailQuery;

/// What was done and looked at, for those who may see it: of one chart for who may read it or
/// audits, of all for auditors. Who sees it is written down, too.
public final class RecordTrail {
    static final String HIDDEN = "hidden by a study";

    private final Records records;
    private final ChartStore store;
    private final AccessCheck asking;

    RecordTrail(Records records, ChartStore store, AccessCheck asking) {
        this.records = records;
        this.store = store;
        this.asking = asking;
    }

    /// A page of the trail, newest first; empty where it is of a chart that is not theirs.
    ///
    /// @throws org.osteon.records.words.Problem where it is of all charts, and they audit none
    public List<TrailEntry> page(TrailQuery query, int offset, int limit) {
        if (!isOpen(query)) {
            return List.of();
        }
        looked(query);
        return store.trail(query, offset, limit).stream()
                .map(this::told)
                .map(one -> query.chart().map(chart -> ofChart(one, chart)).orElse(one))
                .toList();
    }

    /// How many entries such a search finds; to know that is a look, too, and counted.
    public long count(TrailQuery query) {
        if (!isOpen(query)) {
            return 0;
        }
        looked(query);
        return store.trailCount(query);
    }

    /// With what this request itself looked at.
    private boolean isOpen(TrailQuery query) {
        AccessCheck.visit().settle();
        if (query.chart().isPresent()) {
            return mayAudit(query.chart().get(), Interaction.SEARCH);
        }
        records.require(Action.AUDIT);
        if (!inScope("", Interaction.SEARCH)) {
            throw Problem.outOfScope("search AuditEvent");
        }
        return true;
    }

    /// What was done to somebody in a study would tell the arm to who is blind, auditors included;
    /// and what was looked at would tell what there is to whom the patient denied it.
    private TrailEntry told(TrailEntry entry) {
        if (entry.charts().stream().anyMatch(asking::isBlind)) {
            return entry.withoutDetail(HIDDEN);
        }
        return entry.charts().stream().anyMatch(asking::isPartDenied)
                ? entry.withoutDetail(entry.action())
                : entry;
    }

    private boolean mayAudit(String chart, Interaction does) {
        return records.mayAudit(chart)
                && inScope(chart, does)
                && (records.may(Action.AUDIT) || !asking.isBlind(chart));
    }

    /// A program sees who looked where it was let, whatever else it sees.
    private static boolean inScope(String chart, Interaction does) {
        Scopes.Need need = new Scopes.Need(Set.of(does), "AuditEvent");
        return AccessCheck.visit().scopes().map(one -> one.permitsAll(chart, need)).orElse(true);
    }

    /// Others are not told whose charts were seen beside this one.
    private TrailEntry ofChart(TrailEntry entry, String chart) {
        return records.may(Action.AUDIT) ? entry : entry.withCharts(List.of(chart));
    }

    /// One entry; empty where there is none for them.
    public Optional<TrailEntry> one(String id) {
        AccessCheck.visit().settle();
        Optional<TrailEntry> found =
                store.trailEntry(id)
                        .map(this::told)
                        .flatMap(one ->
                                records.may(Action.AUDIT) && inScope("", Interaction.READ)
                                        ? Optional.of(one)
                                        : Optional.of(
                                                        one.withCharts(
                                                                one.charts().stream()
                                                                        .filter(chart ->
                                                                                mayAudit(
                                                                                        chart,
                                                                                        Interaction
                                                                                                .READ))
                                                                        .toList()))
                                                .filter(mine -> !mine.charts().isEmpty()));
        found.ifPresent(one -> {
            Visit visit = AccessCheck.visit();
            asking.look(visit, asking.purpose(visit), Action.AUDIT.code(), "done", one.charts());
        });
        return found;
    }

    /// Begins to take a part of the trail out of the house, for auditors.
    ///
    /// @return its pages
    public TrailPeriod.Pages export(Set<String> charts) {
        records.require(Action.AUDIT);
        Visit visit = AccessCheck.visit();
        visit.settle();
        asking.look(visit, asking.purpose(visit), "export", "done", List.copyOf(charts));
        return (query, chain, sequence, limit) ->
                store.trailAfter(query, chain, sequence, limit).stream().map(this::told).toList();
    }

    /// The charts of a study, for auditors.
    public Set<String> ofStudy(String study) {
        records.require(Action.AUDIT);
        return TrailPeriod.charts(study, store::search);
    }

    private void looked(TrailQuery query) {
        Visit visit = AccessCheck.visit();
        asking.look(
                visit,
                asking.purpose(visit),
                Action.AUDIT.code(),
                "done",
                query.chart().stream().toList());
    }
}
