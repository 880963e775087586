package org.osteon.records.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.ChartListing;
import org.osteon.store.StoredResource;
import org.osteon.store.Verification;

/// X11: many messages in one transaction are taken as each by itself would be.
class TakenTogetherTest {
    @TempDir Path folder;

    /// Admissions, results, corrections, duplicates, what is not understood, and a merge among
    /// them.
    private static List<String> morning() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(FeedSite.admission("A" + i, "" + i));
            all.add(FeedSite.result("R" + i, "20250602101000", "" + i, "O" + i, "1.1", "F"));
            all.add(FeedSite.result("C" + i, "20250602102000", "" + i, "O" + i, "1.4", "C"));
            all.add(FeedSite.result("R" + i, "20250602101000", "" + i, "O" + i, "1.1", "F"));
        }
        all.add(FeedSite.result("U1", "20250602101000", "unknown", "O9", "1.1", "F"));
        all.add(FeedSite.result("X1", "20250602101000", "1", "O9", "1.1", "?"));
        all.add(FeedSite.merge("M1", "1", "2"));
        all.add(FeedSite.result("R9", "20250602123000", "2", "O99", "2.2", "F"));
        all.add("no message");
        all.add(FeedSite.result("R10", "20250602123000", "3", "O98", "2.3", "F"));
        return all;
    }

    private static List<byte[]> bytes(List<String> messages) {
        return messages.stream().map(one -> one.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /// Each version of each chart, and what is kept of messages.
    private static List<String> content(FeedSite site) {
        List<String> all = new ArrayList<>();
        for (ChartListing chart : site.store().charts(0, 100)) {
            for (StoredResource one : site.store().history(chart.id(), 0, 1_000)) {
                all.add(one + " " + one.json());
            }
        }
        Stream.of("feed-message", "feed-correction", "feed-letter", "feed-merge")
                .forEach(kind ->
                        site.store()
                                .kept(kind)
                                .forEach(note -> all.add(note.id() + " " + note.json())));
        return all;
    }

    private static List<String> codes(List<Answer> answers) {
        return answers.stream().map(one -> one.code() + " " + one.text()).toList();
    }

    @Test
    void the_answers_and_the_store_are_those_of_one_message_after_the_other() {
        try (FeedSite one = new FeedSite(folder.resolve("one"));
                FeedSite together = new FeedSite(folder.resolve("together"))) {
            List<Answer> each = new ArrayList<>();
            bytes(morning()).forEach(message -> each.addAll(one.feeds().take(message, "here")));
            List<Answer> all = together.feeds().takeAll(bytes(morning()), "here");

            assertThat(codes(all)).isEqualTo(codes(each));
            assertThat(all).hasSize(morning().size());
            assertThat(content(together)).isEqualTo(content(one));
            assertThat(together.store().verify()).isInstanceOf(Verification.Intact.class);
        }
    }

    @Test
    void all_of_it_again_changes_nothing() {
        try (FeedSite site = new FeedSite(folder)) {
            site.feeds().takeAll(bytes(morning()), "here");
            List<String> before = content(site);
            List<Answer> again =
                    site.feeds()
                            .takeAll(
                                    bytes(
                                            morning().stream()
                                                    .filter(one ->
                                                            one.contains("ADT^A01")
                                                                    || one.contains("2160-0"))
                                                    .filter(one -> !one.contains("unknown"))
                                                    .filter(one -> !one.contains("|?"))
                                                    .toList()),
                                    "here");
            assertThat(again).allMatch(one -> one.code().equals("AA"));
            assertThat(content(site)).isEqualTo(before);
        }
    }

    @Test
    void a_batch_is_answered_message_by_message() {
        try (FeedSite site = new FeedSite(folder)) {
            String batch =
                    "BHS|^~\\&|LABSYS|GENHOSP\r"
                            + FeedSite.admission("A1", "1")
                            + FeedSite.result("X1", "20250602101000", "1", "O9", "1.1", "?")
                            + FeedSite.result("R1", "20250602101000", "1", "O1", "1.1", "F")
                            + "BTS|3\r";
            assertThat(site.send(batch))
                    .contains("MSA|AA|A1")
                    .contains("MSA|AE|X1")
                    .contains("MSA|AA|R1")
                    .contains("BTS|3");
        }
    }
}
