package org.osteon.records.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.records.people.Secrets;
import org.osteon.store.ChartStore;
import org.osteon.store.LookEntry;
import org.threeten.extra.MutableClock;

/// Who has a link gets in by it and the birth date, and nobody by anything else (records, 4.1).
class LinksTest {
    private static final LocalDate BORN = LocalDate.of(1952, 6, 28);
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    /// Ten thousand with `-Dosteon.long=true`.
    private static final int GUESSES = Boolean.getBoolean("osteon.long") ? 10_000 : 200;

    private static final int TIMED = 60;
    private static final String HOME = "192.0.2.1";

    @TempDir private Path folder;

    private final MutableClock clock =
            MutableClock.of(TODAY.atTime(10, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    private ChartStore store;
    private Links links;

    @BeforeEach
    void open() {
        store = ChartStore.open(folder.resolve("charts.db"));
        links = new Links(store, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Links.Made made(String code) {
        return links.make(
                new Links.Wanted(
                        "p1",
                        code.isEmpty() ? Link.PATIENT : Link.OUTSIDE,
                        "",
                        List.of("history"),
                        List.of(new Link.Time("", "", TODAY, TODAY.plusDays(14))),
                        "left knee",
                        "",
                        BORN,
                        code,
                        false,
                        "",
                        "",
                        "N. Example"));
    }

    private Links.Entry enter(String token, String born) {
        return links.enter(token, born, "", HOME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1952-06-28",
                "28.6.1952",
                "28/06/1952",
                "06/28/1952",
                "28 June 1952",
                "28th of Jun 1952",
                "June 28, 1952",
                "28 6 52",
                "28061952",
                "19520628",
                "280652",
                " 28-06-1952 ",
                "٢٨/٦/١٩٥٢"
            })
    void a_birth_date_opens_it_however_it_is_written(String typed) {
        assertThat(enter(made("").token(), typed)).isInstanceOf(Links.Entry.In.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1952", "27.6.1952", "28.6.1951", "31.2.1952", "' or 1=1", "28.6.19520"})
    void another_date_or_none_opens_nothing(String typed) {
        assertThat(enter(made("").token(), typed)).isInstanceOf(Links.Entry.Refused.class);
    }

    @Test
    void a_letter_asks_for_its_code_too() {
        String token = made("AB7K 9QXM").token();
        assertThat(enter(token, "28.6.1952")).isInstanceOf(Links.Entry.Refused.class);
        assertThat(links.enter(token, "28.6.1952", "ab7k-9qxm", HOME))
                .isInstanceOf(Links.Entry.In.class);
    }

    @Test
    void five_wrong_entries_close_it_until_somebody_of_the_staff_opens_it() {
        Links.Made made = made("");
        for (int i = 0; i < 5; i++) {
            enter(made.token(), "1.1.1950");
        }
        assertThat(enter(made.token(), "28.6.1952")).isInstanceOf(Links.Entry.Refused.class);
        assertThat(links.closed()).containsExactly(made.link().id());
        clock.add(Duration.ofDays(3));
        assertThat(enter(made.token(), "28.6.1952")).isInstanceOf(Links.Entry.Refused.class);

        links.reopen(made.link(), BORN);
        assertThat(enter(made.token(), "28.6.1952")).isInstanceOf(Links.Entry.In.class);
    }

    @Test
    void four_wrong_entries_and_the_right_one_count_for_nothing() {
        Links.Made made = made("");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                enter(made.token(), "1.1.1950");
            }
            assertThat(enter(made.token(), "28.6.1952")).isInstanceOf(Links.Entry.In.class);
        }
    }

    @Test
    void an_address_that_guesses_at_many_links_waits_an_hour() {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tokens.add(made("").token());
        }
        for (int i = 0; i < 20; i++) {
            enter(tokens.get(i / 4), "1.1.1950");
        }
        assertThat(enter(tokens.get(5), "28.6.1952")).isInstanceOf(Links.Entry.Refused.class);
        assertThat(links.enter(tokens.get(5), "28.6.1952", "", "198.51.100.7"))
                .isInstanceOf(Links.Entry.In.class);
        clock.add(Duration.ofMinutes(61));
        assertThat(enter(tokens.get(5), "28.6.1952")).isInstanceOf(Links.Entry.In.class);
    }

    @Test
    void guesses_from_everywhere_get_nothing_and_are_told_once_an_hour() {
        new PatientTexts(store, clock)
                .approve(
                        new PatientTexts.Approved(
                                "Clinic",
                                "112",
                                "1",
                                "",
                                Map.of(),
                                "manager@example.org",
                                "P",
                                clock.instant()));
        made("");
        for (int i = 0; i < GUESSES; i++) {
            assertThat(
                            links.enter(
                                    Secrets.address(),
                                    "28.6.1952",
                                    "",
                                    "10.0." + i / 256 + "." + i % 256))
                    .isInstanceOf(Links.Entry.Refused.class);
        }
        assertThat(links.alarms())
                .hasSize(1)
                .first()
                .satisfies(hour -> {
                    assertThat(hour.unknown()).isEqualTo(GUESSES);
                    assertThat(hour.wrong()).isZero();
                });
        assertThat(new Outbox(store, clock).all())
                .extracting(Outbox.Message::kind, Outbox.Message::to)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Outbox.Kind.ALARM, "manager@example.org"));
        assertThat(store.looks(null, Long.MAX_VALUE, 20_000))
                .extracting((LookEntry one) -> one.look().outcome())
                .filteredOn("alarm: many wrong entries"::equals)
                .hasSize(1);
    }

    @Test
    void it_is_over_after_its_time_and_a_week_when_it_is_taken_back_and_before_its_time() {
        Links.Made made = made("");
        clock.add(Duration.ofDays(21));
        assertThat(enter(made.token(), "28.6.1952")).isInstanceOf(Links.Entry.In.class);
        clock.add(Duration.ofDays(1));
        assertThat(enter(made.token(), "28.6.1952")).isInstanceOf(Links.Entry.Over.class);
        Links.Made taken = made("");
        links.revoke(taken.link().id(), "lost");
        assertThat(enter(taken.token(), "28.6.1952")).isInstanceOf(Links.Entry.Over.class);
        assertThat(enter(taken.token(), "1.1.1950")).isInstanceOf(Links.Entry.Refused.class);
    }

    @Test
    void between_the_times_of_a_schedule_it_knows_when_the_next_one_is() {
        Links.Made made =
                links.make(
                        new Links.Wanted(
                                "p1",
                                Link.PATIENT,
                                "",
                                List.of("history"),
                                List.of(
                                        new Link.Time(
                                                "a", "", TODAY.minusDays(60), TODAY.minusDays(40)),
                                        new Link.Time(
                                                "b", "", TODAY.plusDays(30), TODAY.plusDays(40)),
                                        new Link.Time(
                                                "c", "", TODAY.plusDays(90), TODAY.plusDays(99))),
                                "left knee",
                                "",
                                BORN,
                                "",
                                false,
                                "",
                                "",
                                "N. Example"));
        Link link = ((Links.Entry.Over) enter(made.token(), "28.6.1952")).link();
        assertThat(link.next(TODAY)).contains(TODAY.plusDays(30));
        assertThat(link.next(TODAY.plusDays(30))).contains(TODAY.plusDays(90));
        assertThat(link.next(TODAY.plusDays(90))).isEmpty();
        links.revoke(link.id(), "lost");
        Link taken = ((Links.Entry.Over) enter(made.token(), "28.6.1952")).link();
        assertThat(taken.next(TODAY)).isEmpty();
    }

    @Test
    void taking_it_back_ends_who_is_in() {
        Links.Made made = made("");
        String secret = ((Links.Entry.In) enter(made.token(), "28.6.1952")).secret();
        assertThat(links.current(made.token(), secret)).isPresent();
        links.revoke(made.link().id(), "lost");
        assertThat(links.current(made.token(), secret)).isEmpty();
    }

    @Test
    void a_session_is_of_one_link_and_half_an_hour() {
        Links.Made mine = made("");
        Links.Made others = made("");
        String secret = ((Links.Entry.In) enter(mine.token(), "28.6.1952")).secret();
        assertThat(links.current(others.token(), secret)).isEmpty();
        assertThat(links.current(mine.token(), "0".repeat(64))).isEmpty();
        clock.add(Duration.ofMinutes(29));
        assertThat(links.current(mine.token(), secret)).isPresent();
        clock.add(Duration.ofMinutes(31));
        assertThat(links.current(mine.token(), secret)).isEmpty();
    }

    @Test
    void neither_token_nor_birth_date_nor_secret_lies_in_the_store() throws Exception {
        Links.Made made = made("AB7K9QXM");
        Links.Entry entry = links.enter(made.token(), "28.6.1952", "AB7K9QXM", HOME);
        String secret = ((Links.Entry.In) entry).secret();
        store.close();
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(Files::isRegularFile).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            String all = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(all).doesNotContain(made.token(), secret, "1952-06-28", "AB7K9QXM");
        }
        store = ChartStore.open(folder.resolve("charts.db"));
    }

    /// What is wrong is not to be told by the clock either: entries for a link that there is and
    /// for one that there is not take as long, but for what a disk does.
    @Test
    void a_link_that_there_never_was_takes_as_long_as_one_with_a_wrong_date() {
        List<String> known = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            known.add(made("").token());
        }
        long[] ofKnown = new long[TIMED];
        long[] ofUnknown = new long[TIMED];
        for (int i = 0; i < TIMED; i++) {
            String wrong = known.get(i % 20);
            String never = Secrets.address();
            String address = "10.1." + i / 256 + "." + i % 256;
            long begun = System.nanoTime();
            links.enter(wrong, "1.1.1950", "", address);
            long between = System.nanoTime();
            links.enter(never, "1.1.1950", "", address + "9");
            ofKnown[i] = between - begun;
            ofUnknown[i] = System.nanoTime() - between;
        }
        double ratio = (double) median(ofKnown) / median(ofUnknown);
        assertThat(ratio).isBetween(0.5, 2.0);
    }

    private static long median(long[] times) {
        java.util.Arrays.sort(times);
        return times[times.length / 2];
    }

    @Test
    void reminders_are_two_at_most_and_none_after_the_answer() throws Exception {
        Links.Made made = made("");
        Outbox outbox = new Outbox(store, clock);
        outbox.ask(made.link(), "pat@example.org", "https://clinic.example", List.of(2, 5, 9));
        List<String> carried = new ArrayList<>();
        Posting posting = posting((_, subject, text) -> carried.add(subject + " " + text));
        assertThat(posting.send()).isEqualTo(1);
        assertThat(carried.getFirst()).contains("https://clinic.example/p/").doesNotContain("knee");
        String token = carried.getFirst().replaceAll("(?s).*/p/([A-Za-z0-9_-]+).*", "$1");
        assertThat(enter(token, "28.6.1952")).isInstanceOf(Links.Entry.In.class);
        clock.add(Duration.ofDays(2));
        assertThat(posting.send()).isEqualTo(1);
        Link link = links.link(made.link().id()).orElseThrow();
        links.sent(link, "history", link.times().getFirst());
        clock.add(Duration.ofDays(10));
        assertThat(posting.send()).isZero();
        assertThat(carried).hasSize(2);
        assertThat(outbox.all()).noneMatch(Outbox.Message::waits).hasSize(3);
    }

    private Posting posting(Carrier carrier) {
        return new Posting(store, carrier, PatientSpeech.ENGLISH, clock);
    }

    /// Where all of it was released; in which they answer last.
    @Test
    void a_reminder_is_in_the_language_of_the_link_and_leads_to_it() {
        Link link = links.answeredBy(made("").link(), "", "de");
        new Outbox(store, clock).ask(link, "x", "https://clinic.example", List.of());
        List<String> shown = new ArrayList<>();
        PatientSpeech german =
                one -> new PatientSpeech.Said(one.language(), english -> "«" + english);
        assertThat(
                        new Posting(
                                        store,
                                        (_, subject, text) -> shown.add(subject + "\n" + text),
                                        german,
                                        clock)
                                .send())
                .isEqualTo(1);
        assertThat(shown.getFirst())
                .startsWith("«A form is waiting\n«A form is waiting for you:")
                .containsPattern("/p/[A-Za-z0-9_-]+/language\\?to=de\n");
    }

    @Test
    void a_message_that_does_not_get_there_leaves_no_token_and_is_tried_again() {
        Links.Made made = made("");
        new Outbox(store, clock).ask(made.link(), "x", "https://clinic.example", List.of());
        List<String> shown = new ArrayList<>();
        Posting failing =
                posting((_, _, text) -> {
                    shown.add(text.replaceAll("(?s).*/p/([A-Za-z0-9_-]+).*", "$1"));
                    throw new Carrier.Failed("no way", new java.io.IOException());
                });
        assertThat(failing.send()).isZero();
        assertThat(enter(shown.getFirst(), "28.6.1952")).isInstanceOf(Links.Entry.Refused.class);
        clock.add(Duration.ofMinutes(16));
        Posting working = posting((_, _, text) -> shown.add(text));
        assertThat(working.send()).isEqualTo(1);
    }

    @Test
    void who_wants_no_messages_gets_none() {
        Links.Made made = made("");
        Outbox outbox = new Outbox(store, clock);
        outbox.ask(made.link(), "x", "https://clinic.example", List.of(2));
        outbox.silence("p1", "N. Example");
        assertThat(posting((_, _, _) -> {}).send()).isZero();
        assertThat(outbox.all())
                .extracting(Outbox.Message::state)
                .contains("the patient wants no messages");
        assertThat(Optional.of(outbox.isSilent("p1"))).contains(true);
    }
}
