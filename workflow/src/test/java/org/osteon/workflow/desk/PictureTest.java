package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Outcome;

/// A picture comes into a chart as what it is, of something that was done there; and it goes with a
/// reason (records, 3.5, O12).
class PictureTest {
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a00");
    private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe000");
    private static final String INJECTION =
            "{'resourceType':'Procedure','id':'i','status':'completed','code':{'text':'Injection'},"
                    + "'subject':{'reference':'Patient/p'},'performedDateTime':'2026-03-04'}";
    private static final String WRONG =
            "{'resourceType':'Procedure','id':'w','status':'entered-in-error',"
                    + "'subject':{'reference':'Patient/p'},'performedDateTime':'2026-03-05'}";

    private static Chart chart(String... more) {
        String bundle =
                Stream.concat(
                                Stream.of("{'resourceType':'Patient','id':'p'}", INJECTION, WRONG),
                                Arrays.stream(more))
                        .map(one -> "{'resource':" + one + "}")
                        .collect(
                                Collectors.joining(
                                        ",",
                                        "{'resourceType':'Bundle','type':'collection','entry':[",
                                        "]}"))
                        .replace('\'', '"');
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> fail(reason);
        };
    }

    private static Deed deed(String reason) {
        return new Deed("N. Example", ZonedDateTime.parse("2026-03-06T10:15:00+01:00"), reason);
    }

    private static Picture.Added added(byte[] content, String title, String day, String of) {
        return new Picture.Added(content, title, LocalDate.parse(day), of);
    }

    private static Outcome add(Picture.Added added) {
        return Picture.add(chart(), "p", added, deed(""));
    }

    private static String problems(Picture.Added added) {
        return ((Outcome.Incomplete) add(added))
                .problems().stream()
                        .map(one -> one.field() + ": " + one.text())
                        .collect(Collectors.joining(" "));
    }

    private static Chart withOne() {
        Outcome.Done done =
                (Outcome.Done)
                        add(added(JPEG, "Needle in the condyle", "2026-03-04", "Procedure/i"));
        return chart(done.writes().getFirst().json());
    }

    @Test
    void it_is_kept_with_what_is_seen_the_day_who_added_it_and_what_was_done() {
        Chart chart = withOne();

        Picture picture = Picture.on(chart).getFirst();

        assertThat(picture.title()).isEqualTo("Needle in the condyle");
        assertThat(picture.taken()).isEqualTo("2026-03-04");
        assertThat(picture.by()).isEqualTo("N. Example");
        assertThat(picture.of(chart).orElseThrow().reference()).isEqualTo("Procedure/i");
        Picture.Shown shown = picture.shown();
        assertThat(shown.type()).isEqualTo("image/jpeg");
        assertThat(shown.content()).isEqualTo(JPEG);
    }

    @Test
    void its_content_says_what_it_is_and_not_its_name() {
        Outcome.Done png = (Outcome.Done) add(added(PNG, "Scan", "2026-03-06", ""));

        assertThat(png.writes().getFirst().json())
                .contains("\"image/png\"")
                .doesNotContain("partOf");
        assertThat(
                        problems(
                                added(
                                        "<svg onload='x'>".getBytes(StandardCharsets.UTF_8),
                                        "Scan",
                                        "2026-03-06",
                                        "")))
                .isEqualTo("picture: This is neither a JPEG nor a PNG: export it as one.");
        assertThat(problems(added(new byte[0], "Scan", "2026-03-06", "")))
                .isEqualTo("picture: Choose a picture.");
    }

    @Test
    void one_that_is_too_large_is_told_by_how_much() {
        byte[] large = Arrays.copyOf(JPEG, Picture.MOST_BYTES + 1);

        assertThat(problems(added(large, "Scan", "2026-03-06", "")))
                .contains("has 4.1 MB, and may have 4");
        assertThat(add(added(Arrays.copyOf(JPEG, Picture.MOST_BYTES), "Scan", "2026-03-06", "")))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void it_is_of_something_done_here_on_a_day_that_has_come_and_says_what_is_seen() {
        assertThat(problems(added(PNG, " ", "2026-03-07", "Procedure/other")))
                .contains("title: Say what", "taken: The day is still to come.")
                .contains("of: “Procedure/other” is nothing done in this chart.");
        assertThat(problems(added(PNG, "Scan", "2026-03-06", "Procedure/w"))).contains("of: ");
    }

    @Test
    void it_is_taken_back_with_a_reason_and_is_gone_then() {
        Picture picture = Picture.on(withOne()).getFirst();

        assertThat(picture.takeBack(deed(" "))).isInstanceOf(Outcome.NeedsReason.class);
        Outcome.Done done = (Outcome.Done) picture.takeBack(deed("Of another patient."));

        assertThat(done.writes().getFirst().inPlaceOf()).contains(picture.resource());
        assertThat(Picture.on(chart(done.writes().getFirst().json()))).isEmpty();
    }

    @Test
    void one_that_lies_elsewhere_or_is_no_picture_is_not_shown() {
        String begun = "{'resourceType':'Media','id':'m','status':'completed','content':{";

        assertThat(List.of("'url':'https://pictures/1'}}", "'data':'PHN2Zz4='}}", "'data':'!'}}"))
                .allSatisfy(content -> assertThat(Picture.on(chart(begun + content))).isEmpty());
    }
}
