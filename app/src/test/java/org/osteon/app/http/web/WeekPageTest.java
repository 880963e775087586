package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.workflow.desk.Wording;

/// What is due on which day, over all patients of a board, and whose they are (records, 5.6).
class WeekPageTest {
    @Test
    void the_week_says_on_which_day_what_is_due_for_whom() {
        try (RunningPages pages = RunningPages.start(0).withWard()) {
            Browsing person = new Browsing(pages);
            String text = person.open("/boards/iron-infusion/week").text();

            assertThat(text).contains("Iron today: the week", "to be done in seven days");
            assertThat(text.substring(text.indexOf("The board")))
                    .startsWith("The board " + Wording.weekday(RunningPages.TODAY) + " ")
                    .contains("Diallo");
            pages.store()
                    .append(
                            "broken",
                            new Attribution("test", Instant.EPOCH, "import"),
                            List.of(
                                    Change.put(
                                            "Observation",
                                            "o",
                                            "{\"resourceType\":\"Observation\",\"id\":\"o\"}")));
            assertThat(person.open("/boards/iron-infusion/week").text())
                    .contains("cannot be read and stand nowhere here: 1");
            assertThat(person.open("/boards/nothing/week").status()).isEqualTo(404);
            assertThat(person.open("/boards/iron-infusion?coordinator=Nobody").text())
                    .contains("0 on the board")
                    .doesNotContain("Diallo");
        }
    }
}
