package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The reference engine is the judge of the compiled CQL: every expression, every case.
class CompiledCqlTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");

    @TestFactory
    Stream<DynamicTest> every_expression_gives_what_the_reference_engine_gives()
            throws IOException {
        KnowledgeBase knowledge = KnowledgeBase.load(KNOWLEDGE);
        List<DynamicTest> tests = new ArrayList<>();
        for (Pathway pathway : knowledge.pathways()) {
            assertThat(pathway.isCompiled()).as("%s is compiled", pathway.id()).isTrue();
            for (WorkedCase worked : sample(cases(pathway))) {
                tests.add(
                        DynamicTest.dynamicTest(
                                worked.toString(), () -> assertSameValues(pathway, worked)));
            }
        }
        return tests.stream();
    }

    private static void assertSameValues(Pathway pathway, WorkedCase worked) {
        ChartOnDay chart = new ChartOnDay(List.of(pathway), worked.chart(), worked.asOf());
        Pathway reference = pathway.onReferenceEngine();
        for (String expression : pathway.expressionNames()) {
            assertThat(value(chart.evaluate(pathway, expression)))
                    .as(expression)
                    .isEqualTo(value(chart.evaluate(reference, expression)));
        }
    }

    /// Numbers by their value and not their scale.
    private static @Nullable String value(@Nullable Object value) {
        return value == null ? null : value.toString().replaceAll("(\\.\\d*?)0+\\b", "$1");
    }

    private static List<WorkedCase> cases(Pathway pathway) throws IOException {
        List<WorkedCase> cases =
                new ArrayList<>(WorkedCase.in(KNOWLEDGE.resolve(pathway.id()).resolve("cases")));
        Path shared = Path.of("..", "..", "shared", "cases", pathway.id());
        if (Files.isDirectory(shared)) {
            cases.addAll(WorkedCase.in(shared));
        }
        return cases;
    }

    /// The reference engine is slow: some ten cases of each pathway, twenty with
    /// `-Dosteon.long=true`, spread over all of them.
    private static List<WorkedCase> sample(List<WorkedCase> cases) {
        int most = Boolean.getBoolean("osteon.long") ? 20 : 10;
        int step = Integer.getInteger("osteon.cases.every", Math.max(1, cases.size() / most));
        List<WorkedCase> sample = new ArrayList<>();
        for (int i = 0; i < cases.size(); i += step) {
            sample.add(cases.get(i));
        }
        return sample;
    }
}
