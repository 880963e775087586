package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.WorkedCase;

/// `osteon cases`, for those who write knowledge.
class CasesCommandTest {
    private static final String PATHWAY = "growth-factor-delivery";

    @Test
    void cases_that_share_charts_are_written_whole(@TempDir Path folder) throws IOException {
        CommandRun run =
                CommandRun.of(
                        "cases",
                        PATHWAY,
                        "--write",
                        folder.toString(),
                        "--knowledge",
                        Path.of("..", "knowledge").toString());

        assertThat(run.exitCode()).as(run.errors()).isZero();
        List<WorkedCase> source =
                WorkedCase.in(Path.of("..", "knowledge").resolve(PATHWAY).resolve("cases"));
        List<WorkedCase> written = WorkedCase.in(folder.resolve(PATHWAY));
        assertThat(written)
                .hasSameSizeAs(source)
                .extracting(WorkedCase::json)
                .containsExactlyInAnyOrderElementsOf(
                        source.stream().map(WorkedCase::json).toList());
    }
}
