package org.osteon.records.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.KeptNote;

/// X11: letters, merges and corrections are listed by pages, the latest first, and a page reads no
/// more than it shows.
class FeedListTest {
    private static final int A_PAGE = 3;
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

    /// A result of somebody unknown.
    private void letter(int number) {
        site.pass(Duration.ofMinutes(1));
        site.send(
                FeedSite.result(
                        "L" + number,
                        "20250602100000",
                        "nobody-" + number,
                        "F-" + number,
                        "0.8",
                        "F"));
    }

    private void corrections(int number) {
        site.taken(FeedSite.admission("A1", "4711"));
        site.taken(FeedSite.result("C0", "20250602100000", "4711", "F-1", "1.0", "F"));
        for (int i = 1; i <= number; i++) {
            site.pass(Duration.ofMinutes(1));
            site.taken(
                    FeedSite.result(
                            "C" + i,
                            "2025060211%02d00".formatted(i),
                            "4711",
                            "F-1",
                            "1." + i,
                            "C"));
        }
    }

    private FeedPage<Letter> letters(String after) {
        return site.mending(() -> site.feeds().mending().letters(after, A_PAGE));
    }

    private FeedPage<Correction> corrected(String after) {
        return site.mending(() -> site.feeds().mending().corrections(after, A_PAGE));
    }

    /// All pages of a list, in their order.
    private static <T> List<List<T>> pages(Function<String, FeedPage<T>> list) {
        List<List<T>> pages = new ArrayList<>();
        String after = "";
        do {
            FeedPage<T> page = list.apply(after);
            pages.add(page.shown());
            after = page.next();
        } while (!after.isEmpty());
        return pages;
    }

    private List<String> controls() {
        return pages(this::letters).stream().flatMap(List::stream).map(Letter::control).toList();
    }

    private void forgetLines(String kind) {
        String lines = kind + "-line";
        site.store()
                .kept(lines)
                .forEach(one -> assertThat(site.store().discard(lines, one.id())).isTrue());
        assertThat(site.store().discard("feed-listed", kind)).isTrue();
    }

    @Test
    void pages_hold_each_once_the_latest_first() {
        for (int i = 1; i <= 7; i++) {
            letter(i);
        }

        assertThat(pages(this::letters)).extracting(List::size).containsExactly(3, 3, 1);
        assertThat(controls()).containsExactly("L7", "L6", "L5", "L4", "L3", "L2", "L1");
        assertThat(letters("").shown()).allMatch(one -> one.raw().isEmpty());
    }

    @Test
    void a_letter_that_comes_again_moves_up_and_one_that_is_put_aside_goes() {
        letter(1);
        letter(2);
        letter(1);
        assertThat(controls()).containsExactly("L1", "L2");
        assertThat(letters("").shown().getFirst().times()).isEqualTo(2);

        String second = letters("").shown().getLast().id();
        site.mending(() -> site.feeds().mending().putAside(second, "I. Integrator", "a test"));

        assertThat(controls()).containsExactly("L1");
        assertThat(site.store().kept("feed-letter-line")).hasSize(1);
    }

    @Test
    void a_letter_that_is_taken_is_in_no_list_whichever_way_it_came_again() {
        letter(4711);
        letter(4712);
        site.taken(FeedSite.admission("A1", "nobody-4711"));
        site.taken(FeedSite.admission("A2", "nobody-4712"));

        letter(4711);
        assertThat(controls()).containsExactly("L4712");
        assertThat(site.feeds().mending().replayAll("an operator"))
                .extracting(Answer::code)
                .containsExactly("AA");

        assertThat(controls()).isEmpty();
        assertThat(site.store().kept("feed-letter-line")).isEmpty();
    }

    @Test
    void a_page_reads_no_more_than_it_shows() {
        corrections(7);
        assertThat(corrected("").shown()).hasSize(A_PAGE);
        KeptNote earliest = site.store().kept("feed-correction").getFirst();
        site.store().keep("feed-correction", new KeptNote(earliest.id(), "[\"no correction\"]"));

        FeedPage<Correction> first = corrected("");
        assertThat(first.shown())
                .extracting(Correction::event)
                .containsExactly("ORU^R01 C7", "ORU^R01 C6", "ORU^R01 C5");
        assertThat(corrected(first.next()).shown())
                .extracting(Correction::event)
                .containsExactly("ORU^R01 C4", "ORU^R01 C3", "ORU^R01 C2");
    }

    @Test
    void what_was_kept_before_there_were_lines_is_listed_all_the_same() {
        for (int i = 1; i <= 5; i++) {
            letter(i);
        }
        assertThat(controls()).hasSize(5);
        forgetLines("feed-letter");

        letter(6);
        letter(2);

        assertThat(controls()).containsExactly("L2", "L6", "L5", "L4", "L3", "L1");
    }

    @Test
    void a_merge_that_was_undone_says_so_in_its_place() {
        site.taken(FeedSite.admission("A1", "1"));
        site.taken(FeedSite.admission("A2", "2"));
        site.taken(FeedSite.merge("M1", "2", "1"));
        FeedMending mending = site.feeds().mending();
        MergeNote merge = site.mending(() -> mending.merges("", A_PAGE)).shown().getFirst();
        site.mending(() -> mending.undo(merge.id(), "I. Integrator", "two sisters"));

        assertThat(site.mending(() -> mending.merges("", A_PAGE)).shown())
                .singleElement()
                .satisfies(one -> assertThat(one.undone()).contains("two sisters"));
    }
}
