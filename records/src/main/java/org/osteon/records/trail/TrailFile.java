package org.osteon.records.trail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.outcome.data.CsvText;
import org.osteon.store.TrailEntry;

/// The trail as a file that others take away: a line for each entry.
public enum TrailFile {
    /// FHIR AuditEvents, one a line.
    NDJSON("application/fhir+ndjson"),
    /// A table.
    CSV("text/csv;charset=UTF-8");

    private static final List<String> HEADER =
            List.of(
                    "id", "at", "person", "name", "role", "purpose", "address", "request", "action",
                    "outcome", "charts", "detail", "reason", "changed");

    private final String mediaType;

    TrailFile(String mediaType) {
        this.mediaType = mediaType;
    }

    /// The one of a name; empty where there is none.
    public static Optional<TrailFile> of(String name) {
        return Stream.of(values()).filter(one -> one.ending().equals(name)).findFirst();
    }

    /// What it is on the wire.
    public String mediaType() {
        return mediaType;
    }

    /// How its name ends.
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What stands before the first entry.
    public String head() {
        return this == CSV ? CsvText.line(HEADER) : "";
    }

    /// An entry.
    public String line(TrailEntry one, AuditEvents events) {
        return switch (this) {
            case NDJSON -> events.event(one) + "\n";
            case CSV ->
                    CsvText.line(
                            List.of(
                                    one.id(),
                                    one.at().toString(),
                                    one.person(),
                                    one.name(),
                                    one.role(),
                                    one.purpose(),
                                    one.address(),
                                    one.request(),
                                    one.action(),
                                    one.outcome(),
                                    String.join(" ", one.charts()),
                                    one.detail(),
                                    one.reason(),
                                    String.join(" ", one.changed())));
        };
    }
}
