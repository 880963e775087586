package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.web.multipart.MultipartFile;

class UploadsTest {
    @Test
    void what_was_only_shown_does_not_outlive_the_server() throws IOException {
        Uploads uploads = new Uploads();
        String ticket = uploads.keep(new Upload("chart.json", "{}"), InstantSource.system());
        Path file = uploads.waiting(ticket).orElseThrow().file();
        assertThat(file).hasContent("{}");

        uploads.close();

        assertThat(file).doesNotExist();
        assertThat(uploads.waiting(ticket)).isEmpty();
    }

    /// A file as a browser sends it.
    private record Upload(String name, String text) implements MultipartFile {
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
            return text.isEmpty();
        }

        @Override
        public long getSize() {
            return getBytes().length;
        }

        @Override
        public byte[] getBytes() {
            return text.getBytes(StandardCharsets.UTF_8);
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
