package org.osteon.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.Source;
import org.osteon.pathway.WorkedCase;
import org.osteon.pathway.words.WrappedText;
import org.osteon.records.words.Pathways;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon rules`: the rule book.
@Command(
        name = "rules",
        header = "Shows the rule book: every criterion and alert in words, with source and cases.",
        description = {"", "Without a pathway it lists the pathways.", ""},
        footer = {
            "",
            "Examples:",
            "  osteon rules",
            "  osteon rules bone-modifying-agents | less",
            "  osteon rules bone-modifying-agents --format json"
        })
public final class RulesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private KnowledgeOption knowledge;

    @Parameters(arity = "0..1", paramLabel = "PATHWAY", description = "id of a pathway")
    private @Nullable String id;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json")
    private Format format = Format.TEXT;

    /// How the rules are written.
    enum Format {
        TEXT,
        JSON
    }

    @Override
    public Integer call() throws IOException {
        KnowledgeBase base = knowledge.load();
        PrintWriter out = spec.commandLine().getOut();
        if (id == null) {
            out.print(format == Format.JSON ? jsonList(base) : textList(base));
        } else {
            Pathway pathway = Pathways.named(base, id);
            List<WorkedCase> cases = WorkedCase.of(knowledge.folder(), pathway);
            out.print(format == Format.JSON ? json(pathway, cases) : text(pathway, cases));
        }
        return 0;
    }

    private static String textList(KnowledgeBase base) {
        WrappedText text = new WrappedText();
        for (Pathway pathway : base.pathways()) {
            text.line(pathway.id() + " " + pathway.version() + ": " + pathway.title());
            text.wrapped(2, pathway.description());
            text.wrapped(
                    2,
                    pathway.criteria().size()
                            + " criteria, "
                            + pathway.alerts().size()
                            + " alerts");
            text.line("");
        }
        text.line("osteon rules PATHWAY shows them.");
        return text.toString();
    }

    private static String text(Pathway pathway, List<WorkedCase> cases) {
        WrappedText text = new WrappedText();
        text.title(pathway.title() + " (" + pathway.id() + " " + pathway.version() + ")");
        text.wrapped(0, pathway.description());
        text.heading("Decisions, from the most to the least severe");
        for (DecisionWord decision : pathway.decisions()) {
            text.item(
                    "-",
                    decision.word()
                            + ": "
                            + decision.title()
                            + (decision.description().isEmpty()
                                    ? ""
                                    : ". " + decision.description()));
        }
        for (Rule criterion : pathway.criteria()) {
            text.heading("Criterion " + criterion.id() + ": " + criterion.title());
            if (!criterion.description().isEmpty()) {
                text.wrapped(2, criterion.description());
            }
            text.wrapped(2, "Source: " + criterion.source());
            for (Rule alert : criterion.rules()) {
                alert(text, alert, cases);
            }
        }
        if (!cases.isEmpty()) {
            text.heading("Cases");
            cases.forEach(one ->
                    text.item(
                            "-",
                            one.id()
                                    + ": "
                                    + one.title()
                                    + (one.expectedDecision().isEmpty()
                                            ? ""
                                            : " (" + one.expectedDecision() + ")")));
        }
        text.heading("Sources");
        pathway.sources()
                .forEach(source -> text.item("-", source.key() + ": " + source.citation()));
        text.line("");
        text.line("sha256 " + pathway.knowledgeHash());
        return text.toString();
    }

    private static void alert(WrappedText text, Rule alert, List<WorkedCase> cases) {
        text.line("");
        text.wrapped(
                4,
                alert.id()
                        + (alert.decision().isEmpty() ? "" : " -> " + alert.decision())
                        + ": "
                        + alert.title());
        if (!alert.description().isEmpty()) {
            text.wrapped(6, alert.description());
        }
        text.wrapped(6, "Source: " + alert.source());
        String shown = shownBy(alert, cases);
        if (!shown.isEmpty()) {
            text.wrapped(6, "Cases: " + shown);
        }
    }

    private static String shownBy(Rule alert, List<WorkedCase> cases) {
        return cases.stream()
                .filter(one -> one.shows(alert.id()))
                .map(WorkedCase::id)
                .collect(Collectors.joining(", "));
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static String document(Body body) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter()
                            .withObjectIndenter(indenter)
                            .withArrayIndenter(indenter));
            body.write(json);
        }
        return text + "\n";
    }

    private static String jsonList(KnowledgeBase base) throws IOException {
        return document(json -> {
            json.writeStartArray();
            for (Pathway pathway : base.pathways()) {
                json.writeStartObject();
                writeHead(json, pathway);
                json.writeNumberField("criteria", pathway.criteria().size());
                json.writeNumberField("alerts", pathway.alerts().size());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void writeHead(JsonGenerator json, Pathway pathway) throws IOException {
        json.writeStringField("pathway", pathway.id());
        json.writeStringField("version", pathway.version());
        json.writeStringField("title", pathway.title());
        json.writeStringField("description", pathway.description());
        json.writeStringField("knowledgeHash", pathway.knowledgeHash());
    }

    private static String json(Pathway pathway, List<WorkedCase> cases) throws IOException {
        return document(json -> {
            json.writeStartObject();
            writeHead(json, pathway);
            json.writeArrayFieldStart("decisions");
            for (DecisionWord decision : pathway.decisions()) {
                json.writeStartObject();
                json.writeStringField("decision", decision.word());
                json.writeStringField("title", decision.title());
                json.writeStringField("description", decision.description());
                json.writeStringField("severity", decision.severity().word());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("criteria");
            for (Rule criterion : pathway.criteria()) {
                writeRule(json, criterion, cases);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("sources");
            for (Source source : pathway.sources()) {
                json.writeStartObject();
                json.writeStringField("key", source.key());
                json.writeStringField("citation", source.citation());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void writeRule(JsonGenerator json, Rule rule, List<WorkedCase> cases)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", rule.id());
        json.writeStringField("title", rule.title());
        json.writeStringField("description", rule.description());
        json.writeStringField("source", rule.source());
        if (!rule.decision().isEmpty()) {
            json.writeStringField("decision", rule.decision());
        }
        if (!rule.rules().isEmpty()) {
            json.writeArrayFieldStart("alerts");
            for (Rule alert : rule.rules()) {
                writeRule(json, alert, cases);
            }
            json.writeEndArray();
        }
        json.writeArrayFieldStart("cases");
        for (WorkedCase one : cases) {
            if (one.shows(rule.id())) {
                json.writeString(one.id());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
