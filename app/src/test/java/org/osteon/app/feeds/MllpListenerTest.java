package org.osteon.app.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.records.words.Problem;
import org.osteon.store.AuditEntry;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// X11: messages over a real socket.
class MllpListenerTest {
    private static final Path SENDER = Path.of("src/test/mllp");

    @TempDir Path folder;

    private Listening listening;

    private Listening started() {
        listening = new Listening(folder);
        return listening;
    }

    private Listening started(MllpSettings settings) {
        listening = new Listening(folder, LoadedKnowledge.of(Listening.KNOWLEDGE), _ -> settings);
        return listening;
    }

    private static MllpSettings small(int longest, int connections, Duration idle, Duration whole) {
        MllpSettings usual = MllpSettings.on("127.0.0.1", 0);
        return new MllpSettings(
                usual.bind(),
                0,
                usual.tls(),
                usual.clientAuthority(),
                longest,
                connections,
                idle,
                whole);
    }

    @AfterEach
    void stop() {
        if (listening != null) {
            listening.close();
        }
    }

    private List<StoredResource> results() {
        return listening.store().search(ResourceQuery.of("Observation")).resources();
    }

    @Test
    void a_message_is_acknowledged_when_it_is_in_the_chart_under_the_senders_name()
            throws Exception {
        started();
        try (Sender sender = new Sender(listening.port())) {
            assertThat(sender.send(Listening.admission("1", "4711"))).contains("MSA|AA|1");
            assertThat(sender.send(Listening.result("2", "4711", "F-1", "1.1", "F")))
                    .contains("MSA|AA|2");
        }
        assertThat(results()).hasSize(1);
        List<AuditEntry> audit = listening.store().auditSince(0, 10);
        assertThat(audit).extracting(AuditEntry::actor).containsOnly("Central laboratory");
        assertThat(audit.getLast().reason()).isEqualTo("HL7 v2 ORU^R01 2");
    }

    @Test
    void what_comes_twice_is_taken_once_and_acknowledged_twice() throws Exception {
        started();
        try (Sender sender = new Sender(listening.port())) {
            sender.send(Listening.admission("1", "4711"));
            sender.send(Listening.result("2", "4711", "F-1", "1.1", "F"));
            sender.send(Listening.result("3", "4711", "F-1", "1.4", "C"));
            assertThat(sender.send(Listening.result("2", "4711", "F-1", "1.1", "F")))
                    .contains("MSA|AA|2");
            String resent =
                    Listening.result("2", "4711", "F-1", "1.1", "F")
                            .replace("20250602100000", "20250602100500");
            assertThat(sender.send(resent)).contains("MSA|AA|2");
        }
        assertThat(results().getFirst().version()).isEqualTo(2);
        assertThat(results().getFirst().json()).contains("1.4");
    }

    @Test
    void a_control_id_that_is_used_again_for_something_else_loses_nothing() throws Exception {
        started();
        try (Sender sender = new Sender(listening.port())) {
            sender.send(Listening.admission("1", "4711"));
            assertThat(sender.send(Listening.result("1", "4711", "F-1", "1.1", "F")))
                    .contains("MSA|AA|1")
                    .contains("used before");
        }
        assertThat(results()).hasSize(1);
    }

    @Test
    void what_is_not_understood_is_kept_and_answered_with_the_reason() throws Exception {
        started();
        try (Sender sender = new Sender(listening.port())) {
            String answer = sender.send(Listening.result("1", "4711", "F-1", "1.1", "F"));
            assertThat(answer)
                    .contains("MSA|AE|1")
                    .contains("204^^HL70357")
                    .contains("dead letter");
            assertThat(sender.send(Listening.head("ORM^O01", "2")))
                    .contains("MSA|AR|2")
                    .contains("200^^HL70357");
            assertThat(sender.send("hello")).contains("MSA|AR|").doesNotContain("dead letter");
        }
        assertThat(listening.store().kept("feed-letter")).hasSize(2);
        assertThat(listening.store().chartCount()).isZero();
    }

    @Test
    void a_batch_is_answered_by_a_batch() throws Exception {
        started();
        try (Sender sender = new Sender(listening.port())) {
            String batch =
                    "BHS|^~\\&|\r"
                            + Listening.admission("1", "4711")
                            + Listening.result("2", "4712", "F-1", "1.1", "F")
                            + "BTS|2\r";
            assertThat(sender.send(batch))
                    .startsWith("BHS|")
                    .contains("MSA|AA|1")
                    .contains("MSA|AE|2")
                    .contains("BTS|2");
            assertThat(sender.send(batch.replace("BTS|2", "BTS|3")))
                    .contains("MSA|AR|1")
                    .contains("counts 3");
        }
    }

    @Test
    void a_message_that_is_too_long_or_cut_off_is_refused_and_its_connection_closed()
            throws Exception {
        started(small(2_000, 4, Duration.ofMinutes(1), Duration.ofMinutes(1)));
        try (Sender sender = new Sender(listening.port())) {
            sender.raw(
                    ("\u000b" + Listening.admission("1", "4711") + "ZZZ|" + "x".repeat(3_000))
                            .getBytes(UTF_8));
            assertThat(sender.answer()).contains("MSA|AR|1").contains("2000 bytes");
            assertThat(sender.answer()).isEmpty();
        }
        try (Sender sender = new Sender(listening.port())) {
            sender.raw("GET / HTTP/1.1\r\n\r\n".repeat(100).getBytes(UTF_8));
            assertThat(sender.answer()).contains("MSA|AR|");
        } catch (java.net.SocketException _) {
            // Closed before all was sent.
        }
        assertThat(listening.store().chartCount()).isZero();
    }

    @Test
    void idle_slow_and_superfluous_connections_are_closed() throws Exception {
        started(small(2_000, 2, Duration.ofSeconds(2), Duration.ofSeconds(2)));
        try (Sender idle = new Sender(listening.port());
                Sender slow = new Sender(listening.port());
                Sender superfluous = new Sender(listening.port())) {
            slow.raw("\u000bMSH|".getBytes(UTF_8));
            assertThat(ended(superfluous)).isTrue();
            assertThat(ended(idle)).isTrue();
            assertThat(ended(slow)).isTrue();
        }
        try (Sender later = new Sender(listening.port())) {
            assertThat(later.send(Listening.admission("1", "4711"))).contains("MSA|AA|1");
        }
    }

    private static boolean ended(Sender sender) {
        try {
            String answer = sender.answer();
            return answer.isEmpty() || answer.contains("MSA|AR|");
        } catch (java.io.IOException _) {
            return true;
        }
    }

    @Test
    void many_senders_at_once_lose_nothing_and_write_each_result_once() throws Exception {
        started();
        int senders = 8;
        int each = 25;
        try (Sender sender = new Sender(listening.port())) {
            sender.send(Listening.admission("1", "4711"));
        }
        try (var threads = Executors.newFixedThreadPool(senders)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                int number = i;
                all.add(
                        threads.submit(() -> {
                            int accepted = 0;
                            try (Sender sender = new Sender(listening.port())) {
                                for (int j = 0; j < each; j++) {
                                    String order = "F-" + j;
                                    // Two senders each send the same messages.
                                    String control = number / 2 + "-" + j;
                                    accepted +=
                                            sender.send(
                                                                    Listening.result(
                                                                            control,
                                                                            "4711",
                                                                            number / 2 + order,
                                                                            "1.1",
                                                                            "F"))
                                                            .contains("MSA|AA|")
                                                    ? 1
                                                    : 0;
                                }
                            }
                            return accepted;
                        }));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isEqualTo(each);
            }
        }
        List<StoredResource> written =
                listening.store().search(ResourceQuery.of("Observation").limit(1_000)).resources();
        assertThat(written).hasSize(senders / 2 * each).allMatch(one -> one.version() == 1);
    }

    @Test
    void another_address_than_this_machines_own_asks_for_tls() {
        assertThatThrownBy(() ->
                        started(
                                small(2_000, 2, Duration.ofMinutes(1), Duration.ofMinutes(1))
                                        .at("0.0.0.0")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("--mllp-certificate");
        listening = null;
    }

    @Test
    void with_tls_only_who_shows_a_certificate_of_the_authority_may_send() throws Exception {
        certificates();
        started(
                MllpSettings.on("127.0.0.1", 0)
                        .with(
                                Optional.of(
                                        new MllpSettings.Tls(
                                                folder.resolve("own.pem"),
                                                folder.resolve("own.key"))),
                                Optional.of(folder.resolve("own.pem"))));
        try (Sender plain = new Sender(listening.port())) {
            assertThat(answer(plain, Listening.admission("1", "4711"))).doesNotContain("MSA|AA");
        }
        try (Sender nobody =
                new Sender(
                        context(false)
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), listening.port()))) {
            assertThat(answer(nobody, Listening.admission("1", "4711"))).doesNotContain("MSA|AA");
        }
        assertThat(listening.store().chartCount()).isZero();
        try (Sender known =
                new Sender(
                        context(true)
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), listening.port()))) {
            assertThat(known.send(Listening.admission("1", "4711"))).contains("MSA|AA|1");
        }
    }

    private static String answer(Sender sender, String message) {
        try {
            return sender.send(message);
        } catch (java.io.IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// A certificate of its own authority, with its key, by the JDK's own tool.
    private void certificates() throws Exception {
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "own",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "bc:c",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                folder.resolve("own.p12").toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(tool.getInputStream().readAllBytes(), UTF_8);
        assertThat(tool.waitFor()).as(output).isZero();
        KeyStore store =
                KeyStore.getInstance(folder.resolve("own.p12").toFile(), "changeit".toCharArray());
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8));
        Files.writeString(
                folder.resolve("own.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + lines.encodeToString(store.getCertificate("own").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        Files.writeString(
                folder.resolve("own.key"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + lines.encodeToString(
                                store.getKey("own", "changeit".toCharArray()).getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    /// What a sender knows who trusts the listener.
    private SSLContext context(boolean shows) throws Exception {
        KeyStore store =
                KeyStore.getInstance(folder.resolve("own.p12").toFile(), "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("own", store.getCertificate("own"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shows ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void an_independent_sender_is_understood_and_understands_the_answers() throws Exception {
        assumeTrue(
                Files.isDirectory(SENDER.resolve("node_modules")),
                "no independent sender of HL7 v2: npm install in app/src/test/mllp");
        started();
        assertThat(sent("plain")).containsExactly("AA NODE-1", "AA NODE-2", "AR NODE-3");
        assertThat(results()).hasSize(1);
    }

    private List<String> sent(String how) throws Exception {
        Process node =
                new ProcessBuilder("node", "send.mjs", String.valueOf(listening.port()), how)
                        .directory(SENDER.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(node.getInputStream().readAllBytes(), UTF_8);
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).as(output).isZero();
        return output.lines().filter(one -> one.startsWith("A")).toList();
    }
}
