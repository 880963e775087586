package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.osteon.app.LoadedKnowledge;
import org.osteon.app.http.server.SignedIn;
import org.threeten.extra.MutableClock;

/// What weighs more than a click asks for the password beside the signature, unless it was given
/// within five minutes (records, 1.9).
class WeightySignatureTest {
    private static final String FORMS = "/patients/demo-marrow-knee-injection-p/forms";

    private static Browsing.Seen withdrawn(Browsing nurse, String record, String password) {
        ServedForm form = new ServedForm(nurse.open(record), record + "/withdraw");
        if (form.asks("form.password")) {
            form.answer("form.password", List.of(password));
        }
        form.answer("reason", List.of("never happened"));
        return nurse.post(form.action(), form.pressed(""));
    }

    @Test
    void to_withdraw_a_form_asks_for_the_password_after_five_minutes() {
        MutableClock clock =
                MutableClock.of(
                        RunningPages.TODAY.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC),
                        ZoneOffset.UTC);
        String patient =
                """
                {"resourceType": "Bundle", "type": "collection", "entry": [{"resource":
                 {"resourceType": "Patient", "id": "demo-marrow-knee-injection-p",
                  "name": [{"text": "Example"}], "birthDate": "1960-02-03", "gender": "female"}}]}\
                """;
        try (RunningPages pages =
                RunningPages.on(clock, LoadedKnowledge.of(Path.of("..", "knowledge")))
                        .withBundles(List.of(patient))) {
            pages.people().withPassword("N. Example", "nurse");
            Browsing nurse = new Browsing(pages);
            nurse.signIn("N. Example", "nurse");
            PlayedCase.signed(
                    nurse,
                    FORMS + "/allergies?pathway=bone-modifying-agents",
                    Map.of("none-known", List.of("true")));
            String record =
                    Pattern.compile("(" + FORMS + "/allergies/f-[a-z0-9]+)")
                            .matcher(nurse.open(FORMS).html())
                            .results()
                            .map((MatchResult one) -> one.group(1))
                            .findFirst()
                            .orElseThrow();
            assertThat(nurse.open(record).html()).doesNotContain("form.password");

            clock.add(Duration.ofMinutes(6));

            assertThat(nurse.open(record).html()).contains("name=\"form.password\"");
            assertThat(withdrawn(nurse, record, "something else").text())
                    .contains("Your password again", "Nothing was changed");
            assertThat(nurse.open(record).text()).doesNotContain("Entered in error:");
            assertThat(withdrawn(nurse, record, SignedIn.PASSWORD).status()).isEqualTo(200);
            assertThat(nurse.open(record).text()).contains("Entered in error: never happened");
        }
    }
}
