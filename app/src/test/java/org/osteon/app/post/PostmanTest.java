package org.osteon.app.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.links.Carrier;
import org.osteon.records.words.Problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Messages get to a folder and to a mail server as they are, and a failure is told.
class PostmanTest {
    @TempDir private Path folder;

    @Test
    void a_message_lies_in_the_folder_whole() throws IOException, Carrier.Failed {
        Postman.carrier(folder, null)
                .orElseThrow()
                .carry("+44 20\nSubject: x", "A form is waiting", "https://clinic.example/p/t\n");
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.toList();
        }
        assertThat(files)
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.getFileName().toString()).endsWith(".txt");
                    assertThat(Files.readString(file))
                            .isEqualTo(
                                    """
                                    To: +44 20 Subject: x
                                    Subject: A form is waiting

                                    https://clinic.example/p/t
                                    """);
                });
    }

    @Test
    void a_mail_server_takes_it() throws Exception {
        GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        server.start();
        try {
            Carrier mail =
                    Postman.carrier(null, settings(server.getSmtp().getPort())).orElseThrow();
            mail.carry("pat@example.org", "A form is waiting", "https://clinic.example/p/t");
            assertThat(server.getReceivedMessages())
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.getSubject()).isEqualTo("A form is waiting");
                        assertThat(one.getContent().toString())
                                .contains("https://clinic.example/p/t");
                    });
        } finally {
            server.stop();
        }
    }

    @Test
    void a_mail_server_that_is_not_there_is_a_failure_and_no_exception_of_its_own()
            throws IOException {
        Carrier mail = Postman.carrier(null, settings(9)).orElseThrow();
        assertThatThrownBy(() -> mail.carry("pat@example.org", "s", "t"))
                .isInstanceOf(Carrier.Failed.class)
                .hasMessageContaining("the mail server did not take it");
    }

    @Test
    void settings_that_miss_something_name_it() throws IOException {
        Path file = Files.writeString(folder.resolve("mail.properties"), "host=localhost\n");
        assertThatThrownBy(() -> Postman.carrier(null, file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("does not say from");
    }

    private Path settings(int port) throws IOException {
        return Files.writeString(
                folder.resolve("mail.properties"),
                "host=127.0.0.1\nport=" + port + "\nfrom=clinic@example.org\n");
    }
}
