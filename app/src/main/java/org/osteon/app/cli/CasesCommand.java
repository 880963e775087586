package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.app.words.Pathways;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.WorkedCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon cases",
            "  osteon cases bone-modifying-agents",
            "  osteon cases cold-pack --knowledge trial"
        })
public final class CasesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private KnowledgeOption knowledge;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATHWAY",
            description = "id of a pathway; all without")
    private @Nullable String id;

    @Override
    public Integer call() throws IOException {
        KnowledgeBase base = knowledge.load();
        List<Pathway> pathways = id == null ? base.pathways() : List.of(Pathways.named(base, id));
        boolean agrees = true;
        for (Pathway pathway : pathways) {
            agrees &= check(pathway);
        }
        return agrees ? 0 : 1;
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
