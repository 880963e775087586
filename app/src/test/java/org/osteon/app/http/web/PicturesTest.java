package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A picture of what was done comes into the chart by a browser, is seen there, and is taken back
/// (records, 3.5, O12).
class PicturesTest {
    private static final Pattern PICTURE = Pattern.compile("img src=\"([^\"]+)\"");

    private static PlayedCase played;
    private static String at = "";

    @TempDir private Path folder;

    @BeforeAll
    static void treated() throws IOException {
        played = PlayedCase.of("marrow-knee-injection", "own-visit-missed-35");
        at = "/patients/" + played.patient() + "/pictures";
    }

    @AfterAll
    static void stop() {
        played.close();
    }

    private Path image() throws IOException {
        Path file = folder.resolve("needle.png");
        ImageIO.write(
                new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }

    private static void add(Chromium browser, Path file, String title) {
        browser.open(played.pages().url(at));
        browser.choose("picture", file);
        browser.fill("title", List.of(title));
        browser.clickToLeave("form[enctype] button");
    }

    private static HttpResponse<byte[]> file(String path, String role) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(played.pages().url(path)))
                            .header("Cookie", played.pages().people().cookie("N. Example", role))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void it_is_added_seen_and_taken_back() throws Exception {
        Chromium.assume();
        try (Chromium browser = new Chromium()) {
            browser.signIn(
                    played.pages().url(""),
                    played.pages().people().session("P. Example", "physician"));
            add(browser, image(), "Needle in the joint");
            assertThat(browser.text())
                    .contains("The picture is in the chart.", "Needle in the joint", "P. Example");
            ForEveryone.check(browser, played.pages().url(at), "pictures");

            Matcher found = PICTURE.matcher(played.as("P. Example", "physician").open(at).html());
            assertThat(found.find()).isTrue();
            HttpResponse<byte[]> picture = file(found.group(1), "physician");
            assertThat(picture.body()).isEqualTo(Files.readAllBytes(image()));
            assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(picture.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(file(found.group(1), "administrator").statusCode()).isEqualTo(404);

            browser.open(played.pages().url(at));
            browser.click("ul.pictures summary");
            browser.fill("reason", List.of("Of somebody else."));
            browser.clickToLeave("ul.pictures form button");
            assertThat(browser.text()).contains("The picture is taken back.", "None yet.");
            assertThat(file(found.group(1), "physician").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void what_only_calls_itself_a_picture_is_refused_by_the_field() throws Exception {
        Chromium.assume();
        Path page =
                Files.writeString(
                        folder.resolve("x.png"), "<script>1</script>", StandardCharsets.UTF_8);
        try (Chromium browser = new Chromium()) {
            browser.signIn(
                    played.pages().url(""),
                    played.pages().people().session("P. Example", "physician"));
            add(browser, page, "Needle");
            assertThat(browser.text())
                    .contains("Nothing was kept", "This is neither a JPEG nor a PNG")
                    .contains("None yet.");
        }
    }
}
