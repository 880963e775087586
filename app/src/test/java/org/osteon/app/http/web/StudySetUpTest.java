package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.osteon.app.LoadedKnowledge;
import org.osteon.app.http.server.SignedIn;

/// A study is set up at a page (records, 6.1), over what is written in its files, until two people
/// activate it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StudySetUpTest {
    private static final String STUDY = "/studies/knee-usual-care";
    private static final String SET_UP = STUDY + "/set-up";

    private static final String SIZES = "4, 8";

    private static RunningPages pages;
    private static Browsing physician;
    private static Browsing research;

    @BeforeAll
    static void start() throws IOException {
        pages = RunningPages.atNoon(LoadedKnowledge.of(Path.of("..", "knowledge")));
        physician = new Browsing(pages);
        physician.signIn("P. Example", "physician");
        research = new Browsing(pages);
        research.signIn("R. Example", "research");
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    /// The form as it is shown, with some fields otherwise.
    private static Browsing.Seen send(Browsing who, Map<String, String> otherwise) {
        ServedForm form = new ServedForm(who.open(SET_UP), SET_UP);
        otherwise.forEach((field, value) -> form.answer(field, List.of(value)));
        return who.post(SET_UP, form.pressed("keep"));
    }

    @Test
    @Order(1)
    void who_does_not_activate_studies_does_not_set_them_up() {
        Browsing nurse = new Browsing(pages);
        nurse.signIn("N. Example", "nurse");
        assertThat(nurse.open(SET_UP).status()).isEqualTo(403);
        assertThat(nurse.open(STUDY).html()).doesNotContain(SET_UP);
        assertThat(nurse.send(nurse.open(STUDY), SET_UP, Map.of("title", "Mine")).status())
                .isEqualTo(403);
    }

    @Test
    @Order(2)
    void what_is_typed_stands_over_what_is_written_and_what_is_wrong_with_it_is_told() {
        assertThat(research.open(STUDY).html()).contains(SET_UP);
        assertThat(send(research, Map.of()).text()).contains("Nothing was changed");
        assertThat(send(research, Map.of("planned", "many")).text())
                .contains("“many” is no whole number");

        Browsing.Seen third =
                send(
                        research,
                        Map.of(
                                "sponsor", "Knee Foundation",
                                "approval", "EC 12/2025",
                                "until", "2030-12-31",
                                "arm.2.name", "Saline",
                                "arm.2.description", "One injection of saline"));
        assertThat(third.text())
                .contains("things are to be mended", "typed by R. Example")
                .contains("Saline", "Knee Foundation", "EC 12/2025", "needs a neutral label")
                .contains("has no ratio of 1 or more");

        Browsing.Seen mended = send(research, Map.of("arm.2.label", "C", "arm.2.ratio", "1"));
        assertThat(mended.text()).contains("Kept.").doesNotContain("needs a neutral label");
        assertThat(pages.store().auditSince(0, 10_000))
                .anyMatch(entry ->
                        entry.toString().contains("approval: ")
                                && entry.toString().contains("EC 12/2025"));
    }

    /// A block of a size that does not hold the ratio of three arms is named; the sizes are not.
    @Test
    @Order(3)
    void sizes_of_blocks_are_typed_and_never_shown() {
        assertThat(send(research, Map.of("blocks", "7")).text())
                .contains("A size of its blocks cannot hold the ratio")
                .doesNotContain("block 7", "of 7 ");
        Browsing.Seen kept = send(research, Map.of("blocks", SIZES));
        assertThat(kept.text()).doesNotContain("cannot hold the ratio");
        assertThat(research.open(SET_UP).html())
                .doesNotContain(SIZES + "\"")
                .containsPattern("<input id=\"blocks\" name=\"blocks\"[^>]*>")
                .doesNotContainPattern("name=\"blocks\"[^>]*value=");
    }

    /// Who signed first signed what it was then; who typed on an old page is told.
    @Test
    @Order(4)
    void a_change_makes_a_first_signature_void_and_one_on_an_old_page_is_told() {
        Browsing.Seen old = research.open(SET_UP);
        physician.send(
                physician.open(STUDY),
                STUDY + "/sign",
                new HashMap<>(Map.of("step", "ACTIVATE", "password", SignedIn.PASSWORD)));
        assertThat(research.open(STUDY).text()).contains("Activate: P. Example");
        Browsing.Seen before = research.open(STUDY);
        send(physician, Map.of("kit", "KU"));
        assertThat(research.open(STUDY).text()).doesNotContain("Activate: P. Example");

        // Nobody signs what they have not seen, or do not say that they saw.
        assertThat(
                        research.send(
                                        research.open(STUDY),
                                        STUDY + "/sign",
                                        new HashMap<>(
                                                Map.of(
                                                        "step",
                                                        "ACTIVATE",
                                                        "seen",
                                                        "",
                                                        "password",
                                                        SignedIn.PASSWORD)))
                                .text())
                .contains("It was changed meanwhile");
        ServedForm step = new ServedForm(before, STUDY + "/sign");
        assertThat(research.post(STUDY + "/sign", step.pressed("")).text())
                .contains("It was changed meanwhile");

        ServedForm form = new ServedForm(old, SET_UP);
        form.answer("sponsor", List.of("Somebody else"));
        Browsing.Seen told = research.post(SET_UP, form.pressed("keep"));
        assertThat(told.status()).isEqualTo(409);
        assertThat(told.text()).contains("It was changed meanwhile", "by P. Example");
        assertThat(research.open(STUDY).text()).contains("Knee Foundation");
        assertThat(send(research, Map.of("description", "x".repeat(2_001))).text())
                .contains("has 2001 characters, of at most 2000");
    }

    @Test
    @Order(5)
    void once_activated_what_people_are_allocated_by_is_settled_and_the_rest_is_an_amendment() {
        for (Browsing who : List.of(physician, research)) {
            Browsing.Seen signed =
                    who.send(
                            who.open(STUDY),
                            STUDY + "/sign",
                            new HashMap<>(
                                    Map.of("step", "ACTIVATE", "password", SignedIn.PASSWORD)));
            assertThat(signed.status()).as(signed.text()).isEqualTo(200);
        }
        assertThat(research.open(STUDY).html()).contains("<span class=\"muted\">open</span>");

        assertThat(send(research, Map.of("arm.0.ratio", "3")).text())
                .contains("Settled when it was activated", "arms");
        assertThat(send(research, Map.of("blocks", "8")).text()).contains("sizes of blocks");
        // The right ones are refused in the same words: nobody finds them by trying.
        assertThat(send(physician, Map.of("blocks", SIZES)).text())
                .isEqualTo(send(physician, Map.of("blocks", "8")).text())
                .contains("Settled when it was activated", "sizes of blocks");
        assertThat(send(research, Map.of("planned", "200")).text()).contains("Another version");
        // So few that strata, arms and the smallest block exceed a quarter of them: said to nobody.
        Browsing.Seen amended = send(research, Map.of("planned", "2", "version", "1.1.0"));
        assertThat(amended.text())
                .contains("2 people", "The definition was changed since it was activated")
                .doesNotContain("the smallest block");
        assertThat(
                        physician
                                .send(physician.open(STUDY), STUDY + "/amend", Map.of("seen", "0"))
                                .text())
                .contains("It was changed meanwhile");
        assertThat(physician.send(physician.open(STUDY), STUDY + "/amend", Map.of()).text())
                .doesNotContain("The definition was changed");
        String digest =
                research.open(SET_UP)
                        .html()
                        .replaceAll("(?s).*name=\"seen\" value=\"([^\"]*)\".*", "$1");
        assertThat(
                        research.send(
                                        research.open(STUDY),
                                        SET_UP + "/as-written",
                                        Map.of("seen", digest))
                                .text())
                .contains("It is activated");
    }

    @Test
    @Order(6)
    void the_page_is_for_everyone() {
        Chromium.assume();
        try (Chromium browser = new Chromium()) {
            for (String path : List.of(SET_UP, STUDY)) {
                ForEveryone.check(browser, pages.url(path), path);
            }
        }
    }
}
