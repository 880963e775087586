package org.osteon.pathway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
import java.util.stream.Stream;
import org.hl7.elm.r1.Library;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;
import org.osteon.chart.Sha256;
import org.osteon.pathway.reading.KnownRecognition;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.pathway.reading.Recognition;
import org.osteon.pathway.reading.SiteMapException;
import org.osteon.pathway.reading.SiteMaps;

/// Everything that medicine says, read from a folder: one folder per pathway and `common`.
///
/// A pathway is a folder with a `pathway.json` (a FHIR PlanDefinition); it is found by being there
/// (X6). `*.cql` files, `valuesets/*.json` and `actions/*.json` of all folders are shared.
public final class KnowledgeBase {
    private static final System.Logger LOG = System.getLogger(KnowledgeBase.class.getName());

    private static final Pattern ASKED_BY_FORM =
            Pattern.compile("\"(?:expression|events)\"\\s*:\\s*\"([A-Za-z]\\w*)\\.\\\\\"");

    /// Who asks CQL beside the pathways: forms, drafts of reports.
    private static final Pattern ASKING = Pattern.compile(".*/(forms|registry|regions)/.*");

    private final Path folder;
    private final List<Pathway> pathways;
    private final List<StudyKnowledge> studies;
    private final Recognition recognition;
    private final KnownRecognition known;
    private final ValueSets valueSets;
    private final Map<String, String> files;
    private final SiteMaps maps;

    private KnowledgeBase(
            Path folder,
            List<Pathway> pathways,
            List<StudyKnowledge> studies,
            KnownRecognition known,
            ValueSets valueSets,
            Map<String, String> files) {
        this.folder = folder;
        this.pathways = List.copyOf(pathways);
        this.studies = List.copyOf(studies);
        this.recognition = known;
        this.known = known;
        this.valueSets = valueSets;
        this.files = files;
        this.maps = SiteMaps.none();
    }

    private KnowledgeBase(KnowledgeBase base, SiteMaps maps) {
        this.folder = base.folder;
        this.recognition = maps.then(base.known);
        this.pathways =
                base.pathways.stream()
                        .map(pathway -> pathway.with(recognition, maps.hash()))
                        .toList();
        this.studies =
                base.studies.stream().map(study -> study.with(recognition, maps.hash())).toList();
        this.known = base.known;
        this.valueSets = base.valueSets;
        this.files = base.files;
        this.maps = maps;
    }

    /// Reads a knowledge folder and compiles its CQL.
    ///
    /// @throws BrokenKnowledgeException where anything in it is wrong, with every problem
    /// @throws IOException where the folder cannot be read
    public static KnowledgeBase load(Path folder) throws IOException {
        return new Loader(folder, Optional.empty(), Set.of()).load();
    }

    /// Reads a knowledge folder with ELM that [#compile] wrote before; CQL that has changed since
    /// is compiled again.
    public static KnowledgeBase load(Path folder, Path elm) throws IOException {
        return load(folder, elm, Set.of());
    }

    /// The same of some pathways alone, for who asks nothing of the others: their rules are not
    /// even read.
    ///
    /// @param pathways by the names of their folders; none: all
    public static KnowledgeBase load(Path folder, Path elm, Set<String> pathways)
            throws IOException {
        return new Loader(folder, Optional.of(elm), pathways).load();
    }

    /// Compiles the CQL of a knowledge folder to ELM files, for a quick start; what is there and
    /// still right stays.
    public static void compile(Path folder, Path elm) throws IOException {
        new Loader(folder, Optional.empty(), Set.of()).compileTo(elm);
    }

    /// A resource in one line for people; codes without words are called what the value sets call
    /// them.
    public String text(Resource resource) {
        return ResourceText.of(resource, valueSets::name);
    }

    /// What a coding is called: by its own words, else by those of a value set, else by its code.
    public String name(Coding coding) {
        return valueSets.name(coding);
    }

    /// The folder it was read from: one folder per pathway, named by its id, and `common`.
    public Path folder() {
        return folder;
    }

    /// How its rules recognise what a chart says in other codes, units and words than theirs.
    public Recognition recognition() {
        return recognition;
    }

    /// The same knowledge with a site's maps before it: ConceptMaps and a table of units.
    ///
    /// @throws SiteMapException where a row cannot be used, with every problem
    /// @throws IOException where the folder cannot be read
    public KnowledgeBase withMaps(Path folder) throws IOException, SiteMapException {
        return new KnowledgeBase(this, known.siteMaps(folder, this::reads));
    }

    /// The site's maps that are applied.
    public SiteMaps maps() {
        return maps;
    }

    /// Whether rules ask for a code.
    public boolean reads(Coding coding) {
        return !valueSets.setsOf(coding).isEmpty();
    }

    /// The codes of a value set, and those recognised as one of them: `system|code`,
    /// `system|code*`.
    public Set<String> codesOf(String valueSet) {
        return new SetCodes(valueSets, files.entrySet()).of(valueSet);
    }

    /// Why nobody can use a result as it is written: its unit is none that rules read, or a body
    /// cannot have that value; empty where neither is known to be so.
    public Optional<String> doubt(Resource observation) {
        return known.doubt(observation);
    }

    /// A look at what charts hold that these rules do not understand.
    public ReadingSurvey survey() {
        return new ReadingSurvey(known, recognition, this::reads);
    }

    /// The files it was read from, by name within the folder.
    public Map<String, String> files() {
        return Collections.unmodifiableMap(files);
    }

    /// The pathways, by id.
    public List<Pathway> pathways() {
        return pathways;
    }

    /// The types of resources that a pathway asks a chart for.
    public Set<String> typesRead(Pathway pathway) {
        return new TypesRead(files).of(pathway);
    }

    /// The pathway of that id.
    public Optional<Pathway> pathway(String id) {
        return pathways.stream().filter(pathway -> pathway.id().equals(id)).findFirst();
    }

    /// That there is no pathway of an id, in words that name those that there are.
    public String noPathway(String id) {
        return "unknown pathway '"
                + id
                + "'; known: "
                + pathways.stream().map(Pathway::id).collect(Collectors.joining(", "));
    }

    /// The studies, by id.
    public List<StudyKnowledge> studies() {
        return studies;
    }

    /// The study of that id.
    public Optional<StudyKnowledge> study(String id) {
        return studies.stream().filter(study -> study.id().equals(id)).findFirst();
    }

    private static final class Loader {
        private final Path folder;
        private final Optional<Path> elm;
        private final Set<String> only;
        private final List<CqlCompiler.CqlSource> sources;
        private final Map<String, String> files = new TreeMap<>();
        private final List<KnowledgeProblem> problems = new ArrayList<>();

        /// @param only the pathways to load; none: all
        Loader(Path folder, Optional<Path> elm, Set<String> only) throws IOException {
            this.folder = folder;
            this.elm = elm;
            this.only = only;
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.filter(Files::isRegularFile).toList()) {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    if (name.endsWith(".cql")
                            || name.endsWith("/pathway.json")
                            || StudyKnowledge.isFile(name)
                            || name.matches(
                                    ".*/(valuesets|forms|registry|regions|drawings|actions|recognition)/[^/]+\\.json")) {
                        files.put(name, Files.readString(file));
                    }
                }
            }
            this.sources = CqlSources.of(files, this::isWanted);
        }

        KnowledgeBase load() throws IOException {
            ValueSets valueSets = valueSets();
            KnownRecognition recognition = recognition(valueSets);
            CqlLibraries libraries = new CqlLibraries(libraries());
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
            problems.addAll(
                    PathwayCheck.problems(
                            List.copyOf(all.values()), libraries, libraryFiles(), valueSets));
            problems.addAll(CqlSources.ofOneName(sources));
            List<StudyKnowledge> studies =
                    only.isEmpty() ? StudyKnowledge.of(files, all, problems) : List.of();
            if (!problems.isEmpty()) {
                throw new BrokenKnowledgeException(problems);
            }
            all.keySet().removeIf(StudyKnowledge::isFile);
            return new KnowledgeBase(
                    folder, List.copyOf(all.values()), studies, recognition, valueSets, files);
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
            return sources.stream()
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
                                    "option '"
                                            + rule.id()
                                            + "' has no contained order with that id"));
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
                    hash(own, definition),
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
                            .ifPresent(plan ->
                                    definitions.put(name, new PathwayDefinition(plan, shared)));
                }
            });
            return definitions;
        }

        /// One program for all pathways, so that what they share is evaluated once; where one of
        /// them cannot be compiled, the others have programs of their own.
        private Map<String, CqlProgram> programs(
                Map<String, PathwayDefinition> definitions, CqlLibraries libraries) {
            Map<String, CqlProgram> programs = new HashMap<>();
            try {
                CqlProgram all = compiled(definitions.values(), libraries);
                definitions.keySet().forEach(file -> programs.put(file, all));
            } catch (UnsupportedCqlException unused) {
                definitions.forEach((file, definition) -> {
                    try {
                        programs.put(file, compiled(List.of(definition), libraries));
                    } catch (UnsupportedCqlException e) {
                        LOG.log(
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

        private CqlProgram compiled(
                Collection<PathwayDefinition> definitions, CqlLibraries libraries)
                throws UnsupportedCqlException {
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

        /// Over the pathway's own files, the shared ones, and those of the therapy that a study is
        /// of.
        private String hash(String own, PathwayDefinition definition) {
            String therapy = definition.therapy() + "/";
            MessageDigest digest = Sha256.begun();
            files.forEach((name, text) -> {
                if (name.startsWith(own)
                        || name.startsWith("common/")
                        || (StudyKnowledge.isFile(own + "study.json")
                                && name.startsWith(therapy))) {
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
                            .ifPresent(plan ->
                                    plan.text("url").ifPresent(url -> shared.put(url, plan)));
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
                Optional<Map<String, Library>> ready = ElmFiles.read(elm.get(), sources);
                if (ready.isPresent()) {
                    return ready.get();
                }
            }
            CqlCompiler.Compiled compiled = CqlCompiler.compile(sources);
            problems.addAll(compiled.problems());
            return compiled.libraries();
        }

        void compileTo(Path target) throws IOException {
            if (ElmFiles.serves(target, sources)) {
                return;
            }
            CqlCompiler.Compiled compiled = CqlCompiler.compile(sources);
            if (!compiled.problems().isEmpty()) {
                throw new BrokenKnowledgeException(compiled.problems());
            }
            ElmFiles.write(target, sources, new LinkedHashMap<>(compiled.libraries()));
        }

        @Override
        public String toString() {
            return folder.toString();
        }
    }
}
