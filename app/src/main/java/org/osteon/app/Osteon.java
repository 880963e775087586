package org.osteon.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.osteon.app.cli.AppsCommand;
import org.osteon.app.cli.AssessCommand;
import org.osteon.app.cli.AuditCommand;
import org.osteon.app.cli.BackupCommand;
import org.osteon.app.cli.CasesCommand;
import org.osteon.app.cli.ExportCommand;
import org.osteon.app.cli.FeedCommand;
import org.osteon.app.cli.FormsCommand;
import org.osteon.app.cli.ImportCommand;
import org.osteon.app.cli.PlainAssess;
import org.osteon.app.cli.ReadingCommand;
import org.osteon.app.cli.RegistryCommand;
import org.osteon.app.cli.RestoreCommand;
import org.osteon.app.cli.RulesCommand;
import org.osteon.app.cli.ShadowCommand;
import org.osteon.app.cli.SweepCommand;
import org.osteon.app.cli.VerifyCommand;
import org.osteon.app.cli.donors.DonorsCommand;
import org.osteon.app.cli.outcome.OutcomeCommand;
import org.osteon.app.cli.study.StudyCommand;
import org.osteon.records.words.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line `osteon`. Results go to standard output, everything else to standard error.
///
/// Exit codes: 0 done, 2 unusable input or options, 1 our own fault.
@Command(
        name = "osteon",
        description = {
            "Chart in, assessment out: pathways for bone and marrow therapies.",
            "Decision support for professionals, not a substitute for them; not for clinical use"
                    + " before local clinical governance has confirmed its rules.",
            ""
        },
        versionProvider = Osteon.Version.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Each command explains itself, with an example: osteon help COMMAND"})
public final class Osteon implements Callable<Integer> {
    /// The commands, in the order of the help. A class is loaded where its command is meant, or all
    /// are to be told of.
    private static final List<String> COMMANDS =
            List.of(
                    "assess",
                    "serve",
                    "import",
                    "reading",
                    "export",
                    "feed",
                    "rules",
                    "shadow",
                    "cases",
                    "forms",
                    "audit",
                    "apps",
                    "backup",
                    "restore",
                    "verify",
                    "warm-up",
                    "donors",
                    "outcome",
                    "study",
                    "registry",
                    "sweep");

    @Spec private CommandSpec spec;

    private static Class<?> command(String name) {
        return switch (name) {
            case "assess" -> AssessCommand.class;
            case "serve" -> ServeCommand.class;
            case "import" -> ImportCommand.class;
            case "reading" -> ReadingCommand.class;
            case "export" -> ExportCommand.class;
            case "feed" -> FeedCommand.class;
            case "rules" -> RulesCommand.class;
            case "shadow" -> ShadowCommand.class;
            case "cases" -> CasesCommand.class;
            case "forms" -> FormsCommand.class;
            case "audit" -> AuditCommand.class;
            case "apps" -> AppsCommand.class;
            case "backup" -> BackupCommand.class;
            case "restore" -> RestoreCommand.class;
            case "verify" -> VerifyCommand.class;
            case "warm-up" -> WarmUpCommand.class;
            case "donors" -> DonorsCommand.class;
            case "outcome" -> OutcomeCommand.class;
            case "study" -> StudyCommand.class;
            case "registry" -> RegistryCommand.class;
            case "sweep" -> SweepCommand.class;
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    /// Runs a command and ends the process with its exit code.
    public static void main(String[] args) {
        PrintWriter out = writer(FileDescriptor.out);
        Optional<String> answer = QuickAnswers.to(args);
        if (answer.isPresent()) {
            out.print(answer.get());
            out.flush();
            // Without System.exit, which looks for a logger in every jar: nothing else is running.
            return;
        }
        carryMoreThreads();
        nameLogging();
        int code = run(out, writer(FileDescriptor.err), args);
        // System.exit looks for a logger in every jar, which takes a tenth of a second or more.
        if (code != 0 || othersRun()) {
            System.exit(code);
        }
    }

    /// Whether anything goes on that the virtual machine would wait for.
    private static boolean othersRun() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] running = new Thread[all.activeCount() + 16];
        int count = all.enumerate(running);
        for (int i = 0; i < count; i++) {
            if (!running[i].isDaemon() && !running[i].equals(Thread.currentThread())) {
                return true;
            }
        }
        return count == running.length;
    }

    /// Who logs: else every jar is asked whether it does.
    private static void nameLogging() {
        String provider = "slf4j.provider";
        if (System.getProperty(provider) == null) {
            System.setProperty(provider, "org.slf4j.jul.JULServiceProvider");
            // That it was named is no news.
            System.setProperty("slf4j.internal.verbosity", "WARN");
        }
    }

    /// A thread that waits for the disk within SQLite holds the thread of the system that carries
    /// it: there are some more of these than processors, so that others go on. Before the first is
    /// made.
    public static void carryMoreThreads() {
        String carriers = "jdk.virtualThreadScheduler.parallelism";
        if (System.getProperty(carriers) == null) {
            System.setProperty(
                    carriers,
                    String.valueOf(Math.max(8, 2 * Runtime.getRuntime().availableProcessors())));
        }
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8));
    }

    /// Runs a command.
    ///
    /// @param out results
    /// @param err everything else
    /// @return the exit code
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        Optional<PlainAssess> plain = PlainAssess.of(args);
        int code =
                plain.isPresent()
                        ? run(AssessCommand.of(plain.get(), out), err)
                        : runRead(out, err, args);
        out.flush();
        err.flush();
        return code;
    }

    private static int run(AssessCommand command, PrintWriter err) {
        try {
            return command.call();
        } catch (Exception e) {
            return failed(e, err);
        }
    }

    /// A command line that picocli reads.
    private static int runRead(PrintWriter out, PrintWriter err, String... args) {
        String[] asked = QuickAnswers.withHelpAsOption(List.of(args)).toArray(String[]::new);
        CommandLine commands =
                commands(asked)
                        .setOut(out)
                        .setErr(err)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        // @FILE is a typing in a file: each command tells a path and a value apart.
                        .setExpandAtFiles(false)
                        .setParameterExceptionHandler(Osteon::unusable)
                        .setExecutionExceptionHandler(
                                (e, command, _) -> failed(e, command.getErr()));
        return commands.execute(asked);
    }

    /// With the command that is asked for; with all of them where none is, or none that there is.
    static CommandLine commands(String... args) {
        CommandLine commands = new CommandLine(new Osteon());
        boolean one = args.length > 0 && COMMANDS.contains(args[0]);
        for (String name : one ? List.of(args[0]) : COMMANDS) {
            commands.addSubcommand(command(name));
        }
        return commands;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    private static int unusable(ParameterException e, String[] args) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String message = oneLine(reason(e));
        e.getCommandLine()
                .getErr()
                .println(
                        "osteon: "
                                + message
                                + (e.getCause() instanceof Problem
                                        ? ""
                                        : "; see " + command.qualifiedName() + " --help"));
        return CommandLine.ExitCode.USAGE;
    }

    private static String reason(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && command.getParent() == null
                && !unmatched.getUnmatched().getFirst().startsWith("-")) {
            return "there is no command '"
                    + unmatched.getUnmatched().getFirst()
                    + "'; there are "
                    + command.getSubcommands().values().stream()
                            .map(CommandLine::getCommandSpec)
                            .filter(known -> !known.usageMessage().hidden())
                            .map(CommandSpec::name)
                            .collect(Collectors.joining(", "));
        }
        return String.valueOf(e.getMessage());
    }

    private static int failed(Exception e, PrintWriter err) {
        Problem problem = Problem.of(e);
        switch (problem.kind()) {
            case UNAVAILABLE, FAULT -> {}
            default -> {
                err.println("osteon: " + oneLine(problem.message()));
                return CommandLine.ExitCode.USAGE;
            }
        }
        if (System.getenv("OSTEON_DEBUG") != null) {
            e.printStackTrace(err);
        }
        err.println("osteon: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {QuickAnswers.version()};
        }
    }
}
