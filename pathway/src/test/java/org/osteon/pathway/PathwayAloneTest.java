package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osteon.chart.Chart;

/// A pathway that is loaded without the others says what it says among them, word for word.
class PathwayAloneTest {
    private static final int CASES = 25;

    static List<String> pathways() {
        return Knowledge.BASE.pathways().stream().map(Pathway::id).toList();
    }

    @ParameterizedTest
    @MethodSource("pathways")
    void alone_it_says_what_it_says_among_the_others(String id) throws IOException {
        Pathway among = Knowledge.BASE.pathway(id).orElseThrow();

        KnowledgeBase alone =
                KnowledgeBase.load(Knowledge.BASE.folder(), Path.of("target/elm"), Set.of(id));

        assertThat(alone.pathways()).extracting(Pathway::id).containsExactly(id);
        assertThat(alone.files()).isEqualTo(Knowledge.BASE.files());
        Pathway own = alone.pathways().getFirst();
        assertThat(own.knowledgeHash()).isEqualTo(among.knowledgeHash());
        List<WorkedCase> cases = Knowledge.allCases(among);
        int step = Math.max(1, cases.size() / CASES);
        for (int i = 0; i < cases.size(); i += step) {
            WorkedCase one = cases.get(i);
            Chart chart = one.chart();
            assertThat(own.assess(chart, one.asOf()))
                    .as(one.toString())
                    .isEqualTo(among.assess(chart, one.asOf()));
        }
    }
}
