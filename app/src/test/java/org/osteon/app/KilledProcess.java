package org.osteon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process of its own, to be killed.
public final class KilledProcess {
    private KilledProcess() {}

    /// Starts one.
    ///
    /// @param folder its first argument; there it writes what goes wrong
    public static Process start(Class<?> main, Path folder, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName(),
                                folder.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors(folder).toFile()))
                .start();
    }

    /// What the killed processes of a folder wrote of what went wrong.
    public static String said(Path folder) throws IOException {
        return Files.readString(errors(folder));
    }

    private static Path errors(Path folder) {
        return folder.resolve("errors.txt");
    }
}
