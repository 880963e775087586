package org.osteon.sweep;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `osteon sweep`, and the main class for `spark-submit`.
///
/// Exit codes: 0 done, 2 unusable input or options, 1 our own fault, or counts that do not add up.
@Command(
        name = "osteon sweep",
        description = {
            "The same assessments and endpoints over many charts, on Apache Spark: on the processors"
                    + " of this machine, or on a cluster by spark-submit.",
            "Decision support for professionals, not a substitute for them; not for clinical use"
                    + " before local clinical governance has confirmed its rules.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Sweep.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AssessSweep.class, EndpointSweep.class})
public final class Sweep implements Callable<Integer> {
    /// Set by the launcher: the process ends with the exit code. On a cluster a failure is an
    /// exception, as some of them take every end by an exit code for a failure.
    private static final String EXITS = "osteon.sweep.exit";

    private static final String LOGGING = "log4j2.configurationFile";

    @Spec private CommandSpec spec;

    /// Runs a command.
    public static void main(String[] args) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        if (Boolean.getBoolean(EXITS) && System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "classpath:org/osteon/sweep/log4j2.properties");
        }
        int code = run(out, err, args);
        if (Boolean.getBoolean(EXITS)) {
            System.exit(code);
        }
        if (code != 0) {
            throw new IllegalStateException(
                    "the sweep ended with " + code + "; the reason stands in its error output");
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
        int code =
                new CommandLine(new Sweep())
                        .setOut(out)
                        .setErr(err)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExpandAtFiles(false)
                        .setParameterExceptionHandler(Sweep::unusable)
                        .setExecutionExceptionHandler(Sweep::failed)
                        .execute(args);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    private static int unusable(ParameterException e, String[] args) {
        e.getCommandLine()
                .getErr()
                .println(
                        "osteon: "
                                + oneLine(e)
                                + "; see "
                                + e.getCommandLine().getCommandSpec().qualifiedName()
                                + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (System.getenv("OSTEON_DEBUG") != null) {
            e.printStackTrace(command.getErr());
        }
        command.getErr().println("osteon: " + oneLine(e));
        return e instanceof UnusableSweepException
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.SOFTWARE;
    }

    private static String oneLine(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Sweep.class.getPackage().getImplementationVersion();
            return new String[] {"osteon sweep " + (version == null ? "(unpacked)" : version)};
        }
    }
}
