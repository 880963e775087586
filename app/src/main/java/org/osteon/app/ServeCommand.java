package org.osteon.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.app.cli.DemoStore;
import org.osteon.app.cli.FormsOption;
import org.osteon.app.cli.Installation;
import org.osteon.app.cli.KnowledgeOption;
import org.osteon.app.cli.Progress;
import org.osteon.app.cli.StoreOption;
import org.osteon.app.cli.donors.ServedDonorsOption;
import org.osteon.app.feeds.MllpListener;
import org.osteon.app.http.server.HospitalSignIn;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.server.ServerBinding;
import org.osteon.app.post.Postman;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.links.Carrier;
import org.osteon.records.words.Problem;
import org.osteon.search.ServedDonors;
import org.osteon.store.ChartStore;
import org.osteon.workflow.forms.FormLibrary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon serve`: pages, FHIR and CDS Hooks.
@Command(
        name = "serve",
        header = "Serves the pages, the FHIR API and CDS Hooks on this machine.",
        description = {
            "",
            "Pages at /, donor search at /donors, FHIR R4 at /fhir, CDS Hooks at /cds-services,"
                    + " whether it is well at /health (/health/live, /health/ready). Only this machine"
                    + " is answered, and what is written bears the name that the user gives. Ctrl-C"
                    + " stops it; running requests end first.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon serve --demo",
            "  osteon serve --maps maps/",
            "  osteon serve --forms own-forms/",
            "  osteon serve --registry donors/ --frequencies CAU.freqs.gz",
            "  osteon serve --feeds profiles/ --mllp 2575",
            "  osteon serve --downtime /mnt/ward/",
            "  osteon serve --outbox /var/spool/osteon/",
            "  osteon serve --proxy 127.0.0.1 --metrics-port 9100 --log json",
            "  osteon serve --port 9090 --db jdbc:postgresql://localhost/osteon?user=osteon"
        })
public final class ServeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private KnowledgeOption knowledge;

    @Mixin private FormsOption forms;

    @Mixin private StoreOption store;

    @Mixin private ServedDonorsOption donors;

    @Option(
            names = "--demo",
            description =
                    "look around with about 400 made-up patients, in a store of their own, made"
                            + " anew each day, and 100,000 made-up donors")
    private boolean demo;

    @Mixin private NetworkOption network;

    @Mixin private MllpOption mllp;

    @Option(
            names = "--log",
            paramLabel = "FORM",
            description = "form of the log on standard error: text (default) or json, a line each")
    private LogForm log = LogForm.TEXT;

    @Option(
            names = "--oidc",
            paramLabel = "FILE",
            description =
                    "people sign in by the hospital's identity provider, too (OpenID Connect): its"
                            + " issuer, and which of its groups is which role here")
    private @Nullable Path oidc;

    @Option(
            names = "--two-persons",
            description = "who plans an order may not release it; a second person must")
    private boolean twoPersons;

    @Option(
            names = "--downtime",
            paramLabel = "DIR",
            description =
                    "every 15 minutes, leave the worklist and the release sheets there as one file"
                            + " to print (osteon-downtime.html), for when this server cannot be"
                            + " reached")
    private @Nullable Path downtime;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description =
                    "where people reach this server, for example https://osteon.hospital.example:"
                            + " sheets of --downtime bear a code that leads there")
    private @Nullable URI address;

    @Option(
            names = "--exports",
            paramLabel = "DIR",
            description =
                    "where exports that are asked for through FHIR ($export) are made, and kept for"
                            + " a day; default: beside the file of the store (charts.db.exports)")
    private @Nullable Path exports;

    @Option(
            names = "--notify",
            paramLabel = "URL",
            description =
                    "below this address programs may have themselves told what happens (FHIR"
                            + " Subscription), for example https://ehr.example/osteon/; once for each."
                            + " Without it this server tells nobody anything")
    private List<URI> told = List.of();

    @Option(
            names = "--fetch-from",
            paramLabel = "URL",
            description =
                    "where a call of CDS Hooks sends only the first page of something along, the"
                            + " others are fetched from this record system, for example"
                            + " https://ehr.example/fhir, by the token of the call; once for each."
                            + " Without it this server asks nobody anything")
    private List<URI> asked = List.of();

    @Option(
            names = "--outbox",
            paramLabel = "DIR",
            description =
                    "messages to patients (a form waits) and to the staff are left there as files,"
                            + " for a program of yours to send")
    private @Nullable Path outbox;

    @Option(
            names = "--smtp",
            paramLabel = "FILE",
            description =
                    "the same are sent by the mail server that FILE names (host, port, from, user)")
    private @Nullable Path smtp;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerBinding listening = network.listening();
        mllp.check();
        if (downtime != null && !Files.isWritable(downtime)) {
            throw Problem.unusable(
                    downtime
                            + " is no folder that can be written to; --downtime names one that is"
                            + " there");
        }
        if (address != null && (address.getHost() == null || !isHttp(address))) {
            throw Problem.unusable(
                    address
                            + " is no address that a browser opens; --address is like"
                            + " https://osteon.hospital.example");
        }
        Optional<Carrier> carrier = Postman.carrier(outbox, smtp);
        log.use();
        PrintWriter err = spec.commandLine().getErr();
        KnowledgeBase base = demo ? knowledge.loadForDemo() : knowledge.load();
        Installation.here().keep(base);
        FormLibrary library = forms.library(base);
        Clock clock = Clock.system(ZoneId.systemDefault());
        ServedDonors searched = donors.start(demo, err);
        ChartStore charts = demo ? demoStore(base, clock) : store.open();
        Server server;
        Optional<Feeds> feeds;
        try {
            feeds = mllp.feeds(new FeedRecords(charts, clock), base);
            server =
                    Server.start(
                            new Server.Contents(
                                    charts,
                                    base,
                                    clock,
                                    new Server.Demonstration(demo),
                                    searched,
                                    new Server.SiteRules(
                                            twoPersons,
                                            Optional.ofNullable(downtime),
                                            Optional.ofNullable(exports),
                                            told,
                                            asked,
                                            Optional.ofNullable(address)),
                                    new Server.KeptKnowledge(
                                            Optional.of(Installation.here().versions())),
                                    library,
                                    Optional.ofNullable(oidc).map(HospitalSignIn::read),
                                    new Server.SiteFeeds(feeds)),
                            listening);
        } catch (RuntimeException | IOException e) {
            charts.close();
            throw e;
        }
        err.println("osteon: " + charts.location() + " is served at " + server.url());
        server.makeReady(() -> tell(library, err));
        searched.begin();
        if (!demo) {
            server.firstLink()
                    .ifPresent(link -> {
                        err.println(
                                "osteon: nobody can sign in yet; make the first administrator,");
                        err.println("osteon: once and within a day, at " + link);
                    });
        }
        Optional<Postman> postman =
                carrier.map(way -> Postman.start(charts, way, server.speech(), clock));
        postman.ifPresent(one -> server.beforeClosing(one::close));
        try (server;
                Messages messages = messages(server, feeds)) {
            messages.port()
                    .ifPresent(port ->
                            err.println("osteon: HL7 v2 messages are taken at port " + port));
            err.println("osteon: Ctrl-C stops it");
            err.flush();
            try (DailyHead _ = new DailyHead(charts, clock)) {
                server.await();
            }
        }
        return 0;
    }

    /// Which forms cannot be used, once they are read.
    private static void tell(FormLibrary library, PrintWriter err) {
        library.problems().forEach(one -> err.println("osteon: a form cannot be used: " + one));
        err.flush();
    }

    private static boolean isHttp(URI address) {
        return "https".equals(address.getScheme()) || "http".equals(address.getScheme());
    }

    /// What listens for messages, where anything does. Closed before the store: by a hook of its
    /// own, as the server's closes the store.
    private record Messages(Optional<MllpListener> listener) implements AutoCloseable {
        OptionalInt port() {
            return listener.map(one -> OptionalInt.of(one.port())).orElse(OptionalInt.empty());
        }

        @Override
        public void close() {
            listener.ifPresent(MllpListener::close);
        }
    }

    private Messages messages(Server server, Optional<Feeds> feeds) {
        try {
            Messages messages = new Messages(mllp.listen(feeds));
            server.beforeClosing(messages::close);
            return messages;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private ChartStore demoStore(KnowledgeBase base, Clock clock) throws IOException {
        DemoStore made =
                new DemoStore(
                        base,
                        clock,
                        new Progress(spec.commandLine().getErr(), "made-up resources"));
        return store.isGiven() ? made.at(store.open()) : made.in(Installation.here().storeFolder());
    }
}
