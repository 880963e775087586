package org.osteon.sweep;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon sweep assess`.
@Command(
        name = "assess",
        header = "Assesses all charts of a folder, each as osteon assess would.",
        description = {
            "",
            "A chart that cannot be used is a row that says why; the numbers of charts in and out"
                    + " are held against each other at the end.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon sweep assess --input charts/ --output assessed/ --as-of 2025-09-15",
            "  osteon sweep assess --input export/ --output assessed/ --pathway"
                    + " bone-modifying-agents",
            "  osteon sweep assess --input cases.ndjson --output lines/ --format ndjson"
        })
final class AssessSweep implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private InputOptions options;

    @Option(
            names = "--pathway",
            paramLabel = "ID",
            description =
                    "pathway to assess by, of charts that do not name their own; may be repeated."
                            + " Without it: every pathway that applies")
    private List<String> pathways = List.of();

    @Option(
            names = "--format",
            defaultValue = "parquet",
            paramLabel = "FORMAT",
            description =
                    "parquet: a row for each chart and pathway; ndjson: the lines of osteon assess"
                            + " --batch; default: ${DEFAULT-VALUE}")
    private Question.Form form = Question.Form.PARQUET;

    @Override
    public Integer call() throws IOException {
        KnowledgeParcel knowledge = options.knowledge();
        KnowledgeBase base = knowledge.unpacked();
        for (String id : pathways) {
            if (base.pathway(id).isEmpty()) {
                throw new UnusableSweepException(base.noPathway(id));
            }
        }
        Question question =
                new Question(
                        Question.Subject.ASSESSMENTS,
                        options.day(),
                        pathways.isEmpty()
                                ? base.pathways().stream().map(Pathway::id).toList()
                                : pathways.stream().distinct().toList(),
                        pathways.isEmpty(),
                        form,
                        "",
                        options.column());
        return SweepProcess.run(spec, options, (run, input) -> run.run(input, question, knowledge));
    }
}
