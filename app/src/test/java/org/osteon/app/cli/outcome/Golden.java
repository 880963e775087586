package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The reference results and how a computed one is held against them.
final class Golden {
    static final Path ROOT = Path.of("../../shared/data/outcomes").toAbsolutePath().normalize();
    static final Path BUNDLED =
            Path.of("../outcome/src/test/resources/outcomes").toAbsolutePath().normalize();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Golden() {}

    /// One case.
    record Case(String id, JsonNode node) {
        String data() {
            return node.get("data").asText();
        }

        double tolerance() {
            return node.get("relTol").asDouble();
        }

        JsonNode expect() {
            return node.get("expect");
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /// The cases that travel with the project.
    static List<Case> bundled() {
        return cases(BUNDLED.resolve("reference-cases.json"));
    }

    /// Whether the shared folder lies beside the project.
    static boolean present() {
        return Files.isDirectory(ROOT.resolve("golden"));
    }

    /// The cases on published data sets.
    static List<Case> published() {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("golden"))) {
            files.sorted().forEach(file -> cases.addAll(cases(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cases.removeIf(
                golden -> golden.data().equals("none") || golden.data().startsWith("synth_"));
        return cases;
    }

    private static List<Case> cases(Path file) {
        List<Case> cases = new ArrayList<>();
        try {
            MAPPER.readTree(file.toFile())
                    .get("cases")
                    .forEach(node -> cases.add(new Case(node.get("id").asText(), node)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    /// Every place where the computed result is not the expected one: |x - y| <= relTol |y| +
    /// 1e-14.
    static List<String> differences(
            JsonNode expected, JsonNode actual, double tolerance, Set<String> ignored) {
        List<String> differences = new ArrayList<>();
        compare("", expected, actual, tolerance, ignored, differences);
        return differences;
    }

    /// What lies below it is noise of the reference: its adjusted p values of several comparisons
    /// with one are one less the distribution, which leaves them thirteen places and no more.
    private static double least(String path) {
        return path.startsWith("/differences/p/") ? 1e-13 : 1e-14;
    }

    private static void compare(
            String path,
            JsonNode expected,
            JsonNode actual,
            double tolerance,
            Set<String> ignored,
            List<String> differences) {
        if (actual == null || actual.isMissingNode()) {
            differences.add(path + " is missing");
        } else if (expected.isObject()) {
            expected.properties()
                    .forEach(field -> {
                        if (!ignored.contains(field.getKey())) {
                            compare(
                                    path + "/" + field.getKey(),
                                    field.getValue(),
                                    actual.get(field.getKey()),
                                    tolerance,
                                    ignored,
                                    differences);
                        }
                    });
        } else if (expected.isArray()) {
            if (!actual.isArray() || actual.size() != expected.size()) {
                differences.add(
                        path + " has not " + expected.size() + " elements: " + shortened(actual));
                return;
            }
            for (int i = 0; i < expected.size(); i++) {
                compare(
                        path + "/" + i,
                        expected.get(i),
                        actual.get(i),
                        tolerance,
                        ignored,
                        differences);
            }
        } else if (expected.isNumber()) {
            double y = expected.asDouble();
            double x = actual.asDouble();
            if (!actual.isNumber() || !(Math.abs(x - y) <= tolerance * Math.abs(y) + least(path))) {
                differences.add(
                        path
                                + " is "
                                + actual
                                + ", not "
                                + y
                                + " (off by "
                                + Math.abs(x - y) / Math.abs(y)
                                + ")");
            }
        } else if (!expected.equals(actual)) {
            differences.add(path + " is " + shortened(actual) + ", not " + expected);
        }
    }

    private static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
}
