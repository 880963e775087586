package org.osteon.app.http.web.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.web.ListBeingRead;

class ListReadingTest {
    @Test
    void a_page_does_not_wait_for_a_long_list_and_says_how_far_it_is() {
        ListReading reading = new ListReading(() -> 43_000, () -> 100_000);

        assertThatExceptionOfType(ListBeingRead.class)
                .isThrownBy(reading::await)
                .satisfies(told -> {
                    assertThat(told.read()).isEqualTo(43_000);
                    assertThat(told.charts()).isEqualTo(100_000);
                });

        reading.ended();
        assertThatNoException().isThrownBy(reading::await);
    }

    @Test
    void it_waits_for_a_short_list_however_long_that_takes() throws InterruptedException {
        ListReading reading = new ListReading(() -> 1, () -> 500);
        CompletableFuture<Boolean> page = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    reading.await();
                    page.complete(true);
                });

        Thread.sleep(3_000);
        assertThat(page).isNotCompleted();
        reading.ended();

        assertThat(page).succeedsWithin(Duration.ofSeconds(30));
    }
}
