package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;

/// People sign in by a hospital's identity provider: here `oidc-provider`, from npm. Skipped
/// without Node.js and `npm install` in `app/src/test/smart`.
@EnabledIf(
        value = "isInstalled",
        disabledReason = "nothing is installed in app/src/test/smart: npm install there")
class HospitalSignInTest {
    private static final Path SMART = Path.of("src", "test", "smart");
    private static final Clock CLOCK = Clock.systemUTC();
    private static ChartStore store;
    private static Server server;
    private static Process provider;

    static boolean isInstalled() {
        return Files.isDirectory(SMART.resolve("node_modules"));
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("secret"), "a secret + of / the test\n");
        Path file = folder.resolve("oidc.properties");
        Files.writeString(
                file,
                """
                issuer = http://127.0.0.1:%d
                client-id = osteon
                client-secret-file = secret
                title = Sign in with the hospital
                role.onc-doctors = physician
                role.onc-nurses = nurse
                patients = all
                """
                        .formatted(port));
        store = ChartStore.open(folder.resolve("charts.db"));
        var knowledge = LoadedKnowledge.of(TestServer.KNOWLEDGE);
        server =
                Server.start(
                        new Server.Contents(
                                        store, knowledge, CLOCK, new Server.Demonstration(false))
                                .with(HospitalSignIn.read(file)),
                        "127.0.0.1",
                        0);
        provider =
                new ProcessBuilder(
                                "node",
                                "provider.mjs",
                                Integer.toString(port),
                                server.url() + "/sign-in/hospital-back")
                        .directory(SMART.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(provider.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals("ready")) {
                return;
            }
        }
        throw new IllegalStateException("the provider did not start");
    }

    @AfterAll
    static void stop() {
        if (provider != null) {
            provider.destroy();
        }
        if (server != null) {
            server.close();
        }
    }

    /// A browser that remembers its cookies.
    private static final class Person implements AutoCloseable {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        HttpResponse<String> get(String address) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html"));
        }

        private HttpResponse<String> send(HttpRequest.Builder request)
                throws IOException, InterruptedException {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        /// Goes to the provider, is somebody there, and gives the address to come back to.
        String signedInThere(String name, String query) throws IOException, InterruptedException {
            return signedInThere(name, get(server.url() + "/sign-in/hospital" + query));
        }

        /// The same from a form that was sent.
        HttpResponse<String> post(String path, String body)
                throws IOException, InterruptedException {
            return send(
                    HttpRequest.newBuilder(URI.create(server.url() + path))
                            .header("Accept", "text/html")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        private static Optional<String> next(HttpResponse<String> answer) {
            return answer.headers()
                    .firstValue("Location")
                    .or(() ->
                            answer.headers()
                                    .firstValue("Refresh")
                                    .map(one -> one.replaceFirst("^0; url=", "")));
        }

        String signedInThere(String name, HttpResponse<String> first)
                throws IOException, InterruptedException {
            HttpResponse<String> now = first;
            for (int i = 0; i < 20; i++) {
                Optional<String> to = next(now);
                if (to.isPresent()) {
                    String next = now.uri().resolve(to.get()).toString();
                    if (next.startsWith(server.url())) {
                        return next;
                    }
                    now = get(next);
                    continue;
                }
                Matcher form = Pattern.compile("action=\"([^\"]+)\"").matcher(now.body());
                assertThat(form.find()).as(now.body()).isTrue();
                String prompt =
                        now.body().contains("name=\"login\"")
                                ? "prompt=login&login=" + name + "&password=x"
                                : "prompt=consent";
                now =
                        send(
                                HttpRequest.newBuilder(now.uri().resolve(form.group(1)))
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(HttpRequest.BodyPublishers.ofString(prompt)));
            }
            throw new IllegalStateException("it does not end");
        }

        HttpResponse<String> signIn(String name) throws IOException, InterruptedException {
            return get(signedInThere(name, "?back=%2Fme"));
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private static List<Account> provided() {
        return new Accounts(store, new HashedPasswords(), CLOCK)
                .all().stream().filter(one -> one.id().startsWith("oidc.")).toList();
    }

    @Test
    void who_the_provider_knows_is_signed_in_with_the_roles_of_the_mapping() throws Exception {
        try (Person ann = new Person();
                Person bob = new Person();
                Person guest = new Person()) {
            assertThat(ann.get(server.url() + "/sign-in?back=/me").body())
                    .contains("Sign in with the hospital");
            HttpResponse<String> arrived = ann.signIn("ann");
            assertThat(arrived.statusCode()).as(arrived.body()).isEqualTo(303);
            assertThat(ann.get(server.url() + "/me").body()).contains("Ann Hospital, physician");
            bob.signIn("bob");
            assertThat(provided())
                    .extracting(Account::roles)
                    .containsExactlyInAnyOrder(List.of("physician"), List.of("nurse"));
            // Two of one name are two persons, and sign apart.
            assertThat(provided()).extracting(Account::name).doesNotHaveDuplicates();
            HttpResponse<String> none = guest.signIn("guest");
            assertThat(none.statusCode()).isEqualTo(403);
            assertThat(provided()).hasSize(2);
            assertThat(guest.get(server.url() + "/me").headers().firstValue("Location"))
                    .isPresent();
        }
    }

    @Test
    void an_answer_is_taken_once_and_from_the_browser_that_asked() throws Exception {
        try (Person ann = new Person();
                Person thief = new Person()) {
            String back = ann.signedInThere("ann", "");
            assertThat(thief.get(back).statusCode()).isEqualTo(403);
            thief.get(server.url() + "/sign-in/hospital");
            assertThat(thief.get(back).statusCode()).isEqualTo(403);
            assertThat(ann.get(back).statusCode()).isEqualTo(303);
            assertThat(ann.get(back).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void another_code_or_state_signs_nobody_in() throws Exception {
        try (Person ann = new Person();
                Person other = new Person()) {
            String codeOfAnother =
                    other.signedInThere("bob", "").replaceAll(".*[?&]code=([^&]+).*", "$1");
            String back = ann.signedInThere("ann", "");
            assertThat(ann.get(back.replaceAll("code=[^&]+", "code=" + codeOfAnother)).statusCode())
                    .isEqualTo(403);
            String more = ann.signedInThere("ann", "");
            assertThat(ann.get(more.replaceAll("state=[^&]+", "state=x")).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void who_shows_anew_who_they_are_may_do_what_asks_for_it() throws Exception {
        try (Person ann = new Person()) {
            ann.signIn("ann");
            assertThat(ann.get(ann.signedInThere("ann", "?again=yes&back=%2Fme")).statusCode())
                    .isEqualTo(303);
        }
    }

    private static String field(HttpResponse<String> page, String name) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
        assertThat(found.find()).as(name + " in " + page.body()).isTrue();
        return found.group(1);
    }

    @Test
    void what_was_typed_when_the_session_was_over_comes_through_the_hospital() throws Exception {
        String form = "/patients/p1/forms/practice";
        try (Person ann = new Person()) {
            HttpResponse<String> over = ann.post(form, "remark=half+a+word&do=sign");
            assertThat(over.statusCode()).isEqualTo(401);
            String sent =
                    "formToken="
                            + field(over, "formToken")
                            + "&back="
                            + field(over, "back")
                            + "&held="
                            + URLEncoder.encode(field(over, "held"), StandardCharsets.UTF_8);

            HttpResponse<String> arrived =
                    ann.get(ann.signedInThere("ann", ann.post("/sign-in/hospital", sent)));

            assertThat(arrived.statusCode()).as(arrived.body()).isEqualTo(200);
            assertThat(arrived.body()).contains("Go on where you were", "action=\"" + form + "\"");
            assertThat(field(arrived, "remark")).isEqualTo("half a word");
        }
    }

    @Test
    void what_was_typed_before_a_weighty_signature_comes_through_the_hospital_too()
            throws Exception {
        String form = "/patients/p1/forms/practice";
        try (Person ann = new Person()) {
            ann.signIn("ann");
            String token = field(ann.get(server.url() + "/me"), "formToken");
            HttpResponse<String> asked =
                    ann.post(
                            "/confirm/held" + form,
                            "formToken=" + token + "&remark=half+a+word&do=check");
            assertThat(asked.body())
                    .contains("Show again who you are", "Sign in with the hospital")
                    .doesNotContain("type=\"password\"");
            String sent =
                    "again=yes&formToken="
                            + token
                            + "&back="
                            + field(asked, "back")
                            + "&held="
                            + URLEncoder.encode(field(asked, "held"), StandardCharsets.UTF_8);
            HttpResponse<String> arrived =
                    ann.get(ann.signedInThere("ann", ann.post("/sign-in/hospital", sent)));
            assertThat(arrived.body()).contains("Go on where you were");
            assertThat(field(arrived, "remark")).isEqualTo("half a word");
        }
    }

    @Test
    void an_account_that_is_shut_here_stays_shut() throws Exception {
        try (Person bob = new Person();
                Person again = new Person()) {
            bob.signIn("bob");
            Account account =
                    provided().stream()
                            .filter(one -> one.roles().contains("nurse"))
                            .findFirst()
                            .orElseThrow();
            Accounts accounts = new Accounts(store, new HashedPasswords(), CLOCK);
            accounts.disable("test", account.id(), true);
            assertThat(again.signIn("bob").statusCode()).isEqualTo(403);
            accounts.disable("test", account.id(), false);
        }
    }

    @Test
    void a_file_that_cannot_be_used_is_refused_in_words(@TempDir Path folder) throws IOException {
        for (String text :
                List.of(
                        "issuer = https://a.example\nclient-id = x",
                        "issuer = http://a.example\nclient-id = x\nrole.a = nurse",
                        "client-id = x\nrole.a = nurse",
                        "issuer = https://a.example\nrole.a = nurse",
                        "issuer = https://a.example\nclient-id = x\nrole.a = king",
                        "issuer = https://a.example\nclient-id = x\nrole.a = nurse\npatients = x")) {
            Path file = Files.writeString(folder.resolve("oidc"), text);
            assertThatThrownBy(() -> HospitalSignIn.read(file))
                    .as(text)
                    .isInstanceOf(Problem.class);
        }
    }
}
