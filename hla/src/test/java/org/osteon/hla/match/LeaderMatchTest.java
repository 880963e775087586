package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;

/// H9: the leader of HLA-B and the order that it advises (reference, section 11). B*07, 08 and 14
/// carry M; B*44, 35, 15 and 51 carry T.
class LeaderMatchTest {
    private static LeaderMatch match(String patient, String donor) {
        var reader = SharedData.reader();
        return LeaderMatch.of(
                reader.release(), reader.glString(patient).value(), reader.glString(donor).value());
    }

    private static void assertAdvice(String patient, String donor, String code, int order) {
        var match = match(patient, donor);
        assertThat(match.mismatch()).isPresent();
        assertThat(match.mismatch().get().code()).isEqualTo(code);
        assertThat(LeaderMatch.order(match)).as(code).isEqualTo(order);
        assertThat(match.mismatch().get().leaderMatched())
                .isEqualTo(code.charAt(0) == code.charAt(1));
    }

    @Test
    void a_patient_of_both_leaders_does_best_with_mmt_then_ttm() {
        assertAdvice("B*07:02+B*44:02", "B*08:01+B*44:02", "MMT", 0);
        assertAdvice("B*07:02+B*44:02", "B*07:02+B*35:01", "TTM", 1);
        assertAdvice("B*07:02+B*44:02", "B*15:01+B*44:02", "MTT", 2);
        assertAdvice("B*07:02+B*44:02", "B*07:02+B*08:01", "TMM", 2);
    }

    @Test
    void a_patient_of_two_t_does_best_with_ttt_then_tmt() {
        assertAdvice("B*35:01+B*44:02", "B*15:01+B*44:02", "TTT", 0);
        assertAdvice("B*35:01+B*44:02", "B*08:01+B*44:02", "TMT", 1);
    }

    @Test
    void a_patient_of_two_m_gets_no_order() {
        assertAdvice("B*07:02+B*08:01", "B*14:02+B*08:01", "MMM", 2);
        assertAdvice("B*07:02+B*08:01", "B*44:02+B*08:01", "MTM", 2);
    }

    @Test
    void no_single_certain_mismatch_no_advice() {
        assertThat(match("B*07:02+B*44:02", "B*07:02+B*44:02").mismatch()).isEmpty();
        assertThat(match("B*07:02+B*44:02", "B*08:01+B*35:01").mismatch()).isEmpty();
        assertThat(LeaderMatch.order(match("B*07:02+B*44:02", "B*07:02+B*44:XX"))).isEqualTo(2);
    }
}
