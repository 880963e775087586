package org.osteon.records.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Nobody who is searched for is passed over, and most others are.
class LetterPairsTest {
    private static final String LETTERS = "abcdefghij-äß\uD83D\uDE00 0123456789";

    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    @Test
    void what_stands_in_a_text_is_never_passed_over() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            List<String> texts = List.of(text(random, random.nextInt(40)), text(random, 30));
            String one = texts.get(random.nextInt(2));
            int from = random.nextInt(one.length() + 1);
            String word = one.substring(from, from + random.nextInt(one.length() - from + 1));
            assertThat(LetterPairs.of(texts).has(LetterPairs.of(List.of(word))))
                    .as("%s in %s", word, texts)
                    .isTrue();
        }
    }

    @Test
    void nearly_all_that_have_not_a_longer_word_are() {
        SplittableRandom random = new SplittableRandom(2);
        List<LetterPairs> texts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            texts.add(LetterPairs.of(List.of(text(random, 45))));
        }
        LetterPairs word = LetterPairs.of(List.of("changed-0192837465"));
        assertThat(texts.stream().filter(one -> one.has(word)).count()).isLessThan(20);
    }

    @Test
    void a_single_letter_tells_nothing() {
        assertThat(LetterPairs.of(List.of("")).has(LetterPairs.of(List.of("a", "b")))).isTrue();
        assertThat(LetterPairs.of(List.of("")).has(LetterPairs.of(List.of("ab")))).isFalse();
    }
}
