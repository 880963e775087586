package org.osteon.records.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.records.TestKnowledge;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;
import org.threeten.extra.MutableClock;

/// A site that takes messages of one laboratory. It is 2 June 2025, 10:00 UTC, until time passes.
final class FeedSite implements AutoCloseable {
    static final String PROFILE =
            """
            {"title": "Central laboratory",
             "senders": [{"application": "LABSYS", "facility": "GENHOSP"}],
             "timeZone": "Europe/Berlin",
             "identifiers": {"GENHOSP^MR": "urn:example:mrn"}}
            """;

    private final MutableClock clock =
            MutableClock.of(Instant.parse("2025-06-02T10:00:00Z"), ZoneOffset.UTC);
    private final ChartStore store;
    private final Feeds feeds;

    FeedSite(Path folder) {
        this(folder, PROFILE);
    }

    FeedSite(Path folder, String profile) {
        try {
            Path profiles = Files.createDirectories(folder.resolve("profiles"));
            Files.writeString(profiles.resolve("laboratory.json"), profile);
            store = ChartStore.open(folder.resolve("charts.db"));
            feeds =
                    new Feeds(
                            new FeedRecords(store, clock),
                            new ProfileFolder(profiles),
                            TestKnowledge.small());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChartStore store() {
        return store;
    }

    Feeds feeds() {
        return feeds;
    }

    Instant now() {
        return clock.instant();
    }

    void pass(Duration time) {
        clock.add(time);
    }

    /// Somebody who mends messages does something.
    <T> T mending(Supplier<T> what) {
        return Visits.answer(
                new Visit(
                        Person.of("i", "I. Integrator", new Role("integrator")),
                        new Role("integrator"),
                        List.<Grant>of(),
                        "",
                        "",
                        "test",
                        false),
                what::get);
    }

    /// Sends a message; gives the whole acknowledgement, its segments in lines.
    String send(String message) {
        return send(message, StandardCharsets.UTF_8);
    }

    String send(String message, Charset charset) {
        List<Answer> answers = feeds.take(message.getBytes(charset), "here");
        return Feeds.message(answers).replace('\r', '\n');
    }

    /// Sends a message that is taken.
    String taken(String message) {
        String answer = send(message);
        assertThat(answer).contains("MSA|AA|");
        return answer;
    }

    static String head(String sent, String event, String control) {
        return "MSH|^~\\&|LABSYS|GENHOSP|OSTEON|CLINIC|%s||%s|%s|P|2.5.1||||||UNICODE UTF-8\r"
                .formatted(sent, event, control);
    }

    static String admission(String control, String number) {
        return head("20250602100000", "ADT^A01", control)
                + "EVN|A01\rPID|1||%s^^^GENHOSP^MR||Meier^Anna||19610412|F\r".formatted(number);
    }

    static String merge(String control, String stays, String goes) {
        return head("20250602120000", "ADT^A40", control)
                + "EVN|A40\rPID|1||%s^^^GENHOSP^MR||Meier^Anna||19610412|F\rMRG|%s^^^GENHOSP^MR\r"
                        .formatted(stays, goes);
    }

    static String result(
            String control, String sent, String number, String order, String value, String status) {
        return head(sent, "ORU^R01", control)
                + "PID|1||%s^^^GENHOSP^MR\r".formatted(number)
                + "OBR|1||%s|CHEM^Chemistry^L|||20250602073000|||||||||||||||||CH|%s\r"
                        .formatted(order, status)
                + "OBX|1|NM|2160-0^Creatinine^LN||%s|mg/dL|||||%s\r".formatted(value, status);
    }

    List<StoredResource> all(String type) {
        return store.search(ResourceQuery.of(type).limit(1_000)).resources();
    }

    /// The chart of whoever bears a number.
    String chart(String number) {
        List<StoredResource> found =
                store.search(
                                ResourceQuery.of("Patient")
                                        .with("identifier", "urn:example:mrn|" + number)
                                        .limit(10))
                        .resources();
        return found.stream()
                .filter(one -> !one.json().contains("\"active\":false"))
                .map(StoredResource::chart)
                .findFirst()
                .orElseThrow();
    }

    /// The values of all results of a chart.
    Set<String> values(String chart) {
        Set<String> values = new TreeSet<>();
        store.search(ResourceQuery.of("Observation").inChart(chart).limit(1_000))
                .resources()
                .forEach(one ->
                        values.add(one.json().replaceAll("(?s).*\"value\":([0-9.]+).*", "$1")));
        return values;
    }

    @Override
    public void close() {
        store.close();
    }
}
