package org.osteon.records.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Passwords;
import org.osteon.records.people.Sessions;
import org.osteon.store.ChartStore;
import org.threeten.extra.MutableClock;

/// How long what somebody granted lasts, and that each thing is good once whoever else asks.
class AppGrantsTest {
    private static final String REDIRECT = "https://app.example/";
    private static final String VERIFIER = "v".repeat(43);

    /// As they are: this is about something else.
    private static final class AsTheyAre implements Passwords {
        @Override
        public String hash(String password) {
            return password;
        }

        @Override
        public boolean matches(String password, String hash) {
            return password.equals(hash);
        }
    }

    @TempDir Path folder;
    private final MutableClock clock =
            MutableClock.of(Instant.parse("2025-03-02T12:00:00Z"), ZoneOffset.UTC);
    private ChartStore store;
    private Apps apps;
    private Accounts accounts;
    private Sessions sessions;
    private AppGrants grants;
    private App app;
    private Account anna;
    private String session;

    @BeforeEach
    void somebody_and_a_program() {
        store = ChartStore.open(folder.resolve("charts.db"));
        apps = new Apps(store, clock);
        accounts = new Accounts(store, new AsTheyAre(), clock);
        sessions = new Sessions(store, clock);
        grants = new AppGrants(store, apps, accounts, sessions, clock);
        anna = accounts.made("anna", "Anna", List.of("physician"));
        session = sessions.begin(anna);
        app =
                apps.register(
                                "test",
                                new App(
                                        "growth",
                                        "Growth",
                                        App.Kind.PUBLIC,
                                        List.of(REDIRECT),
                                        "",
                                        "patient/*.rs offline_access online_access",
                                        "",
                                        "",
                                        "",
                                        "",
                                        false,
                                        false,
                                        clock.instant()))
                        .app();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String code(String scopes) {
        return grants.agree(
                new AppGrants.Consent(
                        app,
                        anna.id(),
                        "physician",
                        session,
                        ScopeRequest.of(scopes),
                        "p1",
                        true,
                        ""),
                REDIRECT,
                Pkce.challenge(VERIFIER));
    }

    private AppGrants.Answer exchange(String code) {
        return grants.exchange(app, code, REDIRECT, VERIFIER);
    }

    private AppGrants.Answer.Issued issued(String scopes) {
        return (AppGrants.Answer.Issued) exchange(code(scopes));
    }

    private static boolean given(AppGrants.Answer answer) {
        return answer instanceof AppGrants.Answer.Issued;
    }

    @Test
    void a_code_lasts_a_minute() {
        String code = code("patient/*.rs");
        clock.add(Duration.ofSeconds(59));
        assertThat(given(exchange(code))).isTrue();
        String late = code("patient/*.rs");
        clock.add(Duration.ofSeconds(60));
        assertThat(given(exchange(late))).isFalse();
    }

    @Test
    void a_token_of_data_lasts_half_an_hour() {
        String access = issued("patient/*.rs").access();
        clock.add(Duration.ofMinutes(29));
        assertThat(grants.shown(access)).isPresent();
        clock.add(Duration.ofMinutes(1));
        assertThat(grants.shown(access)).isEmpty();
    }

    @Test
    void without_a_word_it_gets_no_further_tokens() {
        assertThat(issued("patient/*.rs").refresh()).isEmpty();
    }

    @Test
    void online_it_ends_with_the_sign_in_and_offline_it_goes_on() {
        String online = issued("patient/*.rs online_access").refresh().orElseThrow();
        String offline = issued("patient/*.rs offline_access").refresh().orElseThrow();
        sessions.end(session);
        assertThat(given(grants.refresh(app, online, ""))).isFalse();
        clock.add(Duration.ofDays(29));
        AppGrants.Answer next = grants.refresh(app, offline, "");
        assertThat(given(next)).isTrue();
        clock.add(Duration.ofDays(30));
        assertThat(
                        given(
                                grants.refresh(
                                        app,
                                        ((AppGrants.Answer.Issued) next).refresh().orElseThrow(),
                                        "")))
                .isFalse();
    }

    @Test
    void what_is_shown_by_many_at_the_same_time_is_given_to_one_at_most() throws Exception {
        for (int i = 0; i < 10; i++) {
            String code = code("patient/*.rs offline_access");
            assertThat(atOnce(() -> exchange(code))).isLessThanOrEqualTo(1);
            AppGrants.Answer.Issued issued = issued("patient/*.rs offline_access");
            String refresh = issued.refresh().orElseThrow();
            assertThat(atOnce(() -> grants.refresh(app, refresh, ""))).isLessThanOrEqualTo(1);
            // Whoever got something: it was shown twice, so nothing is good any more.
            assertThat(grants.shown(issued.access())).isEmpty();
        }
    }

    private static long atOnce(Callable<AppGrants.Answer> asking) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AppGrants.Answer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(asking));
            }
            long given = 0;
            for (Future<AppGrants.Answer> one : all) {
                given += given(one.get()) ? 1 : 0;
            }
            return given;
        }
    }

    @Test
    void it_is_taken_back_by_who_let_it_in_and_by_nobody_else() {
        String access = issued("patient/*.rs").access();
        String id = grants.of("anna").getFirst().id();
        grants.takeBack("ben", id);
        assertThat(grants.shown(access)).isPresent();
        grants.takeBack("anna", id);
        assertThat(grants.shown(access)).isEmpty();
        assertThat(grants.of("anna")).isEmpty();
    }

    @Test
    void a_signed_statement_is_good_once_also_after_it_was_forgotten() {
        Assertions used = new Assertions(store, clock);
        Instant until = clock.instant().plus(Duration.ofMinutes(5));
        assertThat(used.use("a", "1", until)).isTrue();
        assertThat(used.use("b", "1", until)).isTrue();
        clock.add(Duration.ofMinutes(5));
        assertThat(used.use("a", "1", until)).isFalse();
    }
}
