package org.osteon.records.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.osteon.pathway.WorkedCase;

/// Made-up patients for looking around: for every rule and decision of every pathway one whose
/// chart raises it (a worked case, moved to today, with what `demo/more.json` of the pathway adds
/// to each), and courses over two years (from `demo/courses.json`). The same seed and day give the
/// same patients.
public final class DemoCohort {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String NAMES = "common/demo/names.json";
    private static final String CARE = "common/demo/care.json";

    private final Path knowledge;
    private final LocalDate today;
    private final long seed;

    /// A cohort as of a day.
    ///
    /// @param knowledge the knowledge folder
    /// @param today the day the courses lead up to
    /// @param seed of the random numbers
    public DemoCohort(Path knowledge, LocalDate today, long seed) {
        this.knowledge = knowledge;
        this.today = today;
        this.seed = seed;
    }

    /// The patients' charts, each a FHIR Bundle in JSON.
    ///
    /// @throws IOException where the knowledge cannot be read
    public List<String> charts() throws IOException {
        MadeUpPeople people = people();
        List<String> charts = new ArrayList<>();
        for (Path pathway : pathways()) {
            SplittableRandom random = random(pathway);
            MadeUpCare care = care(pathway);
            for (String chart :
                    Stream.of(cases(pathway, people, random), courses(pathway, people, random))
                            .flatMap(List::stream)
                            .toList()) {
                ObjectNode bundle = (ObjectNode) JSON.readTree(chart);
                care.addTo(bundle, pathway.getFileName().toString());
                charts.add(bundle.toString());
            }
        }
        // After all others, so that these stay who they are.
        for (Path study : studies()) {
            charts.addAll(courses(study, people, random(study)));
        }
        return charts;
    }

    private List<Path> studies() throws IOException {
        Path folder = knowledge.resolve("studies");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> studies = Files.list(folder)) {
            return studies.filter(one -> Files.exists(one.resolve("demo").resolve("courses.json")))
                    .sorted()
                    .toList();
        }
    }

    /// Whether there are made-up patients of a pathway.
    public boolean has(String pathway) {
        return Files.exists(knowledge.resolve(NAMES))
                && (Files.exists(courses(pathway))
                        || Files.isDirectory(knowledge.resolve(pathway).resolve("cases")));
    }

    /// One patient of a pathway: the first course; a worked case, moved to today, where it has no
    /// courses. Empty where there is none.
    ///
    /// @throws IOException where the knowledge cannot be read
    public Optional<String> one(String pathway) throws IOException {
        if (!has(pathway)) {
            return Optional.empty();
        }
        MadeUpPeople people = people();
        Path folder = knowledge.resolve(pathway);
        List<String> courses = courses(folder, people, random(folder));
        return courses.isEmpty()
                ? cases(folder, people, random(folder)).stream().findFirst()
                : Optional.of(courses.getFirst());
    }

    private MadeUpCare care(Path pathway) throws IOException {
        Path file = knowledge.resolve(CARE);
        return new MadeUpCare(
                Files.exists(file)
                        ? JSON.readTree(Files.readString(file))
                        : JSON.createObjectNode(),
                today,
                random(pathway));
    }

    private SplittableRandom random(Path pathway) {
        return new SplittableRandom(seed ^ pathway.getFileName().toString().hashCode());
    }

    private List<String> cases(Path pathway, MadeUpPeople people, SplittableRandom random)
            throws IOException {
        Path file = pathway.resolve("demo").resolve("more.json");
        Optional<JsonNode> more =
                Files.exists(file)
                        ? Optional.of(JSON.readTree(Files.readString(file)))
                        : Optional.empty();
        List<String> charts = new ArrayList<>();
        for (JsonNode worked : telling(pathway.resolve("cases"))) {
            MovedCase moved = new MovedCase(worked, today);
            ObjectNode bundle = moved.bundle(people);
            if (more.isPresent()) {
                new Course(more.get(), people, today, random.split(), charts.size() + 1)
                        .more(moved.patient())
                        .forEach(bundle.withArray("entry")::add);
            }
            charts.add(bundle.toString());
        }
        return charts;
    }

    private Path courses(String pathway) {
        return knowledge.resolve(pathway).resolve("demo").resolve("courses.json");
    }

    private MadeUpPeople people() throws IOException {
        return new MadeUpPeople(
                JSON.readTree(Files.readString(knowledge.resolve(NAMES))),
                new SplittableRandom(seed));
    }

    private List<Path> pathways() throws IOException {
        try (Stream<Path> folders = Files.list(knowledge)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pathway.json")))
                    .sorted()
                    .toList();
        }
    }

    /// Cases that together raise every rule and give every decision, few of them.
    private static List<JsonNode> telling(Path folder) throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        for (WorkedCase worked : WorkedCase.in(folder)) {
            cases.add(JSON.readTree(worked.json()));
        }
        List<JsonNode> chosen = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        for (JsonNode worked : cases) {
            if (shown.addAll(tells(worked))) {
                chosen.add(worked);
            }
        }
        return chosen;
    }

    private static Set<String> tells(JsonNode worked) {
        Set<String> tells = new HashSet<>();
        JsonNode expected = worked.path("expected");
        tells.add(expected.path("decision").asText());
        expected.path("alerts").forEach(alert -> tells.add(alert.asText()));
        return tells;
    }

    private List<String> courses(Path pathway, MadeUpPeople people, SplittableRandom random)
            throws IOException {
        Path file = pathway.resolve("demo").resolve("courses.json");
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> charts = new ArrayList<>();
        for (JsonNode course : JSON.readTree(Files.readString(file)).path("courses")) {
            for (int number = 1; number <= course.path("patients").asInt(); number++) {
                charts.add(
                        new Course(course, people, today, random.split(), number)
                                .bundle()
                                .toString());
            }
        }
        return charts;
    }

    static ObjectNode bundle(ArrayNode entries) {
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("resourceType", "Bundle");
        bundle.put("type", "collection");
        bundle.set("entry", entries);
        return bundle;
    }

    static ArrayNode entries() {
        return JSON.createArrayNode();
    }
}
