package org.osteon.records.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.StoredResource;
import org.osteon.store.Verification;

/// X11: a receipt is forgotten when no sender needs it any more; what the message made stays, and
/// one that comes again after that changes nothing newer.
class ForgottenReceiptsTest {
    @TempDir private Path folder;
    private FeedSite site;

    @BeforeEach
    void open() {
        site = new FeedSite(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static String first() {
        return FeedSite.result("1", "20250602100000", "4711", "F-1", "0.8", "F");
    }

    private static String correction() {
        return FeedSite.result("2", "20250602110000", "4711", "F-1", "1.6", "C");
    }

    /// The only result, with its version.
    private String creatinine() {
        List<StoredResource> found = site.all("Observation");
        assertThat(found).hasSize(1);
        return found.getFirst().version() + found.getFirst().json();
    }

    private long forget() {
        return site.feeds().forget(site.now().minus(Duration.ofDays(90)), "an operator");
    }

    @Test
    void only_what_is_older_goes_and_what_messages_made_stays() {
        site.taken(FeedSite.admission("A1", "4711"));
        site.taken(first());
        site.pass(Duration.ofDays(60));
        site.taken(correction());
        site.pass(Duration.ofDays(40));
        String before = creatinine();

        assertThat(forget()).isEqualTo(2);

        assertThat(site.store().kept("feed-message")).hasSize(1);
        assertThat(site.store().kept("feed-correction")).hasSize(1);
        assertThat(creatinine()).isEqualTo(before);
        assertThat(site.store().verify()).isInstanceOf(Verification.Intact.class);
        assertThat(forget()).isZero();
    }

    @Test
    void what_comes_again_after_that_is_taken_once_more_and_changes_nothing_newer() {
        site.taken(FeedSite.admission("A1", "4711"));
        site.taken(first());
        assertThat(site.taken(first())).contains("taken before");
        site.taken(correction());
        String before = creatinine();
        site.pass(Duration.ofDays(100));
        assertThat(forget()).isEqualTo(3);

        assertThat(site.taken(first())).doesNotContain("taken before");

        assertThat(creatinine()).isEqualTo(before);
        assertThat(creatinine()).contains("1.6");
    }

    @Test
    void a_dead_letter_is_never_forgotten() {
        assertThat(site.send(first())).contains("MSA|AE|1");
        assertThat(site.store().kept("feed-letter")).hasSize(1);
        site.pass(Duration.ofDays(1_000));

        assertThat(forget()).isZero();
        assertThat(site.store().kept("feed-letter")).hasSize(1);
    }
}
