package org.osteon.app.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.KilledProcess;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;
import org.osteon.store.Verification;

/// X10, X11: a listener that is killed at any moment has lost no message that it acknowledged, and
/// written none half or twice.
class MllpKillTest {
    private static final int KILLS =
            Integer.getInteger("osteon.kills", Boolean.getBoolean("osteon.long") ? 10 : 3);
    private static final int SENDERS = 3;
    private static final int LONGEST_RUN_MILLIS = 300;

    @TempDir Path folder;

    /// A message that a sender sends until it is acknowledged.
    private record Sent(String control, String order, String value) {}

    private final Queue<Sent> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Sent> open = new LinkedHashMap<>();

    @Test
    void killing_the_listener_loses_no_acknowledged_message() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        admit();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = KilledProcess.start(ListeningProcess.class, folder);
            try (BufferedReader output =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                int port = Integer.parseInt(output.readLine());
                List<Thread> senders = new ArrayList<>();
                for (int i = 0; i < SENDERS; i++) {
                    int number = i;
                    int run = kill;
                    senders.add(Thread.ofVirtual().start(() -> send(port, number, run)));
                }
                // However slow the machine: mostly something is acknowledged before the kill.
                int before = acknowledged.size();
                if (kill % 4 != 3) {
                    await(before, senders);
                }
                Thread.sleep(random.nextInt(LONGEST_RUN_MILLIS));
                process.toHandle().destroyForcibly();
                process.waitFor();
                for (Thread sender : senders) {
                    sender.join();
                }
            }
        }
        assertThat(acknowledged).as("seed " + seed).isNotEmpty();
        check("seed " + seed);
        assertThat(refused).as("seed " + seed + "\n" + KilledProcess.said(folder)).isEmpty();
    }

    private void await(int before, List<Thread> senders) throws InterruptedException {
        while (acknowledged.size() == before && senders.stream().anyMatch(Thread::isAlive)) {
            Thread.sleep(5);
        }
    }

    private void admit() throws IOException {
        try (Listening listening = new Listening(folder);
                Sender sender = new Sender(listening.port())) {
            for (int i = 0; i < SENDERS; i++) {
                assertThat(sender.send(Listening.admission("A" + i, "47" + i))).contains("MSA|AA|");
            }
        }
    }

    /// Sends what the last run left open, then new messages: results, and every third a correction.
    private void send(int port, int number, int run) {
        try (Sender sender = new Sender(port)) {
            for (int i = 0; ; i++) {
                Sent next;
                synchronized (open) {
                    Sent left = open.get(number);
                    next =
                            left != null
                                    ? left
                                    : new Sent(
                                            number + "." + run + "." + i,
                                            number + "." + run + "." + i / 3,
                                            "1." + (i % 3 + 1));
                    open.put(number, next);
                }
                String answer =
                        sender.send(
                                Listening.result(
                                        next.control(),
                                        "47" + number,
                                        next.order(),
                                        next.value(),
                                        next.value().equals("1.1") ? "F" : "C"));
                if (answer.isEmpty()) {
                    return;
                }
                if (!answer.contains("MSA|AA|" + next.control())) {
                    refused.add(answer);
                    return;
                }
                synchronized (open) {
                    open.remove(number);
                }
                acknowledged.add(next);
            }
        } catch (IOException _) {
            // Killed.
        }
    }

    private void check(String occasion) {
        try (ChartStore store = ChartStore.open(folder.resolve("charts.db"))) {
            assertThat(store.verify()).as(occasion).isInstanceOf(Verification.Intact.class);
            Map<String, List<String>> versions = new LinkedHashMap<>();
            for (StoredResource one :
                    store.search(ResourceQuery.of("Observation").limit(10_000)).resources()) {
                List<String> all =
                        store.history(one.chart(), one.resource()).stream()
                                .map(StoredResource::json)
                                .toList();
                versions.put(order(one.json()), all);
            }
            for (Sent one : acknowledged) {
                assertThat(versions).as(occasion).containsKey(one.order());
                assertThat(
                                versions.get(one.order()).stream()
                                        .filter(text -> text.contains("\"value\":" + one.value())))
                        .as(occasion + ", " + one)
                        .hasSize(1);
                assertThat(store.kept("feed-message", "laboratory|" + one.control()))
                        .as(occasion + ", " + one)
                        .isPresent();
            }
            assertThat(store.kept("feed-letter")).as(occasion).isEmpty();
        }
    }

    private static String order(String json) {
        String value = json.substring(json.indexOf("\"value\":\"") + 9);
        return value.substring(0, value.indexOf('|'));
    }
}
