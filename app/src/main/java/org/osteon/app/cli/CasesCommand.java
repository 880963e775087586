package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.words.Pathways;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon cases`: whether the knowledge gives what its worked cases expect.
@Command(
        name = "cases",
        header = "Checks the worked cases of the knowledge, for those who write it.",
        description = {
            "",
            "Tells each case that differs, and each rule that no case raises. The exit code is 0 when"
                    + " all agree and every rule has its case, else 1.",
            "Cases that share a chart say only what differs: with --write each is written whole.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon cases",
            "  osteon cases bone-modifying-agents",
            "  osteon cases cold-pack --knowledge trial",
            "  osteon cases marrow-transplant --write /tmp/cases"
        })
public final class CasesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private KnowledgeOption knowledge;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATHWAY",
            description = "id of a pathway; all without")
    private @Nullable String id;

    @Option(
            names = "--write",
            paramLabel = "DIR",
            description =
                    "instead of checking, write each case as one file with its whole chart,"
                            + " DIR/PATHWAY/CASE.json")
    private @Nullable Path written;

    @Override
    public Integer call() throws IOException {
        KnowledgeBase base = knowledge.load();
        List<Pathway> pathways = id == null ? base.pathways() : List.of(Pathways.named(base, id));
        if (written != null) {
            for (Pathway pathway : pathways) {
                write(pathway, written.resolve(pathway.id()));
            }
            return 0;
        }
        boolean agrees = true;
        for (Pathway pathway : pathways) {
            agrees &= check(pathway);
        }
        return agrees ? 0 : 1;
    }

    private void write(Pathway pathway, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<WorkedCase> cases = WorkedCase.of(knowledge.folder(), pathway);
        for (WorkedCase one : cases) {
            Files.writeString(folder.resolve(one.id() + ".json"), one.json() + "\n");
        }
        spec.commandLine()
                .getOut()
                .println(pathway.id() + ": " + cases.size() + " cases written to " + folder);
    }

    private boolean check(Pathway pathway) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<WorkedCase> cases = WorkedCase.of(knowledge.folder(), pathway);
        TreeSet<String> withoutCase =
                new TreeSet<>(pathway.alerts().stream().map(Rule::id).toList());
        int differing = 0;
        for (WorkedCase one : cases) {
            withoutCase.removeAll(one.expectedAlerts());
            List<String> differences = one.differences(pathway);
            if (!differences.isEmpty()) {
                differing++;
                out.println(pathway.id() + ", " + one);
                differences.forEach(difference -> out.println("  " + difference));
            }
        }
        withoutCase.forEach(
                rule -> out.println(pathway.id() + ", " + rule + ": no case raises it"));
        out.println(
                pathway.id()
                        + ": "
                        + (cases.size() - differing)
                        + " of "
                        + cases.size()
                        + " cases agree, rules without a case: "
                        + withoutCase.size());
        return differing == 0 && withoutCase.isEmpty();
    }
}
