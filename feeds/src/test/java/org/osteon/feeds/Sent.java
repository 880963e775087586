package org.osteon.feeds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Messages as the tests send them.
final class Sent {
    static final String HEAD =
            "MSH|^~\\&|LABSYS|GENHOSP|OSTEON|CLINIC|20250602081500||%s|%s|P|2.5.1||||||UNICODE UTF-8";

    private Sent() {}

    static String file(String name) {
        try (InputStream file = Sent.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.replace("\r\n", "\r").replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    }

    static Profiles laboratory() {
        return profile(file("laboratory.json"));
    }

    static Profiles profile(String json) {
        Profiles profiles = Profiles.of("laboratory", json);
        if (!profiles.problems().isEmpty()) {
            throw new AssertionError(profiles.problems());
        }
        return profiles;
    }

    /// One result of a patient.
    static String result(String control, String obx) {
        return String.join(
                "\n",
                HEAD.formatted("ORU^R01", control),
                "PID|1||4711^^^GENHOSP^MR",
                "OBR|1||F-1|CHEM^Chemistry^L|||20250602073000|||||||||||||||||CH|F",
                obx);
    }

    static Outcome.Understood understood(Outcome outcome) {
        if (outcome instanceof Outcome.Understood understood) {
            return understood;
        }
        throw new AssertionError(outcome);
    }

    static Outcome.NotUnderstood not(Outcome outcome) {
        if (outcome instanceof Outcome.NotUnderstood not) {
            return not;
        }
        throw new AssertionError(outcome);
    }

    /// Those of a type that a message writes.
    static List<ObjectNode> made(Outcome outcome, String type) {
        return understood(outcome).edits().stream()
                .flatMap(one -> one.parts().stream())
                .filter(one -> one.type().equals(type))
                .flatMap(one -> one.json().stream())
                .map(Json::read)
                .toList();
    }
}
