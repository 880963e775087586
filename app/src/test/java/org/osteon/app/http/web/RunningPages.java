package org.osteon.app.http.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osteon.app.LoadedKnowledge;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.server.SignedIn;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.reading.SiteMapException;
import org.osteon.records.knowledge.KnowledgeVersions;
import org.osteon.records.links.PatientSpeech;
import org.osteon.search.ServedDonors;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.FormLibrary;

/// A real server over a real store with the made-up pathway, on a fixed day.
final class RunningPages implements AutoCloseable {
    /// The day on which everything happens.
    static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    private static final int MADE_UP_DONORS = 3000;

    private static final Path KNOWLEDGE = Path.of("src/test/resources/knowledge");

    private static final Map<Integer, RunningPages> BY_PORT = new ConcurrentHashMap<>();

    private final Server server;
    private final ChartStore store;
    private final ServedDonors donors;
    private final SignedIn people;
    private final KnowledgeVersions kept;

    private RunningPages(
            Server server,
            ChartStore store,
            ServedDonors donors,
            SignedIn people,
            KnowledgeVersions kept) {
        this.kept = kept;
        this.server = server;
        this.people = people;
        this.store = store;
        this.donors = donors;
    }

    /// How patients are spoken to.
    PatientSpeech speech() {
        return server.speech();
    }

    static RunningPages start(int port) {
        return start(port, KNOWLEDGE);
    }

    static RunningPages start(int port, Path knowledge) {
        return start(
                port,
                knowledge,
                folder -> ServedDonors.madeUp(folder.resolve("donors"), MADE_UP_DONORS));
    }

    /// Where who plans may not release.
    static RunningPages withTwoPersons() {
        return start(0, KNOWLEDGE, _ -> ServedDonors.none(), new Server.SiteRules(true));
    }

    static RunningPages withoutDonors() {
        return start(0, KNOWLEDGE, _ -> ServedDonors.none());
    }

    private static RunningPages start(
            int port, Path knowledge, Function<Path, ServedDonors> donorsIn) {
        return start(port, knowledge, donorsIn, new Server.SiteRules(false));
    }

    private static RunningPages start(
            int port,
            Path knowledge,
            Function<Path, ServedDonors> donorsIn,
            Server.SiteRules rules) {
        return start(port, LoadedKnowledge.of(knowledge), donorsIn, rules);
    }

    /// With a site's maps before the made-up knowledge.
    static RunningPages withMaps(Path maps) {
        try {
            return start(
                    0,
                    LoadedKnowledge.of(KNOWLEDGE).withMaps(maps),
                    _ -> ServedDonors.none(),
                    new Server.SiteRules(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SiteMapException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// On days of its own.
    static RunningPages on(Clock clock, KnowledgeBase knowledge) {
        return start(0, knowledge, _ -> ServedDonors.none(), new Server.SiteRules(false), clock);
    }

    /// On the day of [#TODAY], at noon.
    static RunningPages atNoon(KnowledgeBase knowledge) {
        return on(
                Clock.fixed(TODAY.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
                knowledge);
    }

    private static RunningPages start(
            int port,
            KnowledgeBase knowledge,
            Function<Path, ServedDonors> donorsIn,
            Server.SiteRules rules) {
        return start(
                port,
                knowledge,
                donorsIn,
                rules,
                Clock.fixed(TODAY.atTime(10, 30).toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
    }

    private static RunningPages start(
            int port,
            KnowledgeBase knowledge,
            Function<Path, ServedDonors> donorsIn,
            Server.SiteRules rules,
            Clock clock) {
        try {
            return start(
                    Files.createTempDirectory("osteon-pages"),
                    port,
                    knowledge,
                    donorsIn,
                    rules,
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With the store of a folder, new or as it was left there.
    static RunningPages in(Path folder) {
        return start(
                folder,
                0,
                LoadedKnowledge.of(KNOWLEDGE),
                _ -> ServedDonors.none(),
                new Server.SiteRules(false),
                Clock.fixed(TODAY.atTime(10, 30).toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
    }

    private static RunningPages start(
            Path folder,
            int port,
            KnowledgeBase knowledge,
            Function<Path, ServedDonors> donorsIn,
            Server.SiteRules rules,
            Clock clock) {
        ChartStore store = ChartStore.open(folder.resolve("charts.db"));
        ServedDonors donors = donorsIn.apply(folder);
        KnowledgeVersions kept = new KnowledgeVersions(folder.resolve("kept"));
        Server server =
                Server.start(
                        new Server.Contents(
                                store,
                                knowledge,
                                clock,
                                new Server.Demonstration(false),
                                donors,
                                rules,
                                new Server.KeptKnowledge(Optional.of(kept)),
                                FormLibrary.of(knowledge)),
                        "127.0.0.1",
                        port);
        RunningPages pages =
                new RunningPages(server, store, donors, new SignedIn(store, clock), kept);
        BY_PORT.put(server.port(), pages);
        return pages;
    }

    /// As if the made-up knowledge had been applied here before with something else in a file.
    ///
    /// @return the hash of that state
    String earlier(String file, String now, String then) {
        try {
            Path copy = Files.createTempDirectory("osteon-earlier");
            try (Stream<Path> files = Files.walk(KNOWLEDGE)) {
                for (Path one : files.filter(Files::isRegularFile).toList()) {
                    Path to = copy.resolve(KNOWLEDGE.relativize(one).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(one, to);
                }
            }
            Path changed = copy.resolve(file);
            Files.writeString(changed, Files.readString(changed).replace(now, then));
            return kept.keep(KnowledgeBase.load(copy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts charts into the store, as recorded at an instant.
    RunningPages with(Instant at, List<MadeUpChart> charts) {
        for (MadeUpChart chart : charts) {
            store.append(chart.id(), new Attribution("test", at, "import"), chart.changes());
        }
        return this;
    }

    /// One patient for each thing that can be needed.
    RunningPages withWard() {
        return with(TODAY.minusDays(3).atStartOfDay().toInstant(ZoneOffset.UTC), ward());
    }

    private static List<MadeUpChart> ward() {
        LocalDate day = TODAY;
        MadeUpChart course =
                MadeUpChart.of("course", "Bergström", "Liv", "female", "1961-04-12")
                        .weight("62", day.minusDays(4))
                        .ferritin("11", day.minusDays(4))
                        .allergicTo("Penicillin");
        String[] values = {"84", "88", "97", "104", "99", "108", "112", "118", "109", "114"};
        for (int i = 0; i < values.length; i++) {
            course.haemoglobin(values[i], day.minusDays(10 + 28L * (values.length - 1 - i)));
        }
        course.given("ferric-one", "500", day.minusDays(230))
                .given("ferric-one", "500", day.minusDays(120));
        return List.of(
                course,
                MadeUpChart.of("ready", "Castillo", "Ana", "female", "1988-09-30")
                        .weight("60", day.minusDays(2))
                        .haemoglobin("91", day.minusDays(2))
                        .ferritin("8", day.minusDays(2))
                        .planned("ferric-one", "", day),
                MadeUpChart.of("advised", "Diallo", "Moussa", "male", "1957-01-03")
                        .weight("81.5", day.minusDays(1))
                        .haemoglobin("102", day.minusDays(1))
                        .ferritin("44", day.minusDays(1))
                        .planned("ferric-two", "", day),
                MadeUpChart.of("early", "Eriksen", "Tor", "male", "1949-11-20")
                        .weight("77", day.minusDays(5))
                        .haemoglobin("95", day.minusDays(3))
                        .ferritin("9", day.minusDays(3))
                        .given("ferric-one", "1000", day.minusDays(3))
                        .planned("ferric-one", "1200", day),
                MadeUpChart.of("unknown", "Fujimoto", "Rei", "female", "1979-02-14")
                        .haemoglobin("88", day.minusDays(40))
                        .planned("ferric-one", "", day),
                MadeUpChart.of("high", "García", "Inés", "female", "1990-07-07")
                        .weight("58", day.minusDays(6))
                        .haemoglobin("141", day.minusDays(6))
                        .planned("ferric-one", "", day),
                MadeUpChart.of("idle", "Haddad", "Omar", "male", "1966-06-06")
                        .weight("90", day.minusDays(12))
                        .haemoglobin("117", day.minusDays(12))
                        .ferritin("20", day.minusDays(12)),
                MadeUpChart.of("none", "Ivanova", "Olga", "female", "1970-12-01"));
    }

    String url(String path) {
        return server.url() + path;
    }

    /// A session of somebody of all roles for the server at an address, where it is one of these.
    static Optional<String> session(String url) {
        return Optional.ofNullable(BY_PORT.get(URI.create(url).getPort()))
                .map(pages -> pages.people.session("N. Example", ""));
    }

    /// Who is signed in here.
    SignedIn people() {
        return people;
    }

    ChartStore store() {
        return store;
    }

    /// The donors that the pages search, which are made up when somebody asks for them.
    ServedDonors.Ready donors() {
        try {
            return donors.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /// Puts the charts of worked cases into the store.
    RunningPages withCases(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files) {
            put(FhirEdit.read(Files.readString(file)).path("chart"));
        }
        return this;
    }

    /// Puts charts, each a FHIR Bundle in JSON, into the store.
    RunningPages withBundles(List<String> bundles) {
        bundles.forEach(bundle -> put(FhirEdit.read(bundle)));
        return this;
    }

    private void put(JsonNode bundle) {
        List<Change> changes = new ArrayList<>();
        String patient = "";
        for (JsonNode entry : bundle.path("entry")) {
            JsonNode resource = entry.path("resource");
            String type = resource.path("resourceType").asText("");
            String id = resource.path("id").asText("");
            if (type.equals("Patient")) {
                patient = id;
            }
            if (!id.isEmpty()) {
                changes.add(Change.put(type, id, FhirEdit.write(resource)));
            }
        }
        if (!patient.isEmpty()) {
            store.append(
                    patient,
                    new Attribution(
                            "test", TODAY.atStartOfDay().toInstant(ZoneOffset.UTC), "import"),
                    changes);
        }
    }

    /// Runs it until it is stopped, to look at: port, knowledge folder, folder of cases.
    public static void main(String[] arguments) throws InterruptedException, IOException {
        int port = Integer.parseInt(arguments[0]);
        RunningPages pages =
                arguments.length > 2
                        ? start(port, Path.of(arguments[1])).withCases(Path.of(arguments[2]))
                        : start(port).withWard();
        pages.server.await();
    }
}
