package org.osteon.app.http.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.osteon.pathway.Course;

/// A timeline draws every event of an ordinary course, and of a very large one what can be told
/// apart (X12).
class TimelineDrawingTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 15);

    private static List<Course.Event> events(int count, int perDay) {
        List<Course.Event> events = new ArrayList<>();
        LocalDate first = TODAY.minusDays(count / perDay);
        for (int i = 0; i < count; i++) {
            events.add(
                    new Course.Event(
                            first.plusDays(i / perDay),
                            i % 2 == 0 ? "dose" : "result",
                            "number " + i,
                            "Observation/" + i,
                            Optional.empty(),
                            false));
        }
        return events;
    }

    private static long marks(String svg) {
        return Pattern.compile("<circle").matcher(svg).results().count();
    }

    @Test
    void an_ordinary_course_is_drawn_event_by_event() {
        String svg = TimelineDrawing.svg(events(500, 5), TODAY);
        assertThat(marks(svg)).isEqualTo(500);
        assertThat(svg).contains("The list below has every event.");
    }

    @Test
    void of_a_hundred_thousand_events_those_are_drawn_that_do_not_lie_on_each_other() {
        String svg = TimelineDrawing.svg(events(100_000, 50), TODAY);
        assertThat(marks(svg)).isBetween(200L, 400L);
        assertThat(svg.length()).isLessThan(100_000);
        assertThat(svg)
                .contains("number 0<", "number 1<", ">dose<", ">result<")
                .contains("one is drawn; the list below leads to every event.");
    }
}
