package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.words.Problem;
import org.osteon.workflow.DoseForm;
import org.osteon.workflow.forms.CheckedAnswers;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormCase;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.WouldSay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon forms`: the forms, whether they are sound, and what comes of them.
@Command(
        name = "forms",
        header = "Lists, checks and tries the forms, for those who write them.",
        description = {
            "",
            "Without anything: the forms that can be filled in, and what is wrong with those that"
                    + " cannot. With --check also each case that differs and each form without a"
                    + " case; the exit code is 0 when nothing is wrong, else 1. With the id of a"
                    + " case: what is made of its answers, and what the pathways say then.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon forms",
            "  osteon forms --check --knowledge trial",
            "  osteon forms --check --forms own-forms",
            "  osteon forms typed-result-creatinine"
        })
public final class FormsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private KnowledgeOption knowledge;

    @Mixin private FormsOption own;

    @Option(names = "--check", description = "hold every form against its cases")
    private boolean check;

    @Parameters(arity = "0..1", paramLabel = "CASE", description = "id of a case, to try it")
    private @Nullable String id;

    @Override
    public Integer call() throws IOException {
        KnowledgeBase base = knowledge.load();
        FormLibrary forms = own.library(base);
        List<FormCase> cases = FormCase.of(base, own.folder());
        if (id != null) {
            return tried(base, forms, cases, id);
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean sound = forms.problems().isEmpty();
        forms.problems().forEach(out::println);
        if (!check) {
            forms.forms().forEach(form -> out.println(line(form, cases)));
            DoseForm.of(base).forEach(form -> out.println(line(form)));
            return sound ? 0 : 1;
        }
        return checked(base, forms, cases) && sound ? 0 : 1;
    }

    private static String line(Form form, List<FormCase> cases) {
        return String.format(
                java.util.Locale.ROOT,
                "%-18s %-34s %s, %d questions, %d cases, version %s",
                form.id(),
                form.title(),
                form.pathways().isEmpty() ? "all pathways" : String.join(", ", form.pathways()),
                form.allItems().filter(item -> item.type().isAnswered()).count(),
                cases.stream().filter(one -> one.form().equals(form.id())).count(),
                form.version());
    }

    /// The record of a dose stands on the page of its order, with that page's checks.
    private static String line(DoseForm form) {
        return String.format(
                java.util.Locale.ROOT,
                "%-18s %-34s %s, on the page of the order, version %s",
                form.kind().id(),
                form.kind().title(),
                String.join(", ", form.pathways().stream().map(Pathway::id).toList()),
                form.version());
    }

    private boolean checked(KnowledgeBase base, FormLibrary forms, List<FormCase> cases) {
        PrintWriter out = spec.commandLine().getOut();
        TreeSet<String> without = new TreeSet<>();
        forms.forms().forEach(form -> without.add(form.id()));
        int differing = 0;
        int looked = 0;
        for (FormCase one : cases) {
            without.remove(one.form());
            if (base.pathway(one.pathway()).isEmpty()) {
                continue;
            }
            looked++;
            List<String> differences = one.differences(base, forms);
            if (!differences.isEmpty()) {
                differing++;
                out.println(one.form() + ", " + one);
                differences.forEach(difference -> out.println("  " + difference));
            }
        }
        without.forEach(form -> out.println(form + ": no case"));
        out.println(
                (looked - differing)
                        + " of "
                        + looked
                        + " cases agree, forms without a case: "
                        + without.size());
        return differing == 0 && without.isEmpty();
    }

    private int tried(KnowledgeBase base, FormLibrary forms, List<FormCase> cases, String wanted) {
        FormCase found =
                cases.stream()
                        .filter(one -> one.id().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> Problem.unusable("there is no case '" + wanted + "'"));
        Form form =
                forms.form(found.form())
                        .orElseThrow(
                                () -> Problem.unusable("there is no form '" + found.form() + "'"));
        FormLife life = new FormLife(base, form, found.chart(), found.pathway());
        CheckedAnswers checked =
                life.check(
                        FormLife.newId(),
                        found.answers(life),
                        Optional.of(life.open(found.deed().at()).shown()),
                        found.deed());
        PrintWriter out = spec.commandLine().getOut();
        out.println(found);
        checked.problems().forEach(one -> out.println("  " + one.field() + ": " + one.text()));
        checked.findings()
                .forEach(one ->
                        out.println("  " + one.level() + ", " + one.key() + ": " + one.text()));
        checked.resources().forEach(one -> out.println("  makes " + one));
        for (WouldSay one : checked.wouldSay()) {
            out.println("  " + one.pathway() + ": " + one.before() + " -> " + one.after());
            one.gained().forEach(text -> out.println("    comes: " + text));
            one.lost().forEach(text -> out.println("    goes: " + text));
            one.closed().forEach(text -> out.println("    done with it: " + text));
        }
        List<String> differences = found.differences(base, forms);
        differences.forEach(text -> out.println("  differs: " + text));
        return differences.isEmpty() ? 0 : 1;
    }
}
