package org.osteon.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.app.cli.Installation;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.people.Tokens;
import org.osteon.store.ChartStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Does a bit of everything once, in a store of its own, so that the JDK can note for later starts
/// which classes are needed: for the server, for assessments, or for the other commands, each of
/// which would wait at each start for the thousands of classes of the others. The launcher runs it
/// after a build.
@Command(name = "warm-up", hidden = true)
public final class WarmUpCommand implements Callable<Integer> {
    private static final List<String> ADDRESSES =
            List.of(
                    "/sign-in",
                    "/health",
                    "/",
                    "/patients/warm-up",
                    "/rules",
                    "/import",
                    "/fhir/Patient/warm-up");

    private static final Pattern SERVED_AT = Pattern.compile(" is served at (http\\S+)\\R");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /// A patient and nothing else: enough to load the engine.
    private static final String CHART =
            """
            {"resourceType":"Bundle","type":"collection","entry":[{"resource":
            {"resourceType":"Patient","id":"warm-up","gender":"female","birthDate":"1960-01-01"}}]}
            """;

    private static final String FREQUENCIES =
            """
            haplotype,frequency
            A*01:01~B*08:01~C*07:01~DRB1*03:01~DQB1*02:01,0.6
            A*02:01~B*07:02~C*07:02~DRB1*15:01~DQB1*06:02,0.4
            """;

    private static final String PATIENT =
            "A*01:01+A*02:01^B*08:01+B*07:02^C*07:01+C*07:02^DRB1*03:01+DRB1*15:01"
                    + "^DQB1*02:01+DQB1*06:02";

    private static final String OUTCOMES =
            """
            days,died,arm,age
            10,1,a,40
            20,0,b,50
            30,1,a,45
            40,1,b,62
            55,0,a,58
            60,1,b,49
            """;

    @Parameters(description = "What is to start quickly: ${COMPLETION-CANDIDATES}.")
    private Kind kind = Kind.commands;

    /// What is to start quickly, as the launcher spells it.
    enum Kind {
        commands,
        assess,
        serve
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("osteon");
        try {
            Path chart = Files.writeString(folder.resolve("chart.json"), CHART);
            for (String format : List.of("json", "text")) {
                run("assess", chart.toString(), "--as-of=2025-01-01", "--format=" + format);
                run("assess", "--as-of=2025-01-01", "--format=" + format, "--", chart.toString());
            }
            run("assess", "--batch", cases(folder).toString());
            if (kind != Kind.assess) {
                run("import", chart.toString(), "--db=" + folder.resolve("charts.db"));
            }
            switch (kind) {
                case serve -> serve(folder);
                case commands -> findAndCount(folder);
                case assess -> {}
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return 0;
    }

    /// Donors and outcomes of a handful, made up: each command once.
    private static void findAndCount(Path folder) throws IOException {
        Path frequencies = Files.writeString(folder.resolve("frequencies.csv"), FREQUENCIES);
        Path donors = folder.resolve("donors");
        run(
                "donors",
                "simulate",
                "--registry=" + donors,
                "--count=200",
                "--frequencies=" + frequencies,
                "--seed=1");
        run(
                "donors",
                "search",
                "--registry=" + donors,
                "--patient=" + PATIENT,
                "--frequencies=" + frequencies,
                "--mismatches=1",
                "--format=json");
        Path outcomes = Files.writeString(folder.resolve("outcomes.csv"), OUTCOMES);
        for (String how : List.of("km", "cox")) {
            run(
                    "outcome",
                    how,
                    "--data=" + outcomes,
                    "--time=days",
                    "--event=died",
                    how.equals("km") ? "--by=arm" : "--covariates=age",
                    "--format=json");
        }
    }

    private static void run(String... arguments) {
        Osteon.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    /// The worked cases of all pathways, a file each.
    private static Path cases(Path folder) throws IOException {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        Path knowledge = Installation.here().knowledgeFolder();
        try (Stream<Path> pathways = Files.list(knowledge)) {
            for (Path pathway : pathways.filter(Files::isDirectory).toList()) {
                for (WorkedCase one : WorkedCase.in(pathway.resolve("cases"))) {
                    Files.writeString(cases.resolve(one.id() + ".json"), one.json());
                }
            }
        }
        return cases;
    }

    /// A server as it is started, asked from outside.
    private static void serve(Path folder) throws IOException, InterruptedException {
        Path charts = folder.resolve("charts.db");
        String token;
        try (ChartStore store = ChartStore.open(charts)) {
            token =
                    new Tokens(store, Clock.systemUTC())
                            .make("warm-up", "warm-up", "physician", true);
        }
        StringWriter said = new StringWriter();
        Thread serving =
                Thread.ofPlatform()
                        .daemon()
                        .name("serve")
                        .start(() ->
                                Osteon.run(
                                        new PrintWriter(new StringWriter()),
                                        new PrintWriter(said),
                                        "serve",
                                        "--port=0",
                                        "--db=" + charts));
        Optional<String> url = Optional.empty();
        while (url.isEmpty() && serving.isAlive()) {
            Thread.sleep(BETWEEN_LOOKS);
            url =
                    SERVED_AT
                            .matcher(said.toString())
                            .results()
                            .map(found -> found.group(1))
                            .findFirst();
        }
        if (url.isEmpty()) {
            throw new IllegalStateException("no server came up: " + said);
        }
        for (String address : ADDRESSES) {
            var connection = URI.create(url.get() + address).toURL().openConnection();
            connection.setRequestProperty("Authorization", "Bearer " + token);
            try (var _ = connection.getInputStream()) {
                System.err.println(address + " answered");
            } catch (IOException e) {
                System.err.println(address + ": " + e.getMessage());
            }
        }
        serving.interrupt();
        serving.join();
    }
}
