package org.osteon.search;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.search.RankedDonor;
import org.osteon.hla.search.RepeatSearch;
import org.osteon.hla.search.SearchResult;

/// Searches that somebody kept, to run them again later and see what changed: a file each, in the
/// registry's folder.
public final class KeptSearches {
    /// A search that finds more is too wide to be followed donor by donor.
    public static final int MOST_DONORS = 5000;

    /// The last field of a file, and by far the largest.
    private static final String DONORS = "donors";

    private static final Pattern ID = Pattern.compile("[0-9]{8}-[0-9]{6}(-[0-9]{1,4})?");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;

    /// The searches kept with the registry in this folder.
    public KeptSearches(Path registry) {
        folder = registry.resolve("searches");
    }

    /// A search as it was kept.
    ///
    /// @param id of the file
    /// @param title what it is called
    /// @param author who kept it
    /// @param at when
    /// @param query the typing and the settings, as an address says them
    /// @param patient the patient's typing
    /// @param dataVersion the state of the registry
    /// @param run what was found
    public record Kept(
            String id,
            String title,
            String author,
            Instant at,
            String query,
            String patient,
            long dataVersion,
            RepeatSearch.Run run) {}

    /// What a search found, to be compared.
    public static RepeatSearch.Run run(SearchResult result) {
        Map<String, RepeatSearch.Found> donors = new LinkedHashMap<>();
        for (RankedDonor ranked : result.donors()) {
            donors.put(
                    ranked.donor().id(),
                    new RepeatSearch.Found(
                            ranked.typing().glString(),
                            ranked.comparison().mismatches().toString(),
                            ranked.probability()
                                    .map(MatchProbability::total)
                                    .map(total ->
                                            String.format(
                                                    java.util.Locale.ROOT, "%.6f", total.zero()))
                                    .orElse(""),
                            SearchWords.of(ranked.donor().availability())));
        }
        return new RepeatSearch.Run(result.release(), result.frequencySet().orElse(""), donors);
    }

    /// Keeps a search under an id of its own, which is given back.
    ///
    /// @throws IOException where the folder cannot be written
    public String keep(Kept search) throws IOException {
        Files.createDirectories(folder);
        String id = search.id();
        if (id.isEmpty()) {
            String stamp = STAMP.format(search.at());
            id = stamp;
            for (int i = 2; Files.exists(file(id)); i++) {
                id = stamp + "-" + i;
            }
        }
        Path fresh = folder.resolve(id + ".new");
        Files.writeString(fresh, json(search).toPrettyString());
        Files.move(
                fresh,
                file(id),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return id;
    }

    /// What a list of searches shows of one.
    ///
    /// @param found how many donors it found
    public record Title(String id, String title, String author, String query, int found) {}

    /// All of them, the latest first; a file that cannot be read is left out. The donors found are
    /// not read.
    public List<Title> titles() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - 5))
                    .filter(id -> ID.matcher(id).matches())
                    .sorted(Comparator.reverseOrder())
                    .forEach(ids::add);
        }
        List<Title> titles = new ArrayList<>();
        for (String id : ids) {
            title(id).ifPresent(titles::add);
        }
        return titles;
    }

    private Optional<Title> title(String id) throws IOException {
        Map<String, String> head = new LinkedHashMap<>();
        try (JsonParser json = MAPPER.createParser(file(id).toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME && !json.currentName().equals(DONORS)) {
                String name = json.currentName();
                json.nextToken();
                head.put(name, json.getText());
            }
            return Optional.of(
                    new Title(
                            id,
                            head.getOrDefault("title", id),
                            head.getOrDefault("author", ""),
                            head.getOrDefault("query", ""),
                            Integer.parseInt(head.getOrDefault("found", "0"))));
        } catch (JsonProcessingException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// The search of an id.
    public Optional<Kept> find(String id) throws IOException {
        if (!ID.matcher(id).matches() || !Files.isRegularFile(file(id))) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(id, MAPPER.readTree(Files.readString(file(id)))));
        } catch (JsonProcessingException | java.time.DateTimeException _) {
            return Optional.empty();
        }
    }

    private Path file(String id) {
        return folder.resolve(id + ".json");
    }

    private static ObjectNode json(Kept search) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("title", search.title());
        json.put("author", search.author());
        json.put("at", search.at().toString());
        json.put("query", search.query());
        json.put("patient", search.patient());
        json.put("dataVersion", search.dataVersion());
        json.put("release", search.run().release());
        json.put("frequencySet", search.run().frequencySet());
        json.put("found", search.run().donors().size());
        ObjectNode donors = json.putObject(DONORS);
        search.run()
                .donors()
                .forEach((id, found) ->
                        donors.putObject(id)
                                .put("typing", found.typing())
                                .put("mismatches", found.mismatches())
                                .put("probability", found.probability())
                                .put("status", found.status()));
        return json;
    }

    private static Kept read(String id, JsonNode json) {
        Map<String, RepeatSearch.Found> donors = new LinkedHashMap<>();
        json.path(DONORS)
                .properties()
                .forEach(entry ->
                        donors.put(
                                entry.getKey(),
                                new RepeatSearch.Found(
                                        entry.getValue().path("typing").asText(),
                                        entry.getValue().path("mismatches").asText(),
                                        entry.getValue().path("probability").asText(),
                                        entry.getValue().path("status").asText())));
        return new Kept(
                id,
                json.path("title").asText(),
                json.path("author").asText(),
                Instant.parse(json.path("at").asText()),
                json.path("query").asText(),
                json.path("patient").asText(),
                json.path("dataVersion").asLong(),
                new RepeatSearch.Run(
                        json.path("release").asText(), json.path("frequencySet").asText(), donors));
    }
}
