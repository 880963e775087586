package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.words.Problem;
import org.springframework.web.multipart.MultipartFile;

/// Uploads: of one person only, unpacked within bounds, swept (attacks 9, 12, 17).
class UploadsTest {
    private static final String MINE = "mine";

    @TempDir private Path folder;
    private Uploads uploads;

    @BeforeEach
    void open() {
        uploads = new Uploads(folder);
    }

    @AfterEach
    void close() {
        uploads.close();
    }

    private String keep(String owner, String name, byte[] bytes) throws IOException {
        return uploads.keep(new Upload(name, bytes), owner, InstantSource.system());
    }

    private String keep(String owner) throws IOException {
        return keep(owner, "chart.json", "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void what_was_only_shown_does_not_outlive_the_server() throws IOException {
        String ticket = keep(MINE);
        Path file = uploads.waiting(ticket, MINE).orElseThrow().file();
        assertThat(file).hasContent("{}");

        uploads.close();

        assertThat(file).doesNotExist();
        assertThat(uploads.waiting(ticket, MINE)).isEmpty();
    }

    @Test
    void nobody_sees_what_another_brought_and_nobody_pushes_it_out() throws IOException {
        String mine = keep(MINE);
        for (int i = 0; i < 30; i++) {
            keep("another");
        }

        assertThat(uploads.waiting(mine, MINE)).isPresent();
        assertThat(uploads.waiting(mine, "another")).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1 + 5);
        }
    }

    @Test
    void what_a_killed_server_left_is_swept_by_the_next_and_what_is_new_stays() throws IOException {
        Path old = Files.createFile(folder.resolve("osteon-upload123.json"));
        Path review = Files.createDirectories(folder.resolve("osteon-review9"));
        Files.createFile(review.resolve("review.db"));
        Path fresh = Files.createFile(folder.resolve("osteon-upload456.json"));
        Path others = Files.createFile(folder.resolve("something.json"));
        FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        for (Path one : List.of(old, review, others)) {
            Files.setLastModifiedTime(one, yesterday);
        }

        new Uploads(folder).close();

        assertThat(old).doesNotExist();
        assertThat(review).doesNotExist();
        assertThat(fresh).exists();
        assertThat(others).exists();
    }

    @Test
    void a_packed_file_waits_unpacked() throws IOException {
        String ticket =
                keep(MINE, "chart.json.gz", packed("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));

        Uploads.Waiting waiting = uploads.waiting(ticket, MINE).orElseThrow();
        assertThat(waiting.file()).hasContent("{\"a\":1}");
        assertThat(waiting.file().toString()).endsWith(".json");
    }

    @Test
    void what_unpacks_to_more_than_is_taken_is_refused_in_words_and_leaves_nothing()
            throws IOException {
        byte[] bomb = packed(new byte[70_000_000]);
        byte[] twice = packed(packed(new byte[1_000]));
        byte[] zip = "PK\3\4".getBytes(StandardCharsets.ISO_8859_1);
        byte[] broken = Arrays.copyOf(packed(new byte[10]), 12);

        assertThatThrownBy(() -> keep(MINE, "bomb.json.gz", bomb))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("more than 64 MB");
        assertThatThrownBy(() -> keep(MINE, "twice.json.gz", twice))
                .hasMessageContaining("packed again");
        assertThatThrownBy(() -> keep(MINE, "chart.zip", zip)).hasMessageContaining(".zip");
        assertThatThrownBy(() -> keep(MINE, "broken.gz", broken)).isInstanceOf(Problem.class);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    /// A file as a browser sends it.
    private record Upload(String name, byte[] content) implements MultipartFile {
        @Override
        public String getName() {
            return "file";
        }

        @Override
        public String getOriginalFilename() {
            return name;
        }

        @Override
        public String getContentType() {
            return "application/json";
        }

        @Override
        public boolean isEmpty() {
            return content.length == 0;
        }

        @Override
        public long getSize() {
            return getBytes().length;
        }

        @Override
        public byte[] getBytes() {
            return content;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(getBytes());
        }

        @Override
        public void transferTo(File file) throws IOException {
            Files.write(file.toPath(), getBytes());
        }
    }
}
