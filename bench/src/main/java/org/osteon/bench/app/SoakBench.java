package org.osteon.bench.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a server stands for an hour under people and programs: 64 clients, some of whom write.
/// Each half minute how many were answered, how soon, and what the server says of its memory.
///
/// Arguments: the address of a running server, a token of it (`/accounts`) that may write, minutes
/// (60), the port of its figures (`--metrics-port`; 0: none), milliseconds that a client thinks
/// between two requests on average (500).
public final class SoakBench {
    private static final int CLIENTS = 64;
    private static final int CHARTS = 400;
    private static final Duration TOLD = Duration.ofSeconds(30);
    private static final Pattern HEAP =
            Pattern.compile("(?m)^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*\\} ([0-9.E+]+)$");

    private final URI server;
    private final String token;
    private final int figures;
    private final int thinks;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Double> whole = new ArrayList<>();
    private volatile ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();

    private SoakBench(URI server, String token, int figures, int thinks) {
        this.server = server;
        this.token = token;
        this.figures = figures;
        this.thinks = thinks;
    }

    /// Prints a line each half minute, and one of the whole at the end.
    public static void main(String[] arguments) throws InterruptedException {
        int minutes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
        int figures = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
        int thinks = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 500;
        SoakBench bench = new SoakBench(URI.create(arguments[0]), arguments[1], figures, thinks);
        bench.enterPatients();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            clients.add(Thread.ofVirtual().start(() -> bench.work(number)));
        }
        long until = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        long begun = System.nanoTime();
        while (System.nanoTime() < until) {
            Thread.sleep(TOLD);
            bench.tell(Duration.ofNanos(System.nanoTime() - begun));
        }
        bench.ended.set(true);
        for (Thread one : clients) {
            one.join();
        }
        bench.print("whole", bench.whole.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// Those that are asked for are there.
    private void enterPatients() throws InterruptedException {
        Random random = new Random(CLIENTS);
        for (int i = 0; i < CHARTS; i++) {
            String patient = "soak-" + i;
            for (HttpRequest one : List.of(person(patient, random), result(patient, random))) {
                try {
                    HttpResponse<String> answer =
                            client.send(one, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() >= 400) {
                        throw new IllegalStateException(
                                one.uri() + " " + answer.statusCode() + ": " + answer.body());
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(one.uri() + " is not answered", e);
                }
            }
        }
    }

    private void work(int number) {
        Random random = new Random(number);
        while (!ended.get()) {
            try {
                long start = System.nanoTime();
                HttpResponse<Void> answer =
                        client.send(
                                request(number, random), HttpResponse.BodyHandlers.discarding());
                millis.add((System.nanoTime() - start) / 1e6);
                if (answer.statusCode() >= 400) {
                    failed.incrementAndGet();
                }
                Thread.sleep(random.nextInt(thinks / 2, thinks + thinks / 2));
            } catch (IOException _) {
                failed.incrementAndGet();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private HttpRequest request(int number, Random random) {
        String patient = "soak-" + random.nextInt(CHARTS);
        int what = random.nextInt(14);
        if (number % 8 == 0 || what == 0) {
            return random.nextBoolean() ? person(patient, random) : result(patient, random);
        }
        return to(switch (what) {
                    case 1, 2 -> "/";
                    case 3, 4, 5 -> "/patients/" + patient;
                    case 6, 7 -> "/fhir/Patient?_count=20";
                    case 8 -> "/fhir/Observation?_count=20&patient=" + patient;
                    case 9 -> "/fhir/Observation?_count=20";
                    case 10 -> "/fhir/Patient/" + patient + "/$everything";
                    case 11 -> "/boards";
                    case 12 -> "/rules";
                    default -> "/health";
                })
                .build();
    }

    private HttpRequest person(String patient, Random random) {
        return to("/fhir/Patient/" + patient)
                .header("Content-Type", "application/fhir+json")
                .PUT(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"birthDate\":\"19%02d-01-01\"}"
                                        .formatted(patient, random.nextInt(100))))
                .build();
    }

    /// One of a few results of a patient, so that the charts do not grow without end.
    private HttpRequest result(String patient, Random random) {
        String id = patient + "-" + random.nextInt(20);
        return to("/fhir/Observation/" + id)
                .header("Content-Type", "application/fhir+json")
                .PUT(
                        HttpRequest.BodyPublishers.ofString(
                                ("{\"resourceType\":\"Observation\",\"id\":\"%s\",\"status\":\"final\","
                                                + "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"2160-0\"}]},"
                                                + "\"subject\":{\"reference\":\"Patient/%s\"},"
                                                + "\"effectiveDateTime\":\"2026-11-%02d\","
                                                + "\"valueQuantity\":{\"value\":0.%d,\"unit\":\"mg/dL\","
                                                + "\"system\":\"http://unitsofmeasure.org\",\"code\":\"mg/dL\"}}")
                                        .formatted(
                                                id,
                                                patient,
                                                1 + random.nextInt(28),
                                                1 + random.nextInt(9))))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    private void tell(Duration since) throws InterruptedException {
        ConcurrentLinkedQueue<Double> before = millis;
        millis = new ConcurrentLinkedQueue<>();
        whole.addAll(before);
        print(
                "%4d s".formatted(since.toSeconds()),
                before.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private void print(String when, double[] sorted) throws InterruptedException {
        Arrays.sort(sorted);
        System.out.printf(
                "%s: %d answered, %d failed in all, p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%s%n",
                when,
                sorted.length,
                failed.get(),
                at(sorted, 0.5),
                at(sorted, 0.95),
                at(sorted, 0.99),
                heap());
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
    }

    private String heap() throws InterruptedException {
        if (figures == 0) {
            return "";
        }
        try {
            Matcher found =
                    HEAP.matcher(
                            client.send(
                                            HttpRequest.newBuilder(
                                                            URI.create(
                                                                    "http://127.0.0.1:"
                                                                            + figures
                                                                            + "/metrics"))
                                                    .build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body());
            double bytes = 0;
            while (found.find()) {
                bytes += Double.parseDouble(found.group(1));
            }
            return ", heap %.0f MB".formatted(bytes / 1e6);
        } catch (IOException e) {
            return ", no figures: " + e.getMessage();
        }
    }
}
