package org.osteon.store.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.chart.Sha256;
import org.osteon.chart.incoming.Incoming;
import org.osteon.store.StoredResource;

/// Charts out: which line of which file each resource becomes, so that [Intake] puts each into the
/// chart that it came from, whatever the order of the files.
///
/// A resource stands in the file of its type, as it came in. What several charts share (a
/// Practitioner) stands there once. What does not say itself into which chart it belongs, or says
/// otherwise in another chart, stands in the file of Bundles besides: one for each such chart, with
/// its patient.
public final class Outgoing {
    /// The type of the Bundles.
    public static final String BUNDLE = "Bundle";

    private static final String PATIENT = "Patient";
    private static final Comparator<Incoming> BY_NAME = Comparator.comparing(Incoming::reference);

    private final boolean whole;
    private final Map<String, Long> shared = new HashMap<>();

    /// @param whole whether charts go out whole, so that they can come in again as they were
    public Outgoing(boolean whole) {
        this.whole = whole;
    }

    /// A line of a file.
    ///
    /// @param type which file it is
    /// @param text the resource, on one line
    public record Line(String type, String text) {}

    /// Reads again what was written before: of what charts share, that it stands in its file.
    public void wrote(Line line) {
        if (!line.type().equals(BUNDLE)) {
            Incoming incoming = Incoming.of(line.text());
            if (incoming.patient().isEmpty()) {
                shared.putIfAbsent(incoming.reference(), shortHash(line.text()));
            }
        }
    }

    /// The lines of a chart: those that are its patient's in the order in which they came in.
    ///
    /// @param resources all of it, or what of it goes out
    public List<Line> of(String chart, List<StoredResource> resources) {
        List<Owned> read =
                resources.stream()
                        .map(Outgoing::incoming)
                        .map(one -> new Owned(one, one.patient()))
                        .toList();
        Set<String> found = foundByReference(chart, read);
        List<Line> lines = new ArrayList<>();
        List<Incoming> unowned = new ArrayList<>();
        List<Incoming> besides = new ArrayList<>();
        Optional<Incoming> patient = Optional.empty();
        for (Owned owned : read) {
            Incoming one = owned.resource();
            Optional<String> owner = owned.patient();
            boolean ofAnother = owner.isPresent() && !owner.get().equals(chart);
            if (one.type().equals(PATIENT) && !ofAnother) {
                patient = Optional.of(one);
            }
            if (owner.isEmpty()) {
                unowned.add(one);
            } else if (ofAnother && whole) {
                besides.add(one);
            } else {
                lines.add(new Line(one.type(), one.json()));
            }
        }
        // By name: in which order they came in is otherwise where they came in again.
        unowned.sort(BY_NAME);
        for (Incoming one : unowned) {
            long hash = shortHash(one.json());
            Long first = shared.putIfAbsent(one.reference(), hash);
            if (first == null) {
                lines.add(new Line(one.type(), one.json()));
            }
            if ((first != null && first != hash) || !found.contains(one.reference())) {
                besides.add(one);
            }
        }
        // Without its patient nothing can be brought in.
        if (whole && !besides.isEmpty() && patient.isPresent()) {
            besides.sort(BY_NAME);
            besides.addFirst(patient.get());
            lines.add(new Line(BUNDLE, bundle(chart, besides)));
        }
        return lines;
    }

    /// A resource and whose it is; nobody's where that is empty.
    private record Owned(Incoming resource, Optional<String> patient) {}

    /// What comes into this chart by being referred to.
    private static Set<String> foundByReference(String chart, List<Owned> read) {
        Set<String> found = new HashSet<>();
        for (Owned one : read) {
            if (one.patient().filter(chart::equals).isPresent()) {
                one.resource().references().stream().filter(Incoming::isShared).forEach(found::add);
            }
        }
        return found;
    }

    private static Incoming incoming(StoredResource stored) {
        String json = oneLine(stored.json());
        Resource read = ChartReader.withOrWithoutId(json);
        // A text may come in without the id that it was kept under.
        return read.id().isPresent()
                ? Incoming.of(read, json)
                : Incoming.of(
                        "{\"id\":\""
                                + stored.resource().id()
                                + "\","
                                + json.substring(json.indexOf('{') + 1));
    }

    /// Line ends stand in JSON between tokens only, so they can go; not so other characters that
    /// end a line of prose.
    static String oneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replaceAll("[ \\t]*[\\r\\n][ \\t\\r\\n]*", " ").strip();
    }

    private static String bundle(String chart, List<Incoming> resources) {
        StringBuilder text =
                new StringBuilder("{\"resourceType\":\"Bundle\",\"id\":\"chart-")
                        .append(HexFormat.of().formatHex(sha(chart), 0, 8))
                        .append("\",\"type\":\"collection\",\"entry\":[");
        String separator = "";
        for (Incoming one : resources) {
            text.append(separator).append("{\"resource\":").append(one.json()).append('}');
            separator = ",";
        }
        return text.append("]}").toString();
    }

    private static long shortHash(String text) {
        return java.nio.ByteBuffer.wrap(sha(text)).getLong();
    }

    private static byte[] sha(String text) {
        return Sha256.begun().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
