package org.osteon.store.intake;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osteon.store.ImportReceipt;

/// What came of an intake. Grows while it runs.
public final class IntakeReport {
    private final RejectionListener listener;
    private final Set<String> charts = new TreeSet<>();
    private final Map<String, Integer> unreferenced = new TreeMap<>();
    private long created;
    private long updated;
    private long unchanged;
    private long rejected;

    /// Told of each resource that was not kept, as it happens.
    public interface RejectionListener {
        /// Takes one.
        void rejected(Rejection rejection);
    }

    /// A resource, or a whole file, that was not kept.
    ///
    /// @param file the file
    /// @param line the line in it; of a Bundle, the number of the entry; 0 for the whole file
    /// @param what `line` or `entry`
    /// @param reason why, in one line
    public record Rejection(String file, long line, String what, String reason) {
        @Override
        public String toString() {
            return file
                    + (line == 0 ? "" : what.endsWith("line") ? ":" + line : ", entry " + line)
                    + ": "
                    + reason;
        }
    }

    /// A report that tells this listener of rejections.
    public IntakeReport(RejectionListener listener) {
        this.listener = listener;
    }

    void rejected(Rejection rejection) {
        rejected++;
        listener.rejected(rejection);
    }

    void recorded(ImportReceipt receipt) {
        charts.add(receipt.chart());
        created += receipt.count(ImportReceipt.Effect.CREATED);
        updated += receipt.count(ImportReceipt.Effect.UPDATED);
        unchanged += receipt.count(ImportReceipt.Effect.UNCHANGED);
    }

    void unreferenced(String type) {
        unreferenced.merge(type, 1, Integer::sum);
    }

    /// How many charts were looked at or changed.
    public int charts() {
        return charts.size();
    }

    /// Their ids, in order.
    public Set<String> chartIds() {
        return charts;
    }

    /// Resources that were not there before.
    public long created() {
        return created;
    }

    /// Resources that got a new version.
    public long updated() {
        return updated;
    }

    /// Resources that were there already with the same content.
    public long unchanged() {
        return unchanged;
    }

    /// Resources and files that were not kept; each was told to the listener.
    public long rejected() {
        return rejected;
    }

    /// Resources that belong to no patient and that no patient's resource refers to, by type: not
    /// kept.
    public Map<String, Integer> unreferenced() {
        return unreferenced;
    }
}
