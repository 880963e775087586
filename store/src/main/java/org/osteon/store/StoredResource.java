package org.osteon.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// One version of a resource as it stands on disk.
public final class StoredResource {
    private final String chart;
    private final ResourceId resource;
    private final long version;
    private final Instant recorded;
    private final boolean deleted;
    private final byte[] json;

    StoredResource(
            String chart,
            ResourceId resource,
            long version,
            Instant recorded,
            boolean deleted,
            byte[] json) {
        this.chart = chart;
        this.resource = resource;
        this.version = version;
        this.recorded = recorded;
        this.deleted = deleted;
        this.json = json;
    }

    /// The id of the chart (the patient) that it belongs to.
    public String chart() {
        return chart;
    }

    /// Type and id.
    public ResourceId resource() {
        return resource;
    }

    /// 1 for the first, counted per resource: FHIR's `meta.versionId`.
    public long version() {
        return version;
    }

    /// When it became known: FHIR's `meta.lastUpdated`.
    public Instant recorded() {
        return recorded;
    }

    /// Whether this version says that the resource was deleted; its text is empty then.
    public boolean deleted() {
        return deleted;
    }

    /// The text as it came in, to the character.
    public String json() {
        return new String(json, StandardCharsets.UTF_8);
    }

    /// The text as UTF-8.
    public byte[] utf8() {
        return json.clone();
    }

    /// The same version in another text, as it is handed out.
    public StoredResource saying(String text) {
        return new StoredResource(
                chart, resource, version, recorded, deleted, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return json;
    }

    @Override
    public String toString() {
        return chart + " " + resource + " version " + version + (deleted ? " (deleted)" : "");
    }
}
