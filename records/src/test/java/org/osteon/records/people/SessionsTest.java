package org.osteon.records.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.ChartStore;

/// For how long a sign-in counts for what.
class SessionsTest {
    private static final Instant NOON = Instant.parse("2025-03-02T12:00:00Z");

    @Test
    void what_weighs_more_asks_for_a_younger_sign_in(@TempDir Path folder) {
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"))) {
            Account anna = Account.fresh("anna", "Anna", List.of("nurse"), "");
            Sessions noon = new Sessions(store, Clock.fixed(NOON, ZoneOffset.UTC));
            String secret = noon.begin(anna);
            Sessions.Session session = noon.current(secret).orElseThrow();
            assertThat(at(store, Duration.ofMinutes(4)).isConfirmed(session)).isTrue();
            assertThat(at(store, Duration.ofMinutes(5)).isConfirmed(session)).isFalse();
            assertThat(at(store, Duration.ofMinutes(239)).isFresh(session)).isTrue();
            assertThat(at(store, Duration.ofHours(4)).isFresh(session)).isFalse();
            Sessions later = at(store, Duration.ofMinutes(20));
            later.confirm(secret);
            assertThat(later.isConfirmed(later.current(secret).orElseThrow())).isTrue();
            assertThat(at(store, Duration.ofHours(13)).holds(Secrets.kept(secret))).isFalse();
        }
    }

    private static Sessions at(ChartStore store, Duration later) {
        return new Sessions(store, Clock.fixed(NOON.plus(later), ZoneOffset.UTC));
    }
}
