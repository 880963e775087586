package org.osteon.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;

/// Charts of a small made-up pathway, and what is said of every answer.
final class CoolingCases {
    static final String PATIENT =
            """
            {"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1960-02-03"}\
            """;
    static final String ORDER =
            """
            {"resourceType":"ServiceRequest","id":"s1","status":"draft","intent":"order",\
            "code":{"coding":[{"system":"urn:example","code":"cooling"}]},\
            "authoredOn":"2025-03-01"}\
            """;

    private CoolingCases() {}

    static void isRefused(CommandRun run, String reason) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors().lines()).hasSize(1);
        assertThat(run.errors()).startsWith("osteon: ").contains(reason);
    }

    static void isJson(String line) {
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            parser.nextToken();
            parser.skipChildren();
            assertThat(parser.nextToken()).isNull();
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    static String aCase(String chart) {
        return "{\"id\":\"x\",\"expected\":{\"decision\":\"?\"},\"pathway\":\"cooling\","
                + "\"asOf\":\"2025-03-02\",\"chart\":"
                + chart
                + "}";
    }

    static String temperature(String degrees) {
        return """
        {"resourceType":"Observation","id":"t1","status":"final",\
        "code":{"coding":[{"system":"urn:example","code":"temperature"}],"text":"Temperature"},\
        "effectiveDateTime":"2025-03-01","valueQuantity":{"value":%s,"unit":"degrees"}}\
        """
                .formatted(degrees);
    }

    static String bundle(String... resources) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                + String.join(
                        ",",
                        List.of(resources).stream()
                                .map(resource -> "{\"resource\":" + resource + "}")
                                .toList())
                + "]}";
    }
}
