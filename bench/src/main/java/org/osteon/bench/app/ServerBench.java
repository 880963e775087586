package org.osteon.bench.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.bench.store.SyntheticCharts;
import org.osteon.records.demo.DemoCohort;
import org.osteon.records.people.Tokens;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// Start-up, pages and CDS Hooks over HTTP, against `./osteon serve` as a process of its own.
/// Arguments: folder (for the store), warm requests (default 200), starts (default 3).
///
/// The store holds two charts: one of the demo cohort, and the same with 10,000 Observations more.
/// A page is cold when it is the first one of a fresh process, warm after as many requests before.
public final class ServerBench {
    private static final int OBSERVATIONS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path database;
    private final int port;
    private final String token;

    private ServerBench(Path database, int port) {
        this.database = database;
        this.port = port;
        try (ChartStore store = ChartStore.open(database)) {
            this.token =
                    new Tokens(store, Clock.systemUTC()).make("bench", "bench", "physician", true);
        }
    }

    /// Runs it and prints a table in Markdown.
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int starts = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        ObjectNode small = demoChart();
        importInto(folder, small);
        ServerBench bench = new ServerBench(folder.resolve("charts.db"), freePort());
        System.out.println("| what | median ms | p95 ms | n |");
        System.out.println("|---|---|---|---|");
        List<Double> firstPages = new ArrayList<>();
        List<Double> cold = new ArrayList<>();
        for (int start = 1; start <= starts; start++) {
            long begun = System.nanoTime();
            Process server = bench.start();
            try {
                bench.await(server);
                firstPages.add(milliseconds(begun));
                cold.add(bench.timed(bench.get("/patients/" + SyntheticCharts.id(0))));
                if (start == starts) {
                    print("start to first page (worklist)", firstPages);
                    print("patient page, 10,000 observations, cold", cold);
                    bench.warm(requests, small, server);
                }
            } finally {
                server.destroy();
                server.waitFor();
            }
        }
    }

    private void warm(int requests, ObjectNode small, Process server)
            throws IOException, InterruptedException {
        String patient = patientOf(small).path("id").asText();
        series(
                "patient page, 10,000 observations, warm",
                requests / 4,
                get("/patients/" + SyntheticCharts.id(0)));
        series("patient page, chart of the demo, warm", requests, get("/patients/" + patient));
        series("worklist, 2 charts, warm", requests, get("/"));
        series(
                "CDS Hooks patient-view, chart from the store",
                requests,
                patientView(patient, null));
        series(
                "CDS Hooks patient-view, chart in the request",
                requests,
                patientView(patient, small));
        String id = Long.toString(server.pid());
        run("jcmd", id, "GC.run");
        System.out.println();
        System.out.println(
                run("jcmd", id, "GC.heap_info")
                        .lines()
                        .filter(line -> line.contains("used"))
                        .toList());
        System.out.println(
                Files.readAllLines(Path.of("/proc", id, "status")).stream()
                        .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
                        .toList());
    }

    /// The largest of the demo cohort.
    private static ObjectNode demoChart() throws IOException {
        String chart =
                new DemoCohort(Path.of("knowledge"), LocalDate.now(ZoneOffset.UTC), 1)
                        .charts().stream()
                                .max(Comparator.comparingInt(String::length))
                                .orElseThrow();
        return (ObjectNode) JSON.readTree(chart);
    }

    private static JsonNode patientOf(JsonNode bundle) {
        return bundle.path("entry")
                .valueStream()
                .map(entry -> entry.path("resource"))
                .filter(resource -> resource.path("resourceType").asText().equals("Patient"))
                .findFirst()
                .orElseThrow();
    }

    /// Both charts, through `osteon import`, each in a time of its own.
    private static void importInto(Path folder, ObjectNode small)
            throws IOException, InterruptedException {
        Path database = folder.resolve("charts.db");
        Path smallFile = folder.resolve("small.json");
        Path largeFile = folder.resolve("large.ndjson");
        JSON.writeValue(smallFile.toFile(), small);
        String own = patientOf(small).path("id").asText();
        StringBuilder large = new StringBuilder();
        small.path("entry").forEach(entry -> large.append(entry.path("resource")).append('\n'));
        String renamed = large.toString().replace(own, SyntheticCharts.id(0));
        StringBuilder lines = new StringBuilder(renamed);
        for (Change change : SyntheticCharts.changes(0, OBSERVATIONS)) {
            lines.append(((Change.Put) change).json()).append('\n');
        }
        Files.writeString(largeFile, lines);
        for (Path file : List.of(smallFile, largeFile)) {
            long begun = System.nanoTime();
            System.out.print(
                    run("./osteon", "import", file.toString(), "--db", database.toString()));
            System.out.printf(
                    "import of %s, whole process: %.1f s%n%n",
                    file.getFileName(), milliseconds(begun) / 1000);
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        "./osteon",
                        "serve",
                        "--port",
                        Integer.toString(port),
                        "--db",
                        database.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void await(Process server) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until && server.isAlive()) {
            try {
                timed(get("/"));
                return;
            } catch (IOException _) {
                Thread.sleep(10);
            }
        }
        throw new IllegalStateException("the server does not answer");
    }

    private HttpRequest get(String path) {
        return request(path).GET().build();
    }

    private HttpRequest patientView(String patient, @Nullable ObjectNode chart) {
        ObjectNode call = JSON.createObjectNode();
        call.put("hook", "patient-view");
        call.put("hookInstance", "7e1b0f55-0000-4000-8000-000000000001");
        call.putObject("context").put("userId", "Practitioner/bench").put("patientId", patient);
        if (chart != null) {
            ObjectNode prefetch = call.putObject("prefetch");
            prefetch.set("patient", patientOf(chart));
            prefetch.set("chart", chart);
        }
        return request("/cds-services/osteon-patient-view")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(call.toString()))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE);
    }

    /// As many before, uncounted.
    private void series(String what, int requests, HttpRequest request)
            throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 2 * requests; i++) {
            double time = timed(request);
            if (i >= requests) {
                times.add(time);
            }
        }
        print(what, times);
    }

    private double timed(HttpRequest request) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return milliseconds(begun);
    }

    private static double milliseconds(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static void print(String what, List<Double> times) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "| %s | %.1f | %.1f | %d |%n",
                what, sorted[sorted.length / 2], sorted[sorted.length * 95 / 100], sorted.length);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Arrays.toString(command) + ": " + output);
        }
        return output;
    }
}
