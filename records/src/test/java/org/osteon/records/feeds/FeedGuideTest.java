package org.osteon.records.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.feeds.Profiles;

/// What the guide for senders shows is what is so.
class FeedGuideTest {
    private static final Pattern BLOCK = Pattern.compile("```[a-z]*\\n(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    private static List<String> blocks(String beginning) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("../docs/feeds.md")))
                .results()
                .map(one -> one.group(1))
                .filter(one -> one.startsWith(beginning))
                .toList();
    }

    @Test
    void the_sample_message_gets_the_sample_answer() throws IOException {
        List<String> messages = blocks("MSH|");
        String profile = blocks("{").getFirst();
        try (FeedSite site = new FeedSite(folder, profile)) {
            site.taken(FeedSite.admission("1", "0815"));

            assertThat(messages).hasSize(2);
            assertThat(site.send(messages.getFirst().replace('\n', '\r')))
                    .isEqualTo(messages.getLast());
        }
    }

    @Test
    void the_sample_profile_is_one() throws IOException {
        assertThat(Profiles.of("laboratory", blocks("{").getFirst()).problems()).isEmpty();
    }
}
