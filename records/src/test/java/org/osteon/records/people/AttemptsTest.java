package org.osteon.records.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.ChartStore;

/// Wrong passwords at the same time are no more than as many one after the other, whichever server
/// they are sent to.
class AttemptsTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2025-03-02T12:00:00Z"), ZoneOffset.UTC);
    private static final int AT_ONCE = 24;

    private final AtomicInteger lookedAt = new AtomicInteger();

    /// A password takes its time, as hashing does.
    private final Passwords slow =
            new Passwords() {
                @Override
                public String hash(String password) {
                    return "kept " + password;
                }

                @Override
                public boolean matches(String password, String kept) {
                    lookedAt.incrementAndGet();
                    try {
                        Thread.sleep(150);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return kept.equals("kept " + password);
                }
            };

    private ChartStore store;
    private ChartStore sameStore;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = ChartStore.open(folder.resolve("charts.db"));
        sameStore = ChartStore.open(folder.resolve("charts.db"));
        Accounts accounts = new Accounts(store, slow, CLOCK);
        accounts.made("anna", "Anna", List.of("nurse"));
        accounts.setPassword("test", "anna", "the password of anna");
    }

    @AfterEach
    void close() {
        sameStore.close();
        store.close();
    }

    private List<Accounts.Entry> tried(String password) throws Exception {
        List<Accounts> servers =
                List.of(new Accounts(store, slow, CLOCK), new Accounts(sameStore, slow, CLOCK));
        List<Callable<Accounts.Entry>> tries =
                Stream.iterate(0, i -> i + 1)
                        .limit(AT_ONCE)
                        .<Callable<Accounts.Entry>>map(
                                i -> () -> servers.get(i % 2).enter("anna", password, "", "home"))
                        .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            return threads.invokeAll(tries).stream().map(AttemptsTest::of).toList();
        }
    }

    private static Accounts.Entry of(Future<Accounts.Entry> one) {
        try {
            return one.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void of_many_wrong_passwords_at_once_five_are_looked_at() throws Exception {
        List<Accounts.Entry> entries = tried("a guess");

        assertThat(lookedAt).hasValue(5);
        assertThat(entries.stream().filter(Accounts.Entry.Unknown.class::isInstance)).hasSize(5);
        assertThat(entries.stream().filter(Accounts.Entry.Locked.class::isInstance))
                .hasSize(AT_ONCE - 5);
        assertThat(new Accounts(store, slow, CLOCK).enter("anna", "the password of anna", "", "x"))
                .isInstanceOf(Accounts.Entry.Locked.class);
    }

    @Test
    void right_ones_leave_nothing_behind() {
        Accounts accounts = new Accounts(store, slow, CLOCK);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(accounts.enter("anna", "a guess", "", "home"))
                        .isInstanceOf(Accounts.Entry.Unknown.class);
            }
            assertThat(accounts.enter("anna", "the password of anna", "", "home"))
                    .isInstanceOf(Accounts.Entry.Known.class);
        }
    }
}
