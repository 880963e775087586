package org.osteon.records.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.store.KeptNote;
import org.osteon.store.StoreException;
import org.osteon.workflow.registry.RegistryForms;
import org.osteon.workflow.safety.Regions;

/// What a site types of its own about reports: the registry's numbers, and which rows of a region
/// its counsel has confirmed. Kept in the store, each change on record, and read as files are that
/// stand over those of the site's folder.
public final class SiteReporting {
    private static final String KIND = "site-reporting";
    private static final JsonMapper JSON = new JsonMapper();

    /// After that other servers' changes are seen.
    private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

    private final ChartStore store;
    private volatile Known known = new Known(Map.of(), System.nanoTime() - FRESH_NANOS - 1);

    public SiteReporting(ChartStore store) {
        this.store = store;
    }

    private record Known(Map<String, String> files, long at) {}

    /// All of it as files, by their names.
    public Map<String, String> files() {
        Known now = known;
        if (System.nanoTime() - now.at() > FRESH_NANOS) {
            now = fresh(now);
            known = now;
        }
        return now.files();
    }

    /// While the store does not answer, what was known holds: charts are read all the same.
    private Known fresh(Known before) {
        try {
            return read();
        } catch (StoreException e) {
            System.getLogger(SiteReporting.class.getName())
                    .log(System.Logger.Level.WARNING, "the site's reporting is not read anew", e);
            return new Known(before.files(), System.nanoTime());
        }
    }

    private Known read() {
        Map<String, String> files = new TreeMap<>();
        store.kept(KIND).forEach(note -> files.put("site/" + note.id() + ".json", note.json()));
        return new Known(Map.copyOf(files), System.nanoTime());
    }

    /// Keeps the numbers of a registry's form.
    ///
    /// @param numbers by our names of the items; empty ones are none
    public void registry(
            String form,
            String revision,
            String centre,
            Map<String, String> numbers,
            Attribution by) {
        ObjectNode json = JSON.createObjectNode().put("id", form);
        json.put("revision", revision).put("centre", centre);
        ObjectNode all = json.putObject("numbers");
        new TreeMap<>(numbers).forEach(all::put);
        keep(RegistryForms.FOLDER + "/" + form, json, by, "numbers of " + form);
    }

    /// Keeps that a row of a region was confirmed.
    ///
    /// @param who confirmed it
    public void confirm(String region, String row, String who, LocalDate on, Attribution by) {
        change(region, row, who, on.toString(), by);
    }

    /// Keeps that it is confirmed no more: legal review is needed again.
    public void takeBack(String region, String row, Attribution by) {
        change(region, row, "", "", by);
    }

    private void change(String region, String row, String who, String on, Attribution by) {
        String id = Regions.FOLDER + "/" + region;
        while (true) {
            String before = store.kept(KIND, id).map(KeptNote::json).orElse(null);
            ObjectNode json = before == null ? JSON.createObjectNode() : tree(before);
            json.put("id", region);
            ObjectNode there = null;
            for (var one : json.withArray("reports")) {
                if (one.path("id").asText("").equals(row)) {
                    there = (ObjectNode) one;
                }
            }
            if (there == null) {
                there = json.withArray("reports").addObject().put("id", row);
            }
            there.putObject("confirmed").put("by", who).put("on", on);
            if (store.replace(KIND, before, new KeptNote(id, json.toString()))) {
                break;
            }
        }
        told(by, region + ", " + row + (who.isEmpty() ? ": taken back" : ": " + who + ", " + on));
    }

    private void keep(String id, ObjectNode json, Attribution by, String what) {
        store.keep(KIND, new KeptNote(id, json.toString()));
        told(by, what);
    }

    private void told(Attribution by, String what) {
        store.record(by, null, what);
        known = read();
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
