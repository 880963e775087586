package org.osteon.store;

import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/// A chart as it was known at one instant: its resources without the deleted ones, in the order in
/// which they first came in.
public final class StoredChart implements Iterable<StoredResource> {
    private final String id;
    private final long revision;
    private final List<StoredResource> resources;

    StoredChart(String id, long revision, List<StoredResource> resources) {
        this.id = id;
        this.revision = revision;
        this.resources = List.copyOf(resources);
    }

    /// The chart's id: the patient's.
    public String id() {
        return id;
    }

    /// The audit sequence of the chart's last change up to that instant: two reads with the same
    /// revision have the same content. What is derived from a chart is kept with it
    /// ([ChartStore#putSummaries]).
    public long revision() {
        return revision;
    }

    /// The resources.
    public List<StoredResource> resources() {
        return resources;
    }

    @Override
    public Iterator<StoredResource> iterator() {
        return resources.iterator();
    }

    /// The chart without some of them.
    public StoredChart without(Predicate<StoredResource> left) {
        return new StoredChart(
                id, revision, resources.stream().filter(Predicate.not(left)).toList());
    }

    /// All texts as UTF-8, one after the other with a line feed after each: what a chart reader
    /// takes in one go. A text that came in over several lines is still over several lines.
    public byte[] utf8() {
        int length = 0;
        for (StoredResource resource : resources) {
            length = Math.addExact(length, resource.bytes().length + 1);
        }
        byte[] all = new byte[length];
        int at = 0;
        for (StoredResource resource : resources) {
            byte[] json = resource.bytes();
            System.arraycopy(json, 0, all, at, json.length);
            at += json.length;
            all[at++] = '\n';
        }
        return all;
    }
}
