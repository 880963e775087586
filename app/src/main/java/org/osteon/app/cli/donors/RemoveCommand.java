package org.osteon.app.cli.donors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.osteon.hla.registry.Registry;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon donors remove`: takes donors out of a registry.
@Command(
        name = "remove",
        header = "Takes donors out of a registry; searches under way are not disturbed.",
        footer = {"", "Example:", "  osteon donors remove --registry donors/ D000000001"})
final class RemoveCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;

    @Option(names = "--registry", paramLabel = "DIR", required = true, description = "registry")
    private Path registry;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "ids of donors")
    private List<String> ids;

    @Override
    public Integer call() throws IOException {
        if (!Registry.exists(registry)) {
            throw Problem.unusable(registry + " is no registry of donors");
        }
        try (var opened = Registry.open(registry, nomenclature.reader())) {
            for (String id : ids) {
                if (opened.version().find(id).isEmpty()) {
                    throw Problem.unusable(
                            "no donor \"" + id + "\" in " + registry + "; nothing was removed");
                }
            }
            for (String id : ids) {
                opened.remove(id);
            }
            var summary = ComparisonJson.MAPPER.createObjectNode();
            summary.put("removed", ids.size());
            summary.put("donors", opened.version().donorCount());
            spec.commandLine().getOut().println(summary);
        }
        return 0;
    }
}
