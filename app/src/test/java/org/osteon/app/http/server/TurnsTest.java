package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.osteon.records.rounds.RightOfWay;

/// Work that goes on by itself makes way for requests that are being answered.
class TurnsTest {
    private final RightOfWay way = new RightOfWay(2);
    private final Turns turns = new Turns(Limits.usual(), way);

    /// Whether a piece could be begun now.
    private boolean isFree() {
        Thread.currentThread().interrupt();
        try (RightOfWay.Passage _ = way.piece()) {
            return true;
        } catch (InterruptedException _) {
            return false;
        } finally {
            boolean _ = Thread.interrupted();
        }
    }

    @Test
    void a_request_takes_a_processor_from_what_goes_on_by_itself_and_gives_it_back()
            throws InterruptedException {
        assertThat(way.piece()).isNotNull();
        assertThat(isFree()).isTrue();
        try (Turns.Turn _ = turns.take("198.51.100.1")) {
            assertThat(turns.atWork()).isEqualTo(1);
            assertThat(isFree()).isFalse();
        }
        assertThat(isFree()).isTrue();
    }

    @Test
    void a_request_that_had_no_turn_takes_nothing() throws InterruptedException {
        assertThat(way.piece()).isNotNull();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(org.osteon.records.words.Problem.class)
                .isThrownBy(() -> turns.take("198.51.100.1"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(isFree()).isTrue();
    }
}
