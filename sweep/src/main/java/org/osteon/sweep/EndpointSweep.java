package org.osteon.sweep;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.EndpointTable;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon sweep endpoints`.
@Command(
        name = "endpoints",
        header = "An endpoint of all charts as a table, and its incidence.",
        description = {
            "",
            "Writes ENDPOINT.csv, the table that osteon outcome table makes of a store with the same"
                    + " charts, for osteon outcome; and incidence.csv, the cumulative incidence of"
                    + " each kind of event. rows/ has a row of every chart, also of those that are"
                    + " not in the table, with the reason.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon sweep endpoints --input export/ --output events/ --endpoint skeletal-event",
            "  osteon sweep endpoints --input charts/ --output survival/ --pathway marrow-transplant"
                    + " --endpoint survival --at 100,365 --by donor"
        })
final class EndpointSweep implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private InputOptions options;

    @Option(names = "--endpoint", required = true, paramLabel = "ID", description = "the endpoint")
    private String endpoint = "";

    @Option(
            names = "--pathway",
            paramLabel = "ID",
            description = "whose endpoint it is, where several pathways have one of this name")
    private @Nullable String pathway;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "DAY",
            description = "days after time zero of the incidence; default: 100,365")
    private double[] at = {100, 365};

    @Option(
            names = "--by",
            paramLabel = "FACTOR",
            description = "what people are compared by in the incidence")
    private String by = "";

    @Override
    public Integer call() throws IOException {
        KnowledgeParcel knowledge = options.knowledge();
        Pathway found = pathway(knowledge.unpacked());
        EndpointTable table = new EndpointTable(found, endpoint);
        if (!by.isEmpty() && found.factors().stream().noneMatch(one -> one.id().equals(by))) {
            throw new UnusableSweepException(
                    "'%s' is nothing that people are compared by in %s; there are: %s"
                            .formatted(by, found.id(), ids(found.factors())));
        }
        Question question =
                new Question(
                        Question.Subject.ENDPOINT,
                        options.day(),
                        List.of(found.id()),
                        false,
                        Question.Form.PARQUET,
                        endpoint,
                        options.column());
        return SweepProcess.run(
                spec,
                options,
                (run, input) -> {
                    SweepResult result = run.run(input, question, knowledge);
                    new EndpointFiles(table, at, by)
                            .write(
                                    run,
                                    options.output(),
                                    words ->
                                            spec.commandLine()
                                                    .getErr()
                                                    .println("osteon: " + words));
                    return result;
                });
    }

    private Pathway pathway(KnowledgeBase base) {
        if (pathway != null) {
            String id = pathway;
            Pathway named =
                    base.pathway(id)
                            .orElseThrow(() -> new UnusableSweepException(base.noPathway(id)));
            if (!has(named)) {
                throw new UnusableSweepException(
                        "'%s' is no endpoint of %s; there are: %s"
                                .formatted(endpoint, id, ids(named.endpoints())));
            }
            return named;
        }
        List<Pathway> having = base.pathways().stream().filter(this::has).toList();
        if (having.size() != 1) {
            throw new UnusableSweepException(
                    having.isEmpty()
                            ? "no pathway has the endpoint '%s'; osteon outcome table lists them"
                                    .formatted(endpoint)
                            : "several pathways have the endpoint '%s': name one with --pathway, of %s"
                                    .formatted(
                                            endpoint,
                                            having.stream()
                                                    .map(Pathway::id)
                                                    .collect(Collectors.joining(", "))));
        }
        return having.get(0);
    }

    private boolean has(Pathway one) {
        return one.endpoints().stream().anyMatch(rule -> rule.id().equals(endpoint));
    }

    private static String ids(List<Rule> rules) {
        return rules.stream().map(Rule::id).collect(Collectors.joining(", "));
    }
}
