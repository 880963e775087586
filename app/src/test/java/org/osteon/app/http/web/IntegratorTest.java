package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.app.http.server.TestServer;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// What somebody who connects another system is given: lines that work, and a place to try.
class IntegratorTest {
    private static final Path KNOWLEDGE = Path.of("../knowledge");
    private static final Path CALLS = Path.of("src/test/resources/hooks/field");
    private static final Pattern LINE = Pattern.compile("<code>(curl .*?)</code>", Pattern.DOTALL);

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server =
                new TestServer(
                        folder,
                        KNOWLEDGE,
                        Clock.fixed(Instant.parse("2025-06-01T12:00:00Z"), ZoneOffset.UTC));
        server.store()
                .append(
                        "one",
                        new Attribution("test", TestServer.NOW, "import"),
                        List.of(
                                Change.put(
                                        "Patient",
                                        "one",
                                        "{\"resourceType\":\"Patient\",\"id\":\"one\"}")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> lines(String text, Pattern pattern) {
        List<String> lines = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            lines.add(
                    matcher.group(1)
                            .replace("&amp;", "&")
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&#34;", "\"")
                            .replace("&#39;", "'")
                            .replace("&quot;", "\""));
        }
        return lines;
    }

    /// Runs a line as it stands, in a shell; `curl` tells an error status by `--fail-with-body`.
    private static void works(String line) throws IOException, InterruptedException {
        Path answer = Files.createTempFile(folder, "answer", ".txt");
        ProcessBuilder shell =
                new ProcessBuilder(
                                "bash", "-c", line.replaceFirst("^curl ", "curl --fail-with-body "))
                        .redirectErrorStream(true)
                        .redirectOutput(answer.toFile());
        shell.environment()
                .put(
                        "OSTEON_TOKEN",
                        server.people().bearer("physician", false).replace("Bearer ", ""));
        shell.environment().put("OSTEON", server.url());
        Process process = shell.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(line).isTrue();
        String said = Files.readString(answer);
        assertThat(process.exitValue()).as(line + "\n" + said).isZero();
        assertThat(said).as(line).startsWith("{");
    }

    @Test
    void every_line_of_the_page_works_as_it_stands() throws Exception {
        List<String> lines = lines(server.get("/integrate").body(), LINE);

        assertThat(lines).hasSizeGreaterThan(9);
        for (String line : lines) {
            works(line);
        }
    }

    @Test
    void every_line_of_the_guide_works_as_it_stands() throws Exception {
        String guide = Files.readString(Path.of("../docs/integrating.md"));
        List<String> lines =
                lines(guide, Pattern.compile("^(curl (?:.*\\\\\\n)*.*)$", Pattern.MULTILINE));

        assertThat(lines).hasSizeGreaterThan(12);
        for (String line : lines) {
            works(line);
        }
    }

    // --- the sandbox ---

    private static String tried(String text) {
        HttpResponse<String> answer =
                server.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/integrate/try"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "text="
                                                        + URLEncoder.encode(
                                                                text, StandardCharsets.UTF_8)))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String chart() throws IOException {
        return tried(bundle());
    }

    private static String bundle() throws IOException {
        String call = Files.readString(CALLS.resolve("first-page.json"));
        var json = new com.fasterxml.jackson.databind.json.JsonMapper();
        var read = json.readTree(call);
        var bundle =
                json.createObjectNode().put("resourceType", "Bundle").put("type", "collection");
        var entries = bundle.putArray("entry");
        entries.addObject().set("resource", read.path("prefetch").path("patient"));
        for (String key :
                List.of("conditions", "observations", "medicationRequests", "procedures")) {
            read.path("prefetch")
                    .path(key)
                    .path("entry")
                    .forEach(one -> entries.addObject().set("resource", one.path("resource")));
        }
        read.path("context")
                .path("draftOrders")
                .path("entry")
                .forEach(one -> entries.addObject().set("resource", one.path("resource")));
        return bundle.toString();
    }

    @Test
    void a_bundle_shows_what_is_understood_what_is_decided_and_the_cards() throws IOException {
        long before = server.store().auditHead().sequence();
        long charts = server.store().chartCount();
        String page = chart();

        assertThat(page)
                .contains("Taken for a FHIR resource or Bundle")
                .contains("Observation")
                .contains("Bone-modifying agents")
                .contains("class=\"ehr-card ")
                .contains("<strong>");
        assertThat(server.store().auditHead().sequence()).isEqualTo(before);
        assertThat(server.store().chartCount()).isEqualTo(charts);
    }

    private static String example(String code) {
        HttpResponse<String> page = server.get("/integrate/try?example=" + code);
        assertThat(page.statusCode()).isEqualTo(200);
        return lines(
                        page.body(),
                        Pattern.compile("<textarea[^>]*>(.*?)</textarea>", Pattern.DOTALL))
                .getFirst();
    }

    @Test
    void there_is_a_bundle_to_begin_with_that_is_understood_whole_and_decided() {
        String page = tried(example("bundle"));
        assertThat(page)
                .doesNotContain("Not taken as it stands")
                .doesNotContain("No rule can place")
                .containsPattern("class=\"ehr-card (warning|critical|info)")
                .contains("zoledronic acid");
    }

    @Test
    void there_is_a_message_to_begin_with_that_shows_what_is_taken_and_what_is_told() {
        String page = tried(example("message"));
        assertThat(page)
                .contains("by a made-up profile of its sender")
                .contains("hemolysed")
                .contains("ZLB")
                .contains("NT-proBNP");
        assertThat(example("nonsense")).isEmpty();
    }

    @Test
    void a_message_shows_what_it_would_make_and_what_was_passed_over() {
        String page =
                tried(
                        """
                        MSH|^~\\&|LAB|GENHOSP|OSTEON|SITE|20250601083000||ORU^R01^ORU_R01|42|P|2.5.1
                        PID|1||0815^^^GENHOSP^MR||Doe^Jane||19600504|F
                        OBR|1|A1|B1|1^Chemistry^L|||20250601080000
                        OBX|1|NM|2160-0^Creatinine^LN||1.1|mg/dL^^UCUM|||||F|||20250601080000
                        ZZZ|own
                        """);

        assertThat(page)
                .contains("HL7 v2, by a made-up profile of its sender")
                .contains("Observation")
                .contains("1.1")
                .contains("ZZZ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{",
                "[]",
                "{\"resourceType\":\"Observation\",\"id\":\"x\"}",
                "{\"resourceType\":\"Bundle\",\"entry\":[7,{\"resource\":{\"resourceType\":\"Patient\"}}]}",
                "MSH|^~\\&|",
                "MSH",
                "MSH|^~\\&|A|B|C|D|20250601||XXX^Y|1|P|2.5.1",
                "\u000bMSH|^~\\&|A|B|C|D|2025||ORU^R01|1|P|2.5.1\rPID|"
            })
    void what_cannot_be_read_is_said_and_no_fault(String text) {
        assertThat(tried(text)).containsAnyOf("Nothing can be made of it", "would not be taken");
    }

    @Test
    void what_is_tried_is_text_on_the_page_and_in_the_cards() throws IOException {
        String evil = "<script>alert(1)</script>[x](javascript:alert(1))";
        String page = tried(bundle().replace("zoledronic acid", evil).replace("Aldana", evil));

        assertThat(page).doesNotContain("<script>alert").doesNotContain("href=\"javascript:");
    }
}
