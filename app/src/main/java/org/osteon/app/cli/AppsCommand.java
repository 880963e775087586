package org.osteon.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.records.apps.App;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon apps`: the programs of others that may ask to be let in.
@Command(
        name = "apps",
        header = "Lists, registers and shuts programs of others (SMART, backend services, hooks).",
        subcommands = {AppsCommand.Register.class, AppsCommand.Shut.class, AppsCommand.Open.class},
        footer = {
            "",
            "Examples:",
            "  osteon apps",
            "  osteon apps register growth --title 'Growth chart' --redirect https://growth.example/"
                    + " --scopes 'launch launch/patient patient/*.rs'",
            "  osteon apps register nightly --title Nightly --keys nightly.jwks --role physician"
                    + " --scopes 'system/*.rs'"
        })
public final class AppsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private StoreOption store;

    @Override
    public Integer call() {
        try (ChartStore charts = store.existing()) {
            for (App one : new Apps(charts, Clock.systemUTC()).all()) {
                spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "%-24s %-8s %-6s %s%n",
                                one.id(),
                                one.kind().name().toLowerCase(Locale.ROOT),
                                one.disabled() ? "shut" : "open",
                                one.scopes());
            }
        }
        return 0;
    }

    private static String user() {
        return "command line, " + System.getProperty("user.name", "unknown");
    }

    /// `osteon apps register`.
    @Command(
            name = "register",
            header = "Registers a program. A secret is printed once.",
            footer = {
                "",
                "Example:",
                "  osteon apps register growth --title 'Growth chart' --redirect"
                        + " https://growth.example/ --scopes 'launch/patient patient/*.rs'"
            })
    static final class Register implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Mixin private StoreOption store;

        @Parameters(paramLabel = "CLIENT_ID", description = "its client_id")
        private String id = "";

        @Option(names = "--title", required = true, paramLabel = "NAME", description = "its name")
        private String title = "";

        @Option(
                names = "--redirect",
                paramLabel = "URI",
                description = "where the browser is sent back to, to the letter; several times")
        private List<String> redirects = List.of();

        @Option(
                names = "--launch",
                paramLabel = "URI",
                description = "where it is opened from a patient's page")
        private String launch = "";

        @Option(
                names = "--scopes",
                paramLabel = "SCOPES",
                description = "the most that it may ask for, in quotes")
        private String scopes = "";

        @Option(
                names = "--secret",
                description =
                        "it shows itself by a secret, made here; default: by its address only")
        private boolean secret;

        @Option(
                names = "--keys",
                paramLabel = "FILE",
                description = "it signs: its public keys, a JSON Web Key Set (RS384, ES384)")
        private @Nullable Path keys;

        @Option(names = "--role", paramLabel = "ROLE", description = "as what it works on its own")
        private String role = "";

        @Option(
                names = "--issuer",
                paramLabel = "ISS",
                description = "by what name it signs calls of CDS Hooks")
        private String issuer = "";

        @Option(names = "--introspects", description = "it may ask about tokens of others")
        private boolean introspects;

        @Override
        public Integer call() throws IOException {
            if (secret && keys != null) {
                throw Problem.unusable("give either --secret or --keys FILE");
            }
            String read = keys == null ? "" : SignedStatements.keys(Files.readString(keys));
            App wanted =
                    new App(
                            id,
                            title,
                            keys != null
                                    ? App.Kind.KEY
                                    : secret ? App.Kind.SECRET : App.Kind.PUBLIC,
                            redirects,
                            launch,
                            scopes.strip().replaceAll("\\s+", " "),
                            "",
                            read,
                            role,
                            issuer,
                            introspects,
                            false,
                            Clock.systemUTC().instant());
            try (ChartStore charts = store.open()) {
                Apps.Registered made = new Apps(charts, Clock.systemUTC()).register(user(), wanted);
                PrintWriter out = spec.commandLine().getOut();
                out.println("Registered: " + made.app().id());
                made.secret().ifPresent(one -> out.println("client_secret: " + one));
            }
            return 0;
        }
    }

    private static int disable(StoreOption store, String id, boolean disabled) {
        try (ChartStore charts = store.existing()) {
            new Apps(charts, Clock.systemUTC()).disable(user(), id, disabled);
        }
        return 0;
    }

    /// `osteon apps shut`.
    @Command(
            name = "shut",
            header = "Shuts a program: what it was given is of no use from then on.",
            footer = {"", "Example:", "  osteon apps shut growth"})
    static final class Shut implements Callable<Integer> {
        @Mixin private StoreOption store;

        @Parameters(paramLabel = "CLIENT_ID", description = "its client_id")
        private String id = "";

        @Override
        public Integer call() {
            return disable(store, id, true);
        }
    }

    /// `osteon apps open`.
    @Command(
            name = "open",
            header = "Opens a program again that was shut.",
            footer = {"", "Example:", "  osteon apps open growth"})
    static final class Open implements Callable<Integer> {
        @Mixin private StoreOption store;

        @Parameters(paramLabel = "CLIENT_ID", description = "its client_id")
        private String id = "";

        @Override
        public Integer call() {
            return disable(store, id, false);
        }
    }
}
