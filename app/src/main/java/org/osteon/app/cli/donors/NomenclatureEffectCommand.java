package org.osteon.app.cli.donors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.ReleaseFiles;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.registry.ReleaseChange;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon donors nomenclature effect`: a registry under another release, before it is installed.
@Command(
        name = "effect",
        header = "Says which typings of a registry another release would read otherwise.",
        description = {
            "",
            "The registry keeps typings as they came in; the release in use says what they mean."
                    + " Nothing is changed: install the release to use it.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon donors nomenclature effect --registry donors/ IMGTHLA/"
        })
final class NomenclatureEffectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;

    @Option(names = "--registry", paramLabel = "DIR", required = true, description = "registry")
    private Path registry;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "at most so many typings; default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json, ndjson or csv")
    private @Nullable OutputFormat format;

    @Parameters(paramLabel = "DIR", description = "the other release as published")
    private Path other;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(other) || limit < 0) {
            throw Problem.unusable(
                    limit < 0
                            ? "--limit is not negative"
                            : "no such nomenclature folder: " + other);
        }
        TypingReader now = nomenclature.reader();
        TypingReader then;
        try {
            then = new TypingReader(Release.read(ReleaseFiles.folder(other)), nomenclature.codes());
        } catch (IOException e) {
            throw Problem.unusable(
                    "cannot use the nomenclature in " + other + ": " + e.getMessage());
        }
        try (Registry opened = open(now)) {
            var before = opened.version();
            opened.switchRelease(then);
            write(
                    now.release().version(),
                    then.release().version(),
                    ReleaseChange.reread(before, opened.version(), limit));
        }
        return 0;
    }

    private Registry open(TypingReader reader) {
        try {
            return Registry.open(registry, reader);
        } catch (IOException e) {
            throw Problem.unusable(String.valueOf(e.getMessage()));
        }
    }

    private void write(String from, String to, java.util.List<ReleaseChange.Reread> changes) {
        var out = spec.commandLine().getOut();
        switch (OutputFormat.orDefault(format)) {
            case TEXT -> {
                out.println(
                        changes.size() + " typings read otherwise in " + to + " than in " + from);
                changes.forEach(one ->
                        out.println(
                                one.locus()
                                        + "  "
                                        + one.typing()
                                        + "  "
                                        + one.before()
                                        + " -> "
                                        + one.after()));
            }
            case CSV -> {
                out.print("locus;typing;before;after\n");
                changes.forEach(one ->
                        out.print(
                                String.join(
                                                ";",
                                                one.locus().name(),
                                                one.typing(),
                                                one.before(),
                                                one.after())
                                        + "\n"));
            }
            case NDJSON -> changes.forEach(one -> out.println(json(one)));
            case JSON -> {
                ObjectNode all = ComparisonJson.MAPPER.createObjectNode();
                all.put("from", from).put("to", to);
                var list = all.putArray("readOtherwise");
                changes.forEach(one -> list.add(json(one)));
                out.println(all.toPrettyString());
            }
        }
    }

    private static ObjectNode json(ReleaseChange.Reread one) {
        return ComparisonJson.MAPPER
                .createObjectNode()
                .put("locus", one.locus().name())
                .put("typing", one.typing())
                .put("before", one.before())
                .put("after", one.after());
    }
}
