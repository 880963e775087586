package org.osteon.pathway;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Sha256;
import org.osteon.pathway.reading.KnownRecognition;
import org.osteon.pathway.reading.Recognition;

/// Reads a knowledge folder, whole or some pathways of it. What came of reading, checking and
/// compiling this very folder before is taken from the [KnowledgeImage], where there is one.
final class KnowledgeLoader {
    private static final Pattern ASKED_BY_FORM =
            Pattern.compile("\"(?:expression|events)\"\\s*:\\s*\"([A-Za-z]\\w*)\\.\\\\\"");

    /// Who asks CQL beside the pathways: forms, drafts of reports.
    private static final Pattern ASKING = Pattern.compile(".*/(forms|registry|regions)/.*");

    /// Folders whose JSON is read.
    private static final Set<String> READ =
            Set.of(
                    "valuesets",
                    "forms",
                    "registry",
                    "regions",
                    "drawings",
                    "actions",
                    "recognition");

    private final Path folder;
    private final Optional<Path> elm;
    private final Set<String> only;
    private final Map<String, byte[]> contents = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, String> hashes = new TreeMap<>();
    private final List<KnowledgeProblem> problems = new ArrayList<>();
    private Optional<KnowledgeImage> image = Optional.empty();
    private @Nullable List<CqlCompiler.CqlSource> sources;
    private boolean isCompilable;

    /// @param only the pathways to load; none: all
    KnowledgeLoader(Path folder, Optional<Path> elm, Set<String> only) throws IOException {
        this.folder = folder;
        this.elm = elm;
        this.only = only;
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        read(folder.toFile(), "");
        if (elm.isPresent()) {
            image = KnowledgeImage.in(elm.get(), contents);
        }
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            files.put(file.getKey(), text(file.getValue()));
        }
    }

    /// By streams: channels take several times as long for many small files.
    private void read(File from, String path) throws IOException {
        File[] found = from.listFiles();
        if (found == null) {
            throw new IOException(from + " cannot be read");
        }
        for (File file : found) {
            String name = path + file.getName();
            if (isRead(name) && file.isFile()) {
                try (InputStream stream = new FileInputStream(file)) {
                    contents.put(name, stream.readAllBytes());
                }
            } else if (file.isDirectory() && !Files.isSymbolicLink(file.toPath())) {
                read(file, name + "/");
            }
        }
    }

    private static boolean isRead(String name) {
        if (name.endsWith(".cql") || name.endsWith("/pathway.json")) {
            return true;
        }
        int file = name.lastIndexOf('/');
        int parent = name.lastIndexOf('/', file - 1);
        return name.endsWith(".json")
                && ((parent > 0 && READ.contains(name.substring(parent + 1, file)))
                        || StudyKnowledge.isFile(name));
    }

    /// What the image is of was text when it was made.
    private String text(byte[] content) throws CharacterCodingException {
        return image.isPresent()
                ? new String(content, StandardCharsets.UTF_8)
                : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    }

    private List<CqlCompiler.CqlSource> sources() {
        if (sources == null) {
            sources = CqlSources.of(files, this::isWanted);
        }
        return sources;
    }

    KnowledgeBase load() throws IOException {
        ValueSets valueSets = valueSets();
        KnownRecognition recognition = recognition(valueSets);
        CqlLibraries libraries =
                image.isPresent() ? image.get().libraries() : new CqlLibraries(libraries());
        Map<String, PathwayDefinition> definitions = definitions();
        Map<String, CqlProgram> programs = programs(definitions, libraries);
        Map<String, Pathway> all = new LinkedHashMap<>();
        definitions.forEach((file, definition) ->
                all.put(
                        file,
                        pathway(
                                file,
                                definition,
                                libraries,
                                valueSets,
                                recognition,
                                Optional.ofNullable(programs.get(file)))));
        if (image.isEmpty()) {
            problems.addAll(
                    PathwayCheck.problems(
                            List.copyOf(all.values()), libraries, libraryFiles(), valueSets));
            problems.addAll(CqlSources.ofOneName(sources()));
        }
        List<StudyKnowledge> studies =
                only.isEmpty() ? StudyKnowledge.of(files, all, problems) : List.of();
        if (!problems.isEmpty()) {
            throw new BrokenKnowledgeException(problems);
        }
        all.keySet().removeIf(StudyKnowledge::isFile);
        return new KnowledgeBase(
                folder,
                List.copyOf(all.values()),
                studies,
                recognition,
                valueSets,
                files,
                image.map(KnowledgeImage::fileHashes).orElse(Map.of()));
    }

    /// Writes the image of a folder that is as it must be. Rules of which some run on the reference
    /// engine have none.
    void imageTo(Path target) throws IOException {
        Files.deleteIfExists(target.resolve(KnowledgeImage.FILE));
        image = Optional.empty();
        KnowledgeBase unused = load();
        if (isCompilable) {
            KnowledgeImage.write(
                    target.resolve(KnowledgeImage.FILE),
                    contents,
                    hashes,
                    ElmImageWriter.bytes(libraries()));
        }
    }

    private KnownRecognition recognition(ValueSets valueSets) {
        List<FhirObject> data = new ArrayList<>();
        files.forEach((name, text) -> {
            if (name.contains("/recognition/")) {
                read(name, text).ifPresent(data::add);
            }
        });
        try {
            return new KnownRecognition(data, valueSets::setsOf);
        } catch (IllegalArgumentException e) {
            problems.add(new KnowledgeProblem("recognition", String.valueOf(e.getMessage())));
            return new KnownRecognition(List.of());
        }
    }

    private Map<String, String> libraryFiles() {
        return sources().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                CqlCompiler.CqlSource::name,
                                CqlCompiler.CqlSource::file,
                                (first, unused) -> first));
    }

    private Pathway pathway(
            String file,
            PathwayDefinition definition,
            CqlLibraries libraries,
            ValueSets valueSets,
            Recognition recognition,
            Optional<CqlProgram> program) {
        String own = file.substring(0, file.lastIndexOf('/') + 1);
        List<Pathway.Orderable> options = new ArrayList<>();
        for (Rule rule : definition.rules("options")) {
            Optional<FhirObject> order = definition.contained(rule.id());
            if (order.isEmpty()) {
                problems.add(
                        new KnowledgeProblem(
                                file,
                                "option '" + rule.id() + "' has no contained order with that id"));
            } else {
                options.add(
                        new Pathway.Orderable(
                                rule.id(),
                                rule.title(),
                                ChartReader.contained(order.get()),
                                form(own + "forms/" + rule.id() + ".json")));
            }
        }
        return new Pathway(
                definition,
                libraries,
                valueSets,
                recognition,
                hash(file, own, definition),
                options,
                form(own + "forms/" + Pathway.RECORD_FORM + ".json"),
                program);
    }

    private Map<String, PathwayDefinition> definitions() {
        Map<String, FhirObject> shared = sharedActions();
        Map<String, PathwayDefinition> definitions = new LinkedHashMap<>();
        files.forEach((name, text) -> {
            if (isWanted(name)
                    && (name.endsWith("/pathway.json") || StudyKnowledge.isCriteria(name))) {
                read(name, text)
                        .ifPresent(
                                plan -> definitions.put(name, new PathwayDefinition(plan, shared)));
            }
        });
        return definitions;
    }

    /// One program for all pathways, so that what they share is evaluated once; where one of them
    /// cannot be compiled, the others have programs of their own.
    private Map<String, CqlProgram> programs(
            Map<String, PathwayDefinition> definitions, CqlLibraries libraries) {
        Map<String, CqlProgram> programs = new HashMap<>();
        try {
            CqlProgram all = compiled(definitions.values(), libraries);
            definitions.keySet().forEach(file -> programs.put(file, all));
            isCompilable = true;
        } catch (UnsupportedCqlException unused) {
            definitions.forEach((file, definition) -> {
                try {
                    programs.put(file, compiled(List.of(definition), libraries));
                } catch (UnsupportedCqlException e) {
                    log().log(
                                    System.Logger.Level.WARNING,
                                    "{0} runs on the reference engine, many times slower: {1} is not"
                                            + " compiled",
                                    definition.id(),
                                    e.getMessage());
                }
            });
        }
        return programs;
    }

    private CqlProgram compiled(Collection<PathwayDefinition> definitions, CqlLibraries libraries)
            throws UnsupportedCqlException {
        if (libraries.areCompilable()) {
            return CqlProgram.compile(libraries, Set.of());
        }
        Set<String> names = new LinkedHashSet<>();
        definitions.forEach(definition -> names.addAll(definition.libraries()));
        names.addAll(askedByForms());
        return CqlProgram.compile(libraries, names);
    }

    /// The libraries that forms and drafts of reports ask, whichever pathway's they are:
    /// `Library."Definition"`.
    private Set<String> askedByForms() {
        Set<String> names = new TreeSet<>();
        files.forEach((name, text) -> {
            if (isWanted(name) && ASKING.matcher(name).matches()) {
                Matcher asked = ASKED_BY_FORM.matcher(text);
                while (asked.find()) {
                    names.add(asked.group(1));
                }
            }
        });
        return names;
    }

    private Optional<FhirObject> form(String name) {
        String text = files.get(name);
        return text == null ? Optional.empty() : read(name, text);
    }

    private String hash(String file, String own, PathwayDefinition definition) {
        String hash = image.flatMap(one -> one.hash(file)).orElseGet(() -> hash(own, definition));
        hashes.put(file, hash);
        return hash;
    }

    /// Over the pathway's own files, the shared ones, and those of the therapy that a study is of.
    private String hash(String own, PathwayDefinition definition) {
        String therapy = definition.therapy() + "/";
        MessageDigest digest = Sha256.begun();
        files.forEach((name, text) -> {
            if (name.startsWith(own)
                    || name.startsWith("common/")
                    || (StudyKnowledge.isFile(own + "study.json") && name.startsWith(therapy))) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private ValueSets valueSets() {
        ValueSets valueSets = new ValueSets();
        files.forEach((name, text) -> {
            if (name.contains("/valuesets/")) {
                read(name, text).ifPresent(valueSets::add);
            }
        });
        return valueSets;
    }

    private Map<String, FhirObject> sharedActions() {
        Map<String, FhirObject> shared = new HashMap<>();
        files.forEach((name, text) -> {
            if (name.contains("/actions/")) {
                read(name, text)
                        .ifPresent(
                                plan -> plan.text("url").ifPresent(url -> shared.put(url, plan)));
            }
        });
        return shared;
    }

    private Optional<FhirObject> read(String name, String text) {
        try {
            return Optional.of(ChartReader.resource(text).content());
        } catch (IllegalArgumentException e) {
            problems.add(new KnowledgeProblem(name, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /// Whether a file is of a pathway that is loaded, or of all.
    private boolean isWanted(String name) {
        String top = name.substring(0, Math.max(name.indexOf('/'), 0));
        return only.isEmpty() || top.equals("common") || only.contains(top);
    }

    private Map<String, Library> libraries() throws IOException {
        if (elm.isPresent()) {
            Optional<Map<String, Library>> ready = ElmFiles.read(elm.get(), sources());
            if (ready.isPresent()) {
                return ready.get();
            }
        }
        CqlCompiler.Compiled compiled = CqlCompiler.compile(sources());
        problems.addAll(compiled.problems());
        return compiled.libraries();
    }

    void compileTo(Path target) throws IOException {
        if (ElmFiles.serves(target, sources())) {
            return;
        }
        CqlCompiler.Compiled compiled = CqlCompiler.compile(sources());
        if (!compiled.problems().isEmpty()) {
            throw new BrokenKnowledgeException(compiled.problems());
        }
        ElmFiles.write(target, sources(), new LinkedHashMap<>(compiled.libraries()));
    }

    /// Looked for when there is something to say, as every jar is looked into.
    private static System.Logger log() {
        return System.getLogger(KnowledgeLoader.class.getName());
    }
}
