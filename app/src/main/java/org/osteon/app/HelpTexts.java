package org.osteon.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// Writes what each command says of itself, for [QuickAnswers]: run by the build, once the commands
/// are compiled. Argument: the folder.
public final class HelpTexts {
    private HelpTexts() {}

    /// Writes a file for each command and for the whole, plain and as a terminal shows it.
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        write(folder, List.of(), Osteon.commands());
    }

    private static void write(Path folder, List<String> names, CommandLine command)
            throws IOException {
        for (Ansi ansi : List.of(Ansi.OFF, Ansi.ON)) {
            Files.writeString(
                    folder.resolve(QuickAnswers.fileOf(names, ansi == Ansi.ON)),
                    command.getUsageMessage(ansi),
                    StandardCharsets.UTF_8);
        }
        for (CommandLine inner : command.getSubcommands().values()) {
            List<String> path = new ArrayList<>(names);
            path.add(inner.getCommandName());
            write(folder, path, inner);
        }
    }
}
