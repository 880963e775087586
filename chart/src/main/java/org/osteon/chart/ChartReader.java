package org.osteon.chart;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Reads a patient's FHIR R4 resources into a [Chart].
///
/// References are resolved within the source, referenced medications are put in the place of their
/// reference, and a resource that is there twice with the same content counts once.
public final class ChartReader {
    private static final Set<String> NOT_OF_PATIENTS =
            Set.of("OperationOutcome", "Bundle", "Parameters", "CapabilityStatement");

    private final byte[] source;
    private final List<Resource> nameless = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();
    private final Map<String, Resource> byReference = new HashMap<>();
    private final Map<String, String> referenceByUrl = new HashMap<>();
    private final Map<String, String> urls = new HashMap<>();
    private final List<FhirPrimitive> references = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Resource.Marks marks = Resource.Marks.NONE;

    private ChartReader(byte[] source) {
        this.source = source;
    }

    /// Reads a Bundle (`collection`, `transaction`, `searchset`, `batch` or `document`) with one
    /// patient.
    public static ChartReading bundle(byte[] json) {
        byte[] source = JsonEncoding.utf8(json);
        return BundleParts.read(source)
                .flatMap(parts -> new ChartReader(source).chart(parts))
                .orElseGet(() -> reading(source, ChartReader::readBundle));
    }

    /// A parser of JSON within which a Bundle stands that [#within] reads.
    public static JsonParser parser(byte[] utf8) throws IOException {
        return FhirJson.FACTORY.createParser(utf8);
    }

    /// Reads a Bundle as [#bundle] reads it, where it stands within other JSON: without going over
    /// it twice. Empty where [#bundle] has to say what is wrong with it.
    ///
    /// @param utf8 all of that JSON, of which [#parser] made the parser
    /// @param parser at the Bundle's first token; afterwards at its last
    /// @throws IOException where it is not JSON
    public static Optional<Chart> within(byte[] utf8, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        JsonStreamContext around = parser.getParsingContext().getParent();
        ChartReader reader = new ChartReader(utf8);
        BundleKind kind = new BundleKind();
        if (reader.readBundle(parser, kind).isPresent()
                || !Objects.equals(parser.getParsingContext(), around)
                || kind.problem().isPresent()) {
            return Optional.empty();
        }
        return reader.chart() instanceof ChartReading.Read(Chart chart)
                ? Optional.of(chart)
                : Optional.empty();
    }

    /// Reads resources written one after the other (NDJSON, or any white space between them), among
    /// them one patient.
    public static ChartReading resources(byte[] ndjson) {
        byte[] source = JsonEncoding.utf8(ndjson);
        return reading(source, ChartReader::readSequence);
    }

    /// Reads a single resource.
    ///
    /// @throws IllegalArgumentException where it is not a FHIR resource, with the reason
    public static Resource resource(String json) {
        Resource read = withOrWithoutId(json);
        if (read.content().text("id").isEmpty()) {
            throw new IllegalArgumentException(read.type() + " has no id");
        }
        return read;
    }

    /// The same of one that need not say its id.
    ///
    /// @throws IllegalArgumentException where it is not a FHIR resource, with the reason
    public static Resource withOrWithoutId(String json) {
        ChartReader reader = new ChartReader(json.getBytes(StandardCharsets.UTF_8));
        try {
            Optional<String> problem = reader.readSequence();
            if (problem.isPresent()) {
                throw new IllegalArgumentException(problem.get());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(reasonOf(e), e);
        }
        if (reader.resources.isEmpty() && reader.nameless.size() == 1) {
            return reader.nameless.getFirst();
        }
        if (reader.resources.size() != 1) {
            throw new IllegalArgumentException(
                    "one FHIR resource expected, not " + reader.resources.size());
        }
        reader.link();
        return reader.resources.getFirst();
    }

    /// Reads a single object of FHIR's form, named or not: a map, a list of a knowledge folder.
    ///
    /// @throws IllegalArgumentException where it is not one, with the reason
    public static FhirObject object(String json) {
        ChartReader reader = new ChartReader(json.getBytes(StandardCharsets.UTF_8));
        try (JsonParser parser = FhirJson.FACTORY.createParser(reader.source)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            FhirObject content = reader.readContent(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        "not JSON: something follows the end of the object");
            }
            return content;
        } catch (IOException e) {
            throw new IllegalArgumentException(reasonOf(e), e);
        }
    }

    /// A resource contained in another, as a resource of its own.
    public static Resource contained(FhirObject content) {
        return new Resource(content, "", new byte[0], 0, 0, Resource.Marks.NONE);
    }

    private interface Step {
        Optional<String> read(ChartReader reader) throws IOException;
    }

    private static ChartReading reading(byte[] source, Step step) {
        ChartReader reader = new ChartReader(source);
        try {
            Optional<String> problem = step.read(reader);
            if (problem.isPresent()) {
                return new ChartReading.Unusable(problem.get());
            }
        } catch (IOException e) {
            return new ChartReading.Unusable(reasonOf(e));
        }
        return reader.chart();
    }

    private Optional<String> readBundle() throws IOException {
        try (JsonParser parser = FhirJson.FACTORY.createParser(source)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.of("not a FHIR R4 Bundle: the JSON is not an object");
            }
            BundleKind kind = new BundleKind();
            Optional<String> problem = readBundle(parser, kind);
            if (problem.isPresent()) {
                return problem;
            }
            if (parser.nextToken() != null) {
                return Optional.of("not JSON: something follows the end of the object");
            }
            return kind.problem();
        }
    }

    private Optional<String> readBundle(JsonParser parser, BundleKind kind) throws IOException {
        Optional<String> problem = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("entry")) {
                Optional<String> ofThese = readEntries(parser, token, kind);
                if (ofThese.isPresent() && kind.isBundle()) {
                    return ofThese;
                }
                problem = problem.or(() -> ofThese);
            } else {
                kind.read(name, parser);
            }
        }
        // That it is a Bundle may be said after its entries.
        return kind.isBundle() ? problem : Optional.empty();
    }

    /// Empty where [#readBundle] has to say what is wrong.
    private Optional<ChartReading> chart(BundleParts parts) {
        int number = 0;
        for (BundleEntry entry : parts.first()) {
            if (take(entry, ++number, 0).isPresent()) {
                return Optional.empty();
            }
        }
        for (BundleEntry entry : parts.second()) {
            if (take(entry, ++number, parts.shift()).isPresent()) {
                return Optional.empty();
            }
        }
        return parts.kind().problem().isPresent() ? Optional.empty() : Optional.of(chart());
    }

    private Optional<String> readEntries(JsonParser parser, JsonToken token, BundleKind kind)
            throws IOException {
        if (token != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return Optional.of("not a FHIR R4 Bundle: entry is not a list");
        }
        int number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            number++;
            Optional<String> problem = take(BundleEntry.read(parser), number, 0);
            if (problem.isPresent()) {
                while (!kind.isBundle() && parser.nextToken() != JsonToken.END_ARRAY) {
                    parser.skipChildren();
                }
                return problem;
            }
        }
        return Optional.empty();
    }

    /// @param shift how much further in the source it stands than it says
    private Optional<String> take(BundleEntry entry, int number, int shift) {
        String where = "entry " + number;
        entry.remarks().forEach(remark -> remarks.add(remark.apply(where)));
        references.addAll(entry.references());
        FhirObject content = entry.content();
        if (content == null) {
            return Optional.empty();
        }
        marks = entry.marks();
        return add(content, entry.fullUrl(), entry.start() + shift, entry.end() + shift, where);
    }

    private Optional<String> readSequence() throws IOException {
        try (JsonParser parser = FhirJson.FACTORY.createParser(source)) {
            int number = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                number++;
                if (token != JsonToken.START_OBJECT) {
                    return Optional.of("resource " + number + " is not a JSON object");
                }
                int start = (int) parser.currentTokenLocation().getByteOffset();
                FhirObject content = readContent(parser);
                int end = (int) parser.currentLocation().getByteOffset();
                Optional<String> problem = add(content, "", start, end, "resource " + number);
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        }
    }

    private FhirObject readContent(JsonParser parser) throws IOException {
        FhirJson json = new FhirJson(parser);
        FhirObject content = json.resource();
        references.addAll(json.references);
        marks = json.marks();
        json.remarksOf(content).forEach(remark -> remarks.add(remark.apply("")));
        return content;
    }

    private Optional<String> add(
            FhirObject content, String fullUrl, int start, int end, String where) {
        if (content.typeName().isEmpty()) {
            remarks.add(where + " has no resourceType and was left out");
            return Optional.empty();
        }
        if (!isOfPatients(content.typeName())) {
            remarks.add(where + " (" + content.typeName() + ") is not about a patient");
            return Optional.empty();
        }
        if (content.text("id").isEmpty() && !fullUrl.isEmpty()) {
            // Rules find what refers to it by `Type/id`, so a resource without id goes by its URL.
            content.identify(fullUrl);
            referenceByUrl.put(fullUrl, content.typeName() + "/" + fullUrl);
        }
        Resource resource = new Resource(content, fullUrl, source, start, end, marks);
        if (resource.reference().isEmpty()) {
            return withoutReference(resource, where);
        }
        String reference = resource.reference();
        if (!fullUrl.isEmpty()) {
            referenceByUrl.putIfAbsent(fullUrl, reference);
            urls.putIfAbsent(reference, fullUrl);
        }
        Resource other = byReference.putIfAbsent(reference, resource);
        if (!fullUrl.isEmpty()) {
            byReference.putIfAbsent(referenceByUrl.getOrDefault(fullUrl, reference), resource);
        }
        if (other != null) {
            return other.json().equals(resource.json())
                    ? Optional.empty()
                    : Optional.of(reference + " is there twice with different content");
        }
        resources.add(resource);
        return Optional.empty();
    }

    /// Nothing can cite it, so no rule may rest on it; it is kept to be told of.
    private Optional<String> withoutReference(Resource resource, String where) {
        if (resource.type().equals("Patient")) {
            return Optional.of(where + " (Patient) has neither id nor fullUrl");
        }
        remarks.add(
                where + " (" + resource.type() + ") has neither id nor fullUrl and was left out");
        nameless.add(resource);
        return Optional.empty();
    }

    /// What a server says of its answer, and folders of resources, say nothing of a patient.
    private static boolean isOfPatients(String type) {
        return !NOT_OF_PATIENTS.contains(type);
    }

    private ChartReading chart() {
        List<Resource> patients =
                resources.stream().filter(resource -> resource.type().equals("Patient")).toList();
        if (patients.size() != 1) {
            return new ChartReading.Unusable(
                    patients.isEmpty()
                            ? "no Patient in it: a chart has exactly one"
                            : patients.size()
                                    + " patients in it ("
                                    + patients.getFirst()
                                    + ", "
                                    + patients.get(1)
                                    + "): a chart has exactly one");
        }
        link();
        return new ChartReading.Read(new Chart(patients.getFirst(), resources, nameless, remarks));
    }

    private void link() {
        for (FhirPrimitive reference : references) {
            String resolved = resolved(reference.toString());
            if (!resolved.equals(reference.toString())) {
                reference.resolveTo(resolved);
            }
        }
        for (Resource resource : resources) {
            if (resource.type().startsWith("Medication")
                    && resource.content().get("medication") instanceof FhirObject medication
                    && medication.typeName().equals("Reference")) {
                medicationOf(resource, medication)
                        .ifPresent(code -> resource.content().replace("medication", code));
            }
        }
    }

    /// A reference as `Type/id`, where it means a resource of this chart: by its URL, or by the end
    /// of an absolute one where the resource itself came without a URL that says otherwise.
    private String resolved(String reference) {
        String byUrl = referenceByUrl.get(reference);
        if (byUrl != null) {
            return byUrl;
        }
        int history = reference.indexOf("/_history/");
        String current = history < 0 ? reference : reference.substring(0, history);
        int id = current.lastIndexOf('/');
        int type = id < 0 ? -1 : current.lastIndexOf('/', id - 1);
        String relative = current.substring(type + 1);
        Resource found = byReference.get(relative);
        boolean isElsewhere =
                found != null && type >= 0 && urls.getOrDefault(relative, "").startsWith("http");
        return found == null || isElsewhere ? reference : relative;
    }

    /// The code of a referenced medication, contained or beside; rules then read it like any other.
    private Optional<FhirObject> medicationOf(Resource resource, FhirObject medication) {
        String reference = medication.text("reference").orElse("");
        if (reference.startsWith("#")) {
            return resource.content().objects("contained").stream()
                    .filter(inner ->
                            inner.text("id").filter(reference.substring(1)::equals).isPresent())
                    .findFirst()
                    .flatMap(inner -> inner.object("code"));
        }
        return Optional.ofNullable(byReference.get(reference))
                .flatMap(other -> other.content().object("code"));
    }

    private static String reasonOf(IOException e) {
        return switch (e) {
            case StreamConstraintsException limit -> "not readable: " + limit.getOriginalMessage();
            case StreamReadException broken ->
                    "not JSON: "
                            + firstLine(broken.getOriginalMessage())
                            + " (line "
                            + broken.getLocation().getLineNr()
                            + ", column "
                            + broken.getLocation().getColumnNr()
                            + ")";
            default -> "not readable: " + firstLine(String.valueOf(e.getMessage()));
        };
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
