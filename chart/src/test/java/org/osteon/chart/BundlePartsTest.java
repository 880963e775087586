package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A large Bundle is read in halves side by side, and is the same chart whatever is in it.
class BundlePartsTest {
    private static final String PADDING = "x".repeat(1_000);

    /// An observation of a kilobyte, so that some thousands are large.
    private static String entry(int i) {
        return """
        {"fullUrl":"urn:uuid:%1$d","resource":{"resourceType":"Observation","id":"o%1$d",\
        "subject":{"reference":"urn:uuid:p"},"effectiveDateTime":"2025-06-%2$02d",\
        "derivedFrom":[{"reference":"urn:uuid:%3$d"}],"valueString":"%4$s"}}\
        """
                .formatted(i, 1 + i % 28, (i + 2_500) % 5_000, PADDING);
    }

    private static final String PATIENT =
            """
            {"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","id":"p1"}}\
            """;

    private static String bundle(Stream<String> entries) {
        return "{\"resourceType\":\"Bundle\",\"entry\":[\n "
                + String.join(" ,\n ", entries.toList())
                + "\n],\"type\":\"collection\"}";
    }

    private static String large(int place, String odd) {
        return bundle(
                Stream.concat(
                        Stream.of(PATIENT),
                        IntStream.range(0, 5_000)
                                .mapToObj(i -> i == place ? entry(i) + "," + odd : entry(i))));
    }

    /// As a reader sees it that goes from beginning to end: one resource after the other.
    private static List<String> told(Chart chart) {
        return Stream.concat(
                        chart.resources().stream()
                                .map(one ->
                                        one.reference()
                                                + " "
                                                + one.date().map(FhirTime::toString).orElse("")
                                                + one.content().objects("derivedFrom").stream()
                                                        .map(to -> to.text("reference"))
                                                        .toList()
                                                + one.content()
                                                        .object("subject")
                                                        .flatMap(to -> to.text("reference"))
                                                + one.json()),
                        chart.remarks().stream())
                .toList();
    }

    /// The same, within another object: that is read in one go.
    private static Chart inOneGo(String json) throws IOException {
        byte[] around = SmallCharts.utf8(json);
        try (var parser = ChartReader.parser(around)) {
            parser.nextToken();
            return ChartReader.within(around, parser).orElseThrow();
        }
    }

    @Test
    void halves_make_the_chart_that_one_reading_makes() throws IOException {
        String json = large(-1, "");
        byte[] bytes = SmallCharts.utf8(json);

        assertThat(BundleParts.read(bytes))
                .hasValueSatisfying(parts -> {
                    assertThat(parts.first()).hasSizeGreaterThan(2_000);
                    assertThat(parts.second()).hasSizeGreaterThan(2_000);
                });
        assertThat(told(SmallCharts.chart(ChartReader.bundle(bytes))))
                .hasSize(5_001)
                .isEqualTo(told(inOneGo(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{\"resource\":7}",
                "{\"resource\":{\"resourceType\":\"Observation\"}}",
                "{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"odd\",\"status\":7}}",
                "{\"resource\":{\"resourceType\":\"OperationOutcome\"}}",
                "{\"request\":{\"resource\":\"{\\\"fullUrl\\\":\"}}"
            })
    void what_is_left_out_is_told_by_the_number_of_its_entry(String odd) throws IOException {
        for (int place : new int[] {100, 4_900}) {
            String json = large(place, odd);

            assertThat(BundleParts.read(SmallCharts.utf8(json))).isPresent();
            assertThat(told(SmallCharts.chart(ChartReader.bundle(SmallCharts.utf8(json)))))
                    .isEqualTo(told(inOneGo(json)));
        }
    }

    @Test
    void a_bundle_within_a_resource_is_not_taken_for_the_chart() {
        String within =
                "{\"resource\":{\"resourceType\":\"Parameters\",\"id\":\"all\",\"parameter\":[{"
                        + "\"resource\":{\"resourceType\":\"Bundle\",\"entry\":["
                        + String.join(
                                ",", IntStream.range(0, 5_000).mapToObj(i -> entry(i)).toList())
                        + "]}}]}}";
        byte[] bytes = SmallCharts.utf8(bundle(Stream.of(PATIENT, within)));

        assertThat(BundleParts.read(bytes)).isEmpty();
        assertThat(SmallCharts.chart(ChartReader.bundle(bytes)).resources())
                .extracting(Resource::reference)
                .containsExactly("Patient/p1");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 4_500})
    void entries_of_a_second_list_are_counted_anew(int place) throws IOException {
        String json = large(place, "7],\"entry\":[7");

        assertThat(BundleParts.read(SmallCharts.utf8(json))).isEmpty();
        assertThat(told(SmallCharts.chart(ChartReader.bundle(SmallCharts.utf8(json)))))
                .isEqualTo(told(inOneGo(json)))
                .contains(
                        "entry %d is not an object and was left out".formatted(place + 3),
                        "entry 1 is not an object and was left out");
    }

    @Test
    void nobody_else_at_work_holds_up_who_reads() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            ForkJoinPool.commonPool().execute(() -> awaited(done));
        }
        byte[] bytes = SmallCharts.utf8(large(-1, ""));
        AtomicReference<Optional<BundleParts>> read = new AtomicReference<>();
        Thread reader = Thread.startVirtualThread(() -> read.set(BundleParts.read(bytes)));
        try {
            assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
            assertThat(read.get()).isPresent();
        } finally {
            done.countDown();
        }
    }

    private static void awaited(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void who_is_called_off_reads_it_all_the_same() {
        byte[] bytes = SmallCharts.utf8(large(-1, ""));
        Thread.currentThread().interrupt();

        assertThat(BundleParts.read(bytes)).isPresent();
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2_499, 4_900})
    void what_is_wrong_is_said_as_of_one_reading(int place) {
        String broken = large(place, "{\"fullUrl\":\"urn:uuid:x\",\"resource\":{]}");
        String twice = large(place, entry(7).replace(PADDING, "another"));
        String before = broken.substring(0, broken.indexOf("{]"));
        int line = (int) before.lines().count();
        int column = before.length() - before.lastIndexOf('\n');

        assertThat(SmallCharts.reason(broken))
                .contains("not JSON: Unexpected close marker")
                .endsWith("(line %d, column %d)".formatted(line, column + 1));
        assertThat(SmallCharts.reason(twice))
                .isEqualTo("Observation/o7 is there twice with different content");
    }

    @Test
    void a_half_that_never_ends_and_one_with_something_after_it_are_refused() {
        String whole = large(-1, "");

        assertThat(SmallCharts.reason(whole + "{}"))
                .isEqualTo("not JSON: something follows the end of the object");
        assertThat(SmallCharts.reason(whole.replace("collection", "history")))
                .contains("a Bundle of type 'history' is not a chart");
        assertThat(SmallCharts.reason(whole.substring(0, whole.length() - 40)))
                .contains("not JSON: Unexpected end-of-input");
    }

    @Test
    void every_place_where_an_entry_begins_divides_a_bundle() {
        String json =
                bundle(
                        Stream.of(
                                PATIENT,
                                "{ \"resource\":{\"resourceType\":\"Observation\",\"id\":\"a\"}}",
                                "{\n\"fullUrl\":\"urn:uuid:b\",\"resource\":{"
                                        + "\"resourceType\":\"Observation\",\"id\":\"b\"}}"));
        byte[] bytes = SmallCharts.utf8(json);

        int found = 0;
        for (int at = BundleParts.entryFrom(bytes, 0);
                at >= 0;
                at = BundleParts.entryFrom(bytes, at + 1)) {
            Optional<BundleParts> parts = BundleParts.read(bytes, at);
            assertThat(parts).isPresent();
            assertThat(parts.get().first().size() + parts.get().second().size()).isEqualTo(3);
            found++;
        }
        assertThat(found).isEqualTo(3);
    }
}
