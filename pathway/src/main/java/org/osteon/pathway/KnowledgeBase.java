package org.osteon.pathway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osteon.chart.Coding;
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
    private final Path folder;
    private final List<Pathway> pathways;
    private final List<StudyKnowledge> studies;
    private final Recognition recognition;
    private final KnownRecognition known;
    private final ValueSets valueSets;
    private final Map<String, String> files;
    private final Map<String, String> fileHashes;
    private final SiteMaps maps;

    /// @param fileHashes of files whose hashes are known, by name
    KnowledgeBase(
            Path folder,
            List<Pathway> pathways,
            List<StudyKnowledge> studies,
            KnownRecognition known,
            ValueSets valueSets,
            Map<String, String> files,
            Map<String, String> fileHashes) {
        this.folder = folder;
        this.pathways = List.copyOf(pathways);
        this.studies = List.copyOf(studies);
        this.recognition = known;
        this.known = known;
        this.valueSets = valueSets;
        this.files = files;
        this.fileHashes = new ConcurrentHashMap<>(fileHashes);
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
        this.fileHashes = base.fileHashes;
        this.maps = maps;
    }

    /// Reads a knowledge folder and compiles its CQL.
    ///
    /// @throws BrokenKnowledgeException where anything in it is wrong, with every problem
    /// @throws IOException where the folder cannot be read
    public static KnowledgeBase load(Path folder) throws IOException {
        return new KnowledgeLoader(folder, Optional.empty(), Set.of()).load();
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
        return new KnowledgeLoader(folder, Optional.of(elm), pathways).load();
    }

    /// Compiles the CQL of a knowledge folder to ELM files, for a quick start; what is there and
    /// still right stays.
    public static void compile(Path folder, Path elm) throws IOException {
        new KnowledgeLoader(folder, Optional.empty(), Set.of()).compileTo(elm);
    }

    /// Writes beside compiled rules what else a start would have to work out: for this very release
    /// of Osteon and this very folder.
    ///
    /// @throws BrokenKnowledgeException where anything in it is wrong, with every problem
    static void prepare(Path folder, Path elm) throws IOException {
        new KnowledgeLoader(folder, Optional.of(elm), Set.of()).imageTo(elm);
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

    /// SHA-256 (hex) of a file that it was read from.
    ///
    /// @throws java.util.NoSuchElementException where it was read from none of that name
    public String fileHash(String name) {
        return fileHashes.computeIfAbsent(
                name, unused -> Sha256.hex(Optional.ofNullable(files.get(name)).orElseThrow()));
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
}
