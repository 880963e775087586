package org.osteon.app;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What needs none of the commands to be said: which version it is, and what a command says of
/// itself, as the build wrote it down ([HelpTexts]). Loading the commands takes a second, and what
/// the virtual machine makes for a lambda or a sum of texts some hundredths: there are none here.
final class QuickAnswers {
    private QuickAnswers() {}

    /// The answer, as this terminal shows it; empty where a command has to give it.
    static Optional<String> to(String[] args) {
        return to(args, showsColours(), System.getenv("OSTEON_APP"));
    }

    /// As picocli decides it, which is not asked for it: it is large.
    private static boolean showsColours() {
        String forced = System.getenv("CLICOLOR_FORCE");
        if (System.getenv("NO_COLOR") != null) {
            return false;
        }
        return (forced != null && !forced.equals("0"))
                || (Boolean.getBoolean("osteon.terminal.output")
                        && !"0".equals(System.getenv("CLICOLOR")));
    }

    /// The answer; empty where a command has to give it.
    ///
    /// @param colours whether the terminal shows them
    /// @param installation the folder in which the build wrote it down, as the launcher names it
    static Optional<String> to(String[] args, boolean colours, @Nullable String installation) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            return Optional.of(version().concat(System.lineSeparator()));
        }
        List<String> command = helpOf(args);
        return command == null || installation == null
                ? Optional.empty()
                : written(new File(installation, "help"), fileOf(command, colours));
    }

    /// Which command's help is asked for; null where none is.
    private static @Nullable List<String> helpOf(String[] args) {
        List<String> all = withHelpAsOption(List.of(args));
        if (all.isEmpty()) {
            return null;
        }
        List<String> names = all.subList(0, all.size() - 1);
        boolean asked = all.getLast().equals("--help") || all.getLast().equals("-h");
        for (String name : names) {
            asked &= isName(name);
        }
        return asked ? names : null;
    }

    /// Whether it is written as commands are: then it is no way to another file.
    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter != '-' && (letter < 'a' || letter > 'z')) {
                return false;
            }
        }
        return true;
    }

    /// `help` as people write it elsewhere, before the command: `help donors search` is `donors
    /// search --help`.
    static List<String> withHelpAsOption(List<String> args) {
        if (args.isEmpty() || !args.getFirst().equals("help")) {
            return args;
        }
        List<String> changed = new ArrayList<>(args.subList(1, args.size()));
        changed.add("--help");
        return changed;
    }

    /// The file of a command's help.
    static String fileOf(List<String> names, boolean colours) {
        return String.join(".", names.isEmpty() ? List.of("osteon") : names)
                .concat(colours ? ".colours.txt" : ".plain.txt");
    }

    /// From a file of its own: to look into a jar for it would take as long as all the rest.
    private static Optional<String> written(File folder, String file) {
        try (InputStream stream = new FileInputStream(new File(folder, file))) {
            return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String version() {
        String version = QuickAnswers.class.getPackage().getImplementationVersion();
        return "osteon ".concat(version == null ? "(unpacked)" : version);
    }
}
