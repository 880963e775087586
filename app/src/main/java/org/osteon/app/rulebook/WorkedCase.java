package org.osteon.app.rulebook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A worked case of a pathway: a chart with the result it must give.
///
/// @param id the case's id
/// @param title what it shows, in one line
/// @param decision the decision it expects; empty where none is
/// @param alerts codes of the alerts it expects
/// @param file where it is
public record WorkedCase(String id, String title, String decision, List<String> alerts, Path file) {
    private static final JsonFactory JSON = new JsonFactory();

    public WorkedCase {
        alerts = List.copyOf(alerts);
    }

    /// The cases of a pathway: the folder `cases` beside its `pathway.json`, by name; none where
    /// there is no such folder.
    public static List<WorkedCase> of(Path knowledge, String pathway) throws IOException {
        Path folder = knowledge.resolve(pathway).resolve("cases");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<WorkedCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
                cases.add(read(file));
            }
        }
        return cases;
    }

    private static WorkedCase read(Path file) throws IOException {
        String id = String.valueOf(file.getFileName()).replaceAll("\\.json$", "");
        String title = "";
        String decision = "";
        List<String> alerts = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("id")) {
                    id = parser.getText();
                } else if (name.equals("title")) {
                    title = parser.getText();
                } else if (name.equals("expected") && token == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        String expected = parser.currentName();
                        JsonToken value = parser.nextToken();
                        if (expected.equals("decision") && value == JsonToken.VALUE_STRING) {
                            decision = parser.getText();
                        } else if (expected.equals("alerts") && value == JsonToken.START_ARRAY) {
                            while (parser.nextToken() != JsonToken.END_ARRAY) {
                                alerts.add(String.valueOf(parser.getText()));
                                parser.skipChildren();
                            }
                        } else {
                            parser.skipChildren();
                        }
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new WorkedCase(id, title, decision, alerts, file);
    }

    /// Whether it expects this alert.
    public boolean shows(String alert) {
        return alerts.contains(alert);
    }
}
