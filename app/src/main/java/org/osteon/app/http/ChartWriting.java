package org.osteon.app.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osteon.access.Action;
import org.osteon.chart.Resource;
import org.osteon.records.charts.Records;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.Write;
import org.osteon.workflow.forms.Seal;

/// Writes what somebody did to a chart: all of it or nothing, only on top of what it was decided
/// on, and with a seal under what was signed.
public final class ChartWriting {
    private final Appending store;

    /// Where it is written.
    private interface Appending {
        Appended append(
                Action action, String chart, Attribution by, List<? extends Change> changes);

        Optional<StoredResource> read(Action action, String chart, ResourceId resource);

        Optional<byte[]> sign(byte[] signed);
    }

    /// For whoever asks.
    public ChartWriting(Records records) {
        this.store =
                new Appending() {
                    @Override
                    public Appended append(
                            Action action,
                            String chart,
                            Attribution by,
                            List<? extends Change> changes) {
                        return records.append(action, chart, by, changes);
                    }

                    @Override
                    public Optional<StoredResource> read(
                            Action action, String chart, ResourceId resource) {
                        // Who may only write what they answered may write over it.
                        return records.read(
                                records.may(Action.READ, chart) ? Action.READ : action,
                                chart,
                                resource);
                    }

                    @Override
                    public Optional<byte[]> sign(byte[] signed) {
                        return records.signatures().sign(signed);
                    }
                };
    }

    private ChartWriting(Appending store) {
        this.store = store;
    }

    /// For the house itself, where facts that are there end something.
    public static ChartWriting ofTheHouse(ChartStore house) {
        return new ChartWriting(
                new Appending() {
                    @Override
                    public Appended append(
                            Action action,
                            String chart,
                            Attribution by,
                            List<? extends Change> changes) {
                        return house.append(chart, by, changes);
                    }

                    @Override
                    public Optional<StoredResource> read(
                            Action action, String chart, ResourceId resource) {
                        return house.read(chart, resource);
                    }

                    @Override
                    public Optional<byte[]> sign(byte[] signed) {
                        return house.signatures().sign(signed);
                    }
                });
    }

    /// Whether it is kept; not where somebody else was quicker.
    public boolean keep(Action action, String chart, Attribution attribution, List<Write> writes) {
        List<Change> changes = new ArrayList<>();
        for (Write write : Seal.under(writes, store::sign)) {
            Change.Put put =
                    new Change.Put(
                            new ResourceId(write.type(), write.id()),
                            write.json(),
                            OptionalLong.empty());
            if (write.inPlaceOf().isEmpty()) {
                changes.add(put);
            } else {
                Optional<Long> version = version(action, chart, write, write.inPlaceOf().get());
                if (version.isEmpty()) {
                    return false;
                }
                changes.add(put.expecting(version.get()));
            }
        }
        return switch (store.append(action, chart, attribution, changes)) {
            case Appended.Recorded _ -> true;
            case Appended.Conflict _ -> false;
            case Appended.Refused(var refusals) ->
                    throw new IllegalStateException("the store refused " + refusals);
        };
    }

    /// Keeps it all, or tells that somebody else was quicker.
    ///
    /// @param said what was not kept, a sentence or two
    /// @param remedy what to do then
    /// @throws Problem where somebody else was quicker
    public void keepOrTell(
            Action action,
            String chart,
            Attribution attribution,
            List<Write> writes,
            String said,
            String remedy) {
        if (!keep(action, chart, attribution, writes)) {
            throw new Problem(ProblemKind.CHANGED, "Changed by someone else", said, remedy);
        }
    }

    /// Keeps what somebody did at the desk, or tells that somebody else was quicker.
    ///
    /// @param remedy what to do then
    /// @throws Problem where somebody else was quicker
    public void keepOrTell(
            Action action, String chart, Outcome.Done done, Deed deed, String remedy) {
        keepOrTell(
                action,
                chart,
                new Attribution(deed.author(), deed.at().toInstant(), done.action(), done.reason()),
                done.writes(),
                "Somebody else did something to it at the same moment. Nothing of yours was kept.",
                remedy);
    }

    private Optional<Long> version(Action action, String chart, Write write, Resource before) {
        return store.read(action, chart, new ResourceId(write.type(), write.id()))
                .filter(now -> !now.deleted() && now.json().equals(before.json()))
                .map(StoredResource::version);
    }
}
