package org.osteon.app.http.server;

import jakarta.servlet.ServletException;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.apache.catalina.Container;
import org.apache.catalina.Wrapper;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.bulk.BulkExports;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.knowledge.KnowledgeVersions;
import org.osteon.records.links.PatientSpeech;
import org.osteon.records.notices.Deliveries;
import org.osteon.records.people.Accounts;
import org.osteon.records.words.Problem;
import org.osteon.search.ServedDonors;
import org.osteon.store.ChartStore;
import org.osteon.workflow.forms.FormLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

/// A running server. It has one bean each of the store, the knowledge and the clock; what it does
/// with them is in the packages of the doors, found by their Spring annotations.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final ServletWebServerApplicationContext context;
    private final ServerBinding listening;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Server(ServletWebServerApplicationContext context, ServerBinding listening) {
        this.context = context;
        this.listening = listening;
        context.addApplicationListener(
                (ApplicationListener<ContextClosedEvent>) _ -> ended.countDown());
    }

    /// What a server serves.
    ///
    /// @param store closed with the server
    /// @param knowledge the pathways
    /// @param clock the day and the time, for everything that happens in this server
    /// @param demo whether the patients are made up; pages say so
    /// @param donors what donor searches search
    /// @param rules what this site wants beyond what everybody wants
    /// @param kept the states of the knowledge that were applied here
    /// @param forms the forms of the knowledge, and the site's own
    /// @param hospital who else signs people in; empty: nobody
    /// @param feeds messages of other systems
    public record Contents(
            ChartStore store,
            KnowledgeBase knowledge,
            Clock clock,
            Demonstration demo,
            ServedDonors donors,
            SiteRules rules,
            KeptKnowledge kept,
            FormLibrary forms,
            Optional<HospitalSignIn> hospital,
            SiteFeeds feeds) {

        /// A server with accounts of its own only, that takes no messages of other systems.
        public Contents(
                ChartStore store,
                KnowledgeBase knowledge,
                Clock clock,
                Demonstration demo,
                ServedDonors donors,
                SiteRules rules,
                KeptKnowledge kept,
                FormLibrary forms) {
            this(
                    store,
                    knowledge,
                    clock,
                    demo,
                    donors,
                    rules,
                    kept,
                    forms,
                    Optional.empty(),
                    new SiteFeeds(Optional.empty()));
        }

        /// The same, where a hospital signs people in, too.
        public Contents with(HospitalSignIn signingIn) {
            return new Contents(
                    store,
                    knowledge,
                    clock,
                    demo,
                    donors,
                    rules,
                    kept,
                    forms,
                    Optional.of(signingIn),
                    feeds);
        }

        /// The same, with messages of other systems.
        public Contents with(SiteFeeds coming) {
            return new Contents(
                    store, knowledge, clock, demo, donors, rules, kept, forms, hospital, coming);
        }

        /// A server that keeps no states of its knowledge.
        public Contents(
                ChartStore store,
                KnowledgeBase knowledge,
                Clock clock,
                Demonstration demo,
                ServedDonors donors,
                SiteRules rules) {
            this(
                    store,
                    knowledge,
                    clock,
                    demo,
                    donors,
                    rules,
                    new KeptKnowledge(Optional.empty()),
                    FormLibrary.of(knowledge));
        }

        /// A server with the rules of a site that has said nothing.
        public Contents(
                ChartStore store,
                KnowledgeBase knowledge,
                Clock clock,
                Demonstration demo,
                ServedDonors donors) {
            this(store, knowledge, clock, demo, donors, new SiteRules(false));
        }

        /// A server without donors.
        public Contents(
                ChartStore store, KnowledgeBase knowledge, Clock clock, Demonstration demo) {
            this(store, knowledge, clock, demo, ServedDonors.none());
        }
    }

    /// Whether this server shows made-up patients only.
    public record Demonstration(boolean on) {}

    /// What a site can settle for itself.
    ///
    /// @param twoPersons whether who plans an order may not release it
    /// @param downtime where sheets are left for the time when the server cannot be reached
    /// @param exports where exports are made; empty: beside the file of the store, where it has one
    /// @param told below which addresses others may be told that something happened; nobody else is
    ///   ever told
    /// @param asked below which addresses a record system is asked for the pages that follow what
    ///   it sent along; nobody else is ever asked
    /// @param address where people reach it, for codes on paper that nobody asked for; empty: no
    ///   codes there
    public record SiteRules(
            boolean twoPersons,
            Optional<Path> downtime,
            Optional<Path> exports,
            List<URI> told,
            List<URI> asked,
            Optional<URI> address) {
        public SiteRules {
            told = List.copyOf(told);
            asked = List.copyOf(asked);
        }

        /// A site that wants nothing but perhaps two persons.
        public SiteRules(boolean twoPersons) {
            this(
                    twoPersons,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty());
        }

        /// Where exports of a store are made.
        Optional<Path> exportsOf(ChartStore store) {
            return exports.or(() ->
                    store.location().startsWith("jdbc:")
                            ? Optional.empty()
                            : Optional.of(Path.of(store.location() + ".exports")));
        }
    }

    /// The states of the knowledge that were applied here; empty where nobody keeps them.
    public record KeptKnowledge(Optional<KnowledgeVersions> versions) {}

    /// What takes messages of other systems; empty where none are taken.
    public record SiteFeeds(Optional<Feeds> feeds) {}

    /// Starts a server on an address of this machine, and returns when it answers.
    ///
    /// @param port the port; 0 for any free one
    /// @throws Problem where the address is not to be served, or the port is taken
    public static Server start(Contents contents, String bind, int port) {
        return start(contents, ServerBinding.on(bind, port));
    }

    /// Starts a server, and returns when it answers.
    ///
    /// @throws Problem where the address is not to be served, or the port is taken
    public static Server start(Contents contents, ServerBinding listening) {
        return start(contents, listening, Limits.usual());
    }

    static Server start(Contents contents, ServerBinding listening, Limits limits) {
        BeansAhead.take();
        try {
            Server server =
                    new Server(
                            (ServletWebServerApplicationContext)
                                    application(contents, listening, limits).run(),
                            listening);
            server.context.getBean(BulkExports.class).start();
            server.context.getBean(Deliveries.class).start();
            return server;
        } catch (RuntimeException e) {
            throw told(e, listening);
        }
    }

    /// What Spring runs.
    static SpringApplication application(
            Contents contents, ServerBinding listening, Limits limits) {
        // A thread that makes ready what may be needed: none of it is.
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        Map<String, Object> properties = new HashMap<>(ServerProperties.USUAL);
        properties.putAll(listening.properties());
        SpringApplication application = new SpringApplication(ServerConfiguration.class);
        application.setMainApplicationClass(ServerConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(properties);
        // Files that lie beside it (application.properties) say nothing to it.
        application.setListeners(
                application.getListeners().stream()
                        .filter(one ->
                                !(one instanceof EnvironmentPostProcessorApplicationListener))
                        .toList());
        application.addInitializers(context -> {
            if (context instanceof GenericApplicationContext beans) {
                ServedBeans.register(beans, contents, limits, listening);
            }
        });
        return application;
    }

    /// A port that cannot be had is the user's to change; anything else is ours.
    private static RuntimeException told(RuntimeException e, ServerBinding listening) {
        int port = listening.port();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (listening.tls().isPresent()
                    && String.valueOf(cause.getMessage()).contains("ssl")
                    && cause instanceof IllegalStateException) {
                return Problem.unusable(
                        "the certificate or its key cannot be used: "
                                + cause.getMessage()
                                + "; both are PEM, and the key has no passphrase");
            }
            if (cause instanceof PortInUseException) {
                return Problem.unusable(
                        "port "
                                + port
                                + " is taken by another program; give another, for example --port "
                                + (port + 1));
            }
            if (cause instanceof SocketException) {
                return Problem.unusable("port " + port + " cannot be used: " + cause.getMessage());
            }
        }
        return e;
    }

    /// How patients are spoken to.
    public PatientSpeech speech() {
        return context.getBean(PatientSpeech.class);
    }

    /// A link that makes the first administrator; empty where there is one.
    public Optional<String> firstLink() {
        Accounts accounts = context.getBean(Accounts.class);
        return accounts.needsAdministrator()
                ? Optional.of(url() + "/sign-in/welcome?key=" + accounts.firstInvitation())
                : Optional.empty();
    }

    /// Where it answers: `http://127.0.0.1:8080`.
    public String url() {
        String host = listening.address().getHostAddress();
        return listening.scheme()
                + "://"
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + port();
    }

    /// The port it answers on.
    public int port() {
        var webServer = context.getWebServer();
        return webServer == null ? 0 : webServer.getPort();
    }

    /// The port of its figures; empty where they are not served.
    public OptionalInt metricsPort() {
        return context.getBean(Figures.class).port();
    }

    /// Makes the FHIR door ready, which takes seconds, and reads what the knowledge's authors
    /// wrote: who asks first need not wait so long, and pages are answered meanwhile.
    ///
    /// @param first what else is not waited for, before these
    public void makeReady(Runnable first) {
        if (context.getWebServer() instanceof TomcatWebServer tomcat) {
            Thread.ofPlatform()
                    .daemon()
                    .name("fhir")
                    .start(() -> {
                        first.run();
                        readText();
                        loadFhir(tomcat);
                    });
        }
    }

    private void readText() {
        context.getBean(KnowledgeText.class)
                .read()
                .ifPresent(why ->
                        LOG.error("pages of rules are not whole until this is put right: {}", why));
    }

    private static void loadFhir(TomcatWebServer tomcat) {
        for (Container site : tomcat.getTomcat().getHost().findChildren()) {
            if (site.findChild("fhir") instanceof Wrapper door) {
                try {
                    door.load();
                } catch (ServletException e) {
                    LOG.warn("the FHIR door is not ready; who asks is told why", e);
                }
            }
        }
    }

    /// Waits until it has been stopped.
    public void await() throws InterruptedException {
        ended.await();
    }

    /// Has something end before the store is closed, however the server comes to its end.
    public void beforeClosing(Runnable ending) {
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) _ -> ending.run());
    }

    /// Lets running requests end, then closes the store.
    @Override
    public void close() {
        context.close();
    }
}
