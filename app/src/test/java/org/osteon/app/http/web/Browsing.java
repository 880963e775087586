package org.osteon.app.http.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Someone who uses the pages without JavaScript, over real HTTP: keeps cookies, follows redirects,
/// sends the forms that the pages hold.
final class Browsing {
    private static final Pattern TOKEN =
            Pattern.compile("name=\"formToken\" value=\"([0-9a-f]{32})\"");

    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");
    private static final Pattern SCREEN = Pattern.compile("name=\"screen\" value=\"([^\"]*)\"");

    private final RunningPages pages;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .cookieHandler(cookies)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

    /// Somebody of all roles.
    Browsing(RunningPages pages) {
        this.pages = pages;
        signIn("N. Example", "");
    }

    /// Goes on as somebody else.
    ///
    /// @param role empty: of all roles
    void signIn(String name, String role) {
        HttpCookie session = new HttpCookie("osteon-session", pages.people().session(name, role));
        session.setPath("/");
        session.setVersion(0);
        cookies.getCookieStore().add(URI.create(pages.url("/")), session);
    }

    /// Nobody from now on.
    void forget() {
        cookies.getCookieStore().removeAll();
    }

    /// The fields that are sent, by whoever they say sends them: nobody types a name any more.
    private List<Map.Entry<String, String>> as(List<Map.Entry<String, String>> fields) {
        Map<String, String> said = new LinkedHashMap<>();
        fields.forEach(field -> said.putIfAbsent(field.getKey(), field.getValue()));
        String person = said.getOrDefault("person", "");
        if (!person.isBlank()) {
            signIn(person, said.getOrDefault("role", ""));
        }
        List<Map.Entry<String, String>> sent = new ArrayList<>(fields);
        sent.removeIf(field -> field.getKey().equals("person"));
        return sent;
    }

    /// A page as it came.
    record Seen(int status, String path, String html) {
        /// What people read: without tags, white space as one space.
        String text() {
            return html.replaceAll("(?s)<(script|style|svg).*?</\\1>", " ")
                    .replaceAll("<[^>]+>", " ")
                    .replace("&amp;", "&")
                    .replace("&#39;", "'")
                    .replaceAll("\\s+", " ");
        }
    }

    Seen open(String path) {
        return send(
                HttpRequest.newBuilder(URI.create(pages.url(path)))
                        .header("Accept", "text/html")
                        .build());
    }

    /// What a form of a page says that it showed; empty where it does not say, or is not there.
    static String screen(Seen page, String action) {
        return hidden(page, action, SCREEN);
    }

    private static String hidden(Seen page, String action, Pattern field) {
        Matcher form =
                Pattern.compile(
                                "(?s)<form[^>]*action=\""
                                        + Pattern.quote(action)
                                        + "\"[^>]*>(.*?)</form>")
                        .matcher(page.html());
        if (!form.find()) {
            return "";
        }
        Matcher screen = field.matcher(form.group(1));
        return screen.find()
                ? screen.group(1)
                        .replace("&#34;", "\"")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&")
                : "";
    }

    /// Sends a form of a page, with what is hidden in it.
    Seen send(Seen page, String action, Map<String, String> fields) {
        Matcher token = TOKEN.matcher(page.html());
        Map<String, String> all = new LinkedHashMap<>(fields);
        String screen = screen(page, action);
        if (!screen.isEmpty()) {
            all.putIfAbsent("screen", screen);
        }
        String seen = hidden(page, action, SEEN);
        if (!seen.isEmpty()) {
            all.putIfAbsent("seen", seen);
        }
        if (token.find()) {
            all.put("formToken", token.group(1));
        }
        return post(action, all);
    }

    Seen post(String action, Map<String, String> fields) {
        return post(action, List.copyOf(fields.entrySet()));
    }

    /// Sends fields, some of them several times.
    Seen post(String action, List<Map.Entry<String, String>> fields) {
        if (action.equals("/who")) {
            as(fields);
            return open("/");
        }
        String body =
                as(fields).stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(URI.create(pages.url(action)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /// A file of a form.
    record Brought(String field, String name, String content) {}

    /// Sends a file with the token of a page.
    Seen upload(Seen page, String action, String name, String content, String person) {
        signIn(person, "");
        return upload(page, action, List.of(new Brought("file", name, content)));
    }

    /// Sends files with the token of a page.
    Seen upload(Seen page, String action, List<Brought> files) {
        Matcher token = TOKEN.matcher(page.html());
        String boundary = "----boundary7d3";
        StringBuilder body =
                new StringBuilder(
                        part(boundary, "name=\"formToken\"", token.find() ? token.group(1) : ""));
        for (Brought one : files) {
            body.append(
                    part(
                            boundary,
                            "name=\"" + one.field() + "\"; filename=\"" + one.name() + "\"",
                            one.content()));
        }
        body.append("--").append(boundary).append("--\r\n");
        return send(
                HttpRequest.newBuilder(URI.create(pages.url(action)))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private static String part(String boundary, String disposition, String content) {
        return "--"
                + boundary
                + "\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\n\r\n"
                + content
                + "\r\n";
    }

    private Seen send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Seen(response.statusCode(), response.uri().getPath(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
