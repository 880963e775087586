package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.KilledProcess;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.store.Verification;

/// X10: a server that is killed while people write on pages has lost nothing that it said it had
/// kept: an order and what is on record of it are there together or not at all, and once.
/// `-Dosteon.kills=500` for as many.
class PageKillTest {
    private static final int KILLS =
            Integer.getInteger("osteon.kills", Boolean.getBoolean("osteon.long") ? 6 : 2);
    private static final int PEOPLE = 3;
    private static final int LONGEST_RUN_MILLIS = 400;
    private static final String FORM = "0123456789abcdef0123456789abcdef";
    private static final Pattern SCREEN =
            Pattern.compile(
                    "action=\"[^\"]*/plan\".*?name=\"screen\" value=\"([^\"]*)\"", Pattern.DOTALL);

    @TempDir Path folder;

    private final AtomicInteger next = new AtomicInteger();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();

    @Test
    void killing_the_server_loses_no_order_that_a_page_acknowledged() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            patients();
            Process process = KilledProcess.start(ServingProcess.class, folder);
            try (BufferedReader output =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                String url = output.readLine();
                String session = output.readLine();
                List<Thread> people = new ArrayList<>();
                for (int i = 0; i < PEOPLE; i++) {
                    people.add(Thread.ofVirtual().start(() -> plans(url, session)));
                }
                // However slow the machine: mostly something is acknowledged before the kill.
                int before = acknowledged.size();
                while (kill % 4 != 3
                        && acknowledged.size() == before
                        && people.stream().anyMatch(Thread::isAlive)) {
                    Thread.sleep(5);
                }
                Thread.sleep(random.nextInt(LONGEST_RUN_MILLIS));
                process.toHandle().destroyForcibly();
                process.waitFor();
                for (Thread one : people) {
                    one.join();
                }
            }
        }
        assertThat(refused).as("seed " + seed + "\n" + KilledProcess.said(folder)).isEmpty();
        assertThat(acknowledged).as("seed " + seed).isNotEmpty();
        check("seed " + seed);
    }

    /// Patients whom nobody has planned anything for, enough for a run.
    private void patients() {
        LocalDate day = RunningPages.TODAY.minusDays(12);
        List<MadeUpChart> charts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            charts.add(
                    MadeUpChart.of("p" + (next.get() + i), "Haddad", "Omar", "male", "1966-06-06")
                            .weight("90", day)
                            .haemoglobin("117", day)
                            .ferritin("20", day));
        }
        Attribution imported =
                new Attribution("test", day.atStartOfDay().toInstant(ZoneOffset.UTC), "import");
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"))) {
            charts.forEach(chart -> store.append(chart.id(), imported, chart.changes()));
        }
    }

    /// Plans an iron infusion for one patient after the other until the server is gone.
    private void plans(String url, String session) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String cookie = "osteon-session=" + session + "; osteon-form=" + FORM;
            for (String patient = "p" + next.getAndIncrement();
                    ;
                    patient = "p" + next.getAndIncrement()) {
                String form = url + "/patients/" + patient + "/plan?pathway=iron-infusion";
                String page =
                        client.send(
                                        HttpRequest.newBuilder(URI.create(form))
                                                .header("Cookie", cookie)
                                                .header("Accept", "text/html")
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body();
                Matcher screen = SCREEN.matcher(page);
                Map<String, String> fields = new LinkedHashMap<>();
                fields.put("formToken", FORM);
                if (screen.find()) {
                    fields.put("screen", screen.group(1).replace("&#34;", "\""));
                }
                fields.put("pathway", "iron-infusion");
                fields.put("option", "ferric-one");
                fields.put("date", "2025-06-02");
                fields.put("product", "vial-500");
                fields.put("diluent", "saline");
                fields.put("minutes", "30");
                HttpResponse<String> answer =
                        client.send(
                                HttpRequest.newBuilder(
                                                URI.create(url + "/patients/" + patient + "/plan"))
                                        .header("Cookie", cookie)
                                        .header("Accept", "text/html")
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 303) {
                    refused.add(patient + ": " + answer.statusCode() + " " + answer.body());
                    return;
                }
                acknowledged.add(patient);
            }
        } catch (IOException _) {
            // Killed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(one ->
                        one.getKey()
                                + "="
                                + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private void check(String occasion) {
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"))) {
            assertThat(store.verify()).as(occasion).isInstanceOf(Verification.Intact.class);
            Map<String, Long> onRecord =
                    store.auditSince(0, Integer.MAX_VALUE).stream()
                            .filter(entry -> entry.actor().equals("N. Example"))
                            .filter(entry -> entry.changes() > 0)
                            .flatMap(entry -> entry.chart().stream())
                            .collect(
                                    Collectors.groupingBy(
                                            Function.identity(), Collectors.counting()));
            Map<String, Long> planned = new LinkedHashMap<>();
            for (int i = 0; i < next.get(); i++) {
                long orders =
                        store.history("p" + i, 0, 100).stream()
                                .filter(version ->
                                        version.resource().type().equals("MedicationRequest"))
                                .count();
                if (orders > 0) {
                    planned.put("p" + i, orders);
                }
            }
            assertThat(planned.keySet()).as(occasion).containsAll(acknowledged);
            assertThat(planned.values()).as(occasion).containsOnly(1L);
            assertThat(onRecord).as(occasion).containsExactlyInAnyOrderEntriesOf(planned);
        }
    }
}
