package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// X7: a deed bears from where it was asked for, and nobody changes that unseen.
class OriginTest extends StoreTest {
    private static Origin from(int client) {
        return new Origin("10.0.0." + client, "request-" + client);
    }

    @Test
    void a_deed_bears_the_address_and_the_request_of_who_asked() {
        ImportReceipt asked = Origin.during(from(1), () -> append("p1", MONDAY, creatinine("1.1")));
        append("p1", TUESDAY, creatinine("1.2"));

        assertThat(store.auditSince(0, 10))
                .extracting(AuditEntry::origin)
                .containsExactly(from(1), Origin.NONE);
        TrailEntry entry =
                store.trailEntry("audit-" + asked.sequence().orElseThrow()).orElseThrow();
        assertThat(entry.address()).isEqualTo("10.0.0.1");
        assertThat(entry.request()).isEqualTo("request-1");
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void who_shares_a_commit_with_others_keeps_their_own() throws Exception {
        int clients = 24;
        List<Callable<Long>> deeds = new ArrayList<>();
        for (int i = 1; i <= clients; i++) {
            int client = i;
            deeds.add(() ->
                    Origin.during(
                            from(client),
                            () ->
                                    store.record(
                                            new Attribution("client " + client, MONDAY, "test"),
                                            null,
                                            "")));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Long> one : threads.invokeAll(deeds)) {
                assertThat(one.get()).isPositive();
            }
        }
        assertThat(store.auditSince(0, 100))
                .hasSize(clients)
                .allSatisfy(entry ->
                        assertThat(entry.actor().replace("client ", "10.0.0."))
                                .isEqualTo(entry.origin().address()));
    }

    @Test
    void another_address_than_the_one_that_was_written_is_found() {
        Origin.during(from(1), () -> append("p1", MONDAY, creatinine("1.1")));
        append("p1", TUESDAY, creatinine("1.2"));
        database.allowTampering(location);
        for (String change :
                List.of(
                        "address = '10.0.0.9' WHERE sequence = 1",
                        "address = NULL WHERE sequence = 1",
                        "request = 'x' WHERE sequence = 2")) {
            database.execute(location, "UPDATE audit SET " + change);
            assertThat(store.verify()).as(change).isInstanceOf(Verification.Broken.class);
            database.execute(
                    location,
                    "UPDATE audit SET address = '10.0.0.1', request = 'request-1' WHERE sequence ="
                            + " 1",
                    "UPDATE audit SET address = NULL, request = NULL WHERE sequence = 2");
            assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        }
    }

    @Test
    void what_a_request_does_within_another_s_work_is_the_request_s() {
        List<Origin> seen = new ArrayList<>();
        Origin.during(
                from(1),
                () -> {
                    seen.add(Origin.current());
                    Origin.during(from(2), () -> seen.add(Origin.current()));
                    return seen.add(Origin.current());
                });
        seen.add(Origin.current());
        assertThat(seen).containsExactly(from(1), from(2), from(1), Origin.NONE);
    }
}
