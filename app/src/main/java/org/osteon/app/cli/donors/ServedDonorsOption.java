package org.osteon.app.cli.donors;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.app.cli.Installation;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.Problem;
import org.osteon.search.ServedDonors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which donors a server searches.
public final class ServedDonorsOption {
    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description =
                    "registry of donors to search, as made by 'osteon donors import'; default:"
                            + " .osteon/donors in the project's folder, where there is one")
    private @Nullable Path registry;

    @Mixin private PredictCommand.FrequenciesOption frequencies;
    @Mixin private NomenclatureOption nomenclature;

    /// The donors to search: made-up ones are begun at once, those of a registry by
    /// [ServedDonors#begin] or who asks for them first.
    ///
    /// @param demo whether donors are made up where no registry is given
    /// @param err what is ready, and what is wrong, is told here
    /// @throws Problem where the registry that was named is none
    public ServedDonors start(boolean demo, PrintWriter err) {
        Path kept = Installation.here().storeFolder();
        if (registry == null && demo) {
            return ServedDonors.madeUp(kept.resolve("demo-donors"), nomenclature::reader, err);
        }
        Path folder = registry != null ? registry : kept.resolve("donors");
        if (registry != null && !Registry.exists(folder)) {
            throw Problem.unusable(
                    folder
                            + " is no registry of donors; make one with 'osteon donors import"
                            + " --registry "
                            + folder
                            + " FILE'");
        }
        return ServedDonors.later(_ -> open(folder, err), err);
    }

    private ServedDonors.Ready open(Path folder, PrintWriter err) throws IOException {
        TypingReader reader = nomenclature.reader();
        Optional<FrequencySet> set =
                frequencies.isGiven()
                        ? Optional.of(frequencies.read(reader, err))
                        : Optional.empty();
        return ServedDonors.ready(
                reader,
                Registry.exists(folder)
                        ? Optional.of(Registry.open(folder, reader))
                        : Optional.empty(),
                set,
                false);
    }
}
