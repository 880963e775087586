package org.osteon.app.http.web.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Who;
import org.osteon.chart.Chart;
import org.osteon.pathway.batch.AssessmentCase;
import org.osteon.workflow.desk.PatientBanner;

/// A page that takes long goes on being made, once, and is there when it is asked for again.
@Timeout(30)
class PatientPagesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Chart chart =
            AssessmentCase.chart(
                    """
                    {"resourceType":"Bundle","type":"collection","entry":[{"resource":
                    {"resourceType":"Patient","id":"p1","birthDate":"1960-01-01",
                     "name":[{"family":"Lind","given":["Ada"]}]}}]}\
                    """
                            .getBytes(StandardCharsets.UTF_8));

    private final AtomicInteger made = new AtomicInteger();
    private final CountDownLatch let = new CountDownLatch(1);

    private static PatientPage.View view(String pathway) {
        return new PatientPage.View(TODAY, TODAY, false, pathway, List.of(), 0);
    }

    private PatientPages slow() {
        return new PatientPages((one, view) -> {
            made.incrementAndGet();
            try {
                let.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalArgumentException("made of " + one.patient());
        });
    }

    @Test
    void it_is_made_once_however_often_it_is_asked_for() {
        PatientPages pages = slow();
        assertThat(pages.soon(chart, view("a"), SHORT)).isEmpty();
        assertThat(pages.soon(chart, view("a"), SHORT)).isEmpty();
        assertThat(made).hasValue(1);
        let.countDown();
        assertThatThrownBy(() -> pages.soon(chart, view("a"), LONG))
                .hasMessage("made of Patient/p1");
        assertThat(made).hasValue(1);
    }

    @Test
    void what_failed_is_tried_again() {
        PatientPages pages = slow();
        let.countDown();
        assertThatThrownBy(() -> pages.of(chart, view("a"))).hasMessageStartingWith("made of");
        assertThatThrownBy(() -> pages.of(chart, view("a"))).hasMessageStartingWith("made of");
        assertThat(made).hasValue(2);
    }

    @Test
    void of_one_chart_some_are_made_at_a_time_and_the_others_after_them() {
        PatientPages pages = slow();
        for (String pathway : List.of("a", "b", "c", "d", "e")) {
            assertThat(pages.soon(chart, view(pathway), SHORT)).isEmpty();
        }
        assertThat(made).hasValue(3);
        let.countDown();
        for (String pathway : List.of("d", "e")) {
            assertThatThrownBy(() -> pages.soon(chart, view(pathway), LONG))
                    .hasMessageStartingWith("made of");
        }
        assertThat(made).hasValue(5);
    }

    @Test
    void meanwhile_it_is_said_whose_page_it_will_be() {
        StringOutput out = new StringOutput();
        Frame frame =
                new Frame(
                                "Ada Lind",
                                "/patients/p1",
                                new Who("", ""),
                                "token",
                                Optional.empty(),
                                0,
                                false,
                                ZoneOffset.UTC,
                                Optional.empty())
                        .refreshing(1);
        JtepatientwaitingGenerated.render(
                new OwaspHtmlTemplateOutput(out),
                null,
                frame,
                PatientBanner.of(chart, TODAY),
                131_000);
        assertThat(out.toString())
                .contains("Lind", "131,000 resources", "role=\"status\"", "http-equiv=\"refresh\"")
                .doesNotContain("PROCEED");
    }
}
