package org.osteon.app.http.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a card has stood in its column (records, 5.6).
class AgeingTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-11-30 | within  | Here since today, goal 14
                    2026-11-29 | within  | Here for 1 day, goal 14
                    2026-11-16 | within  | Here for 14 days, goal 14
                    2026-11-15 | over    | Here for 15 days, goal 14 exceeded
                               | unknown | Here since when is not known, goal 14
                    """)
    void days_are_held_against_the_goal(LocalDate since, String state, String words) {
        Ageing ageing = Ageing.of(Optional.of(14), Optional.ofNullable(since), TODAY).orElseThrow();
        assertThat(ageing.state()).isEqualTo(state);
        assertThat(ageing.words()).isEqualTo(words);
        assertThat(Ageing.of(Optional.empty(), Optional.ofNullable(since), TODAY)).isEmpty();
    }
}
