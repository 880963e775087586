package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The other side of the body is told when one looks at a form, not only when it is signed: also of
/// a patient who was treated before, whose course has the side of then (records, O2).
class WrongSideTest {
    private static final String SAID = "The diagnosis is of the other side.";

    private static Browsing.Seen checked(PlayedCase played, String side) {
        Browsing physician = played.as("P. Example", "physician");
        String path = "/patients/" + played.patient() + "/forms/candidacy-knee";
        ServedForm form =
                new ServedForm(physician.open(path + "?pathway=marrow-knee-injection"), path);
        form.answer("side", List.of(side));
        if (form.asks("reason")) {
            form.answer("reason", List.of("Condition/indication"));
        }
        return physician.post(path, form.pressed("check"));
    }

    @Test
    void check_tells_it_whatever_is_still_missing() throws Exception {
        try (PlayedCase played = PlayedCase.of("marrow-knee-injection", "own-cr-1")) {
            assertThat(checked(played, "knee-left").text()).contains(SAID);
            assertThat(checked(played, "knee-right").text())
                    .doesNotContain(SAID, "an answer is needed");
        }
    }

    @Test
    void it_is_told_of_who_was_treated_before() throws Exception {
        try (PlayedCase played = PlayedCase.of("marrow-knee-injection", "own-visit-missed-35")) {
            assertThat(checked(played, "knee-left").text()).contains(SAID);
        }
    }
}
