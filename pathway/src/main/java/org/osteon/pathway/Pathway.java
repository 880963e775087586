package org.osteon.pathway;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;
import org.osteon.chart.Sha256;
import org.osteon.pathway.reading.Recognition;

/// The whole way of one therapy, ready to be applied to charts. Immutable and safe to share.
public final class Pathway {
    private static final Pattern QUALIFIED = Pattern.compile("([A-Za-z]\\w*)\\.\"([^\"]+)\"");

    private final PathwayDefinition definition;
    private final CqlLibraries libraries;
    private final ValueSets valueSets;
    private final Recognition recognition;
    private final String knowledgeHash;
    private final List<DecisionWord> decisions;
    private final List<Orderable> options;
    private final Optional<FhirObject> recordForm;
    private final Optional<CqlProgram> program;
    private final Map<String, Definition> expressions = new HashMap<>();

    /// The code system of values of results.
    private static final String RESULT = "urn:osteon:result";

    /// The name of the form of what was given.
    static final String RECORD_FORM = "given";

    /// Where an expression is defined.
    record Definition(String libraryName, Library library, ExpressionDef expression) {}

    /// A resource in one line for people; codes without words are called what the value sets of the
    /// knowledge call them.
    public String text(Resource resource) {
        return ResourceText.of(resource, valueSets::name);
    }

    /// The same of a resource on its chart, which says whom or what else it is about.
    public String text(Resource resource, Chart chart) {
        return ResourceText.of(resource, valueSets::name, chart);
    }

    /// What a value of a result is called that is a code: in that result, else anywhere. Empty
    /// where the knowledge has no name for it.
    public Optional<String> word(String result, String code) {
        return valueSets.word(RESULT, result + "/" + code).or(() -> valueSets.word(RESULT, code));
    }

    /// Something that could be ordered.
    ///
    /// @param id the option's id
    /// @param title what would be ordered
    /// @param order the order as the pathway writes it, a draft without patient and date
    /// @param form what is asked when it is ordered: a FHIR Questionnaire whose items name, in
    ///   `definition`, the element of the order that the answer goes to; the file `forms/ID.json`
    public record Orderable(String id, String title, Resource order, Optional<FhirObject> form) {}

    Pathway(
            PathwayDefinition definition,
            CqlLibraries libraries,
            ValueSets valueSets,
            Recognition recognition,
            String knowledgeHash,
            List<Orderable> options,
            Optional<FhirObject> recordForm,
            Optional<CqlProgram> program) {
        this.program = program;
        this.recordForm = recordForm;
        this.definition = definition;
        this.libraries = libraries;
        this.valueSets = valueSets;
        this.recognition = recognition;
        this.knowledgeHash = knowledgeHash;
        this.options = options;
        this.decisions =
                definition.group("decisions").isEmpty()
                        ? List.of()
                        : definition.decisionActions().stream().map(DecisionWord::of).toList();
        for (String name : definition.libraries()) {
            libraries
                    .library(name)
                    .ifPresent(library ->
                            libraries
                                    .expressions(name)
                                    .forEach((key, expression) ->
                                            expressions.putIfAbsent(
                                                    key,
                                                    new Definition(name, library, expression))));
        }
    }

    /// Its id, the name of its folder, for example `bone-modifying-agents`.
    public String id() {
        return definition.id();
    }

    /// Its name for people.
    public String title() {
        return definition.title();
    }

    /// What it is for, in a sentence or two.
    public String description() {
        return definition.description();
    }

    /// The version of its knowledge.
    public String version() {
        return definition.version();
    }

    /// SHA-256 (hex) over everything its conclusions rest on.
    public String knowledgeHash() {
        return knowledgeHash;
    }

    /// The documents its rules cite.
    public List<Source> sources() {
        return definition.sources();
    }

    /// Its decision words, from the most to the least severe.
    public List<DecisionWord> decisions() {
        return decisions;
    }

    /// Its criteria, each with the alerts that belong to it.
    public List<Rule> criteria() {
        return definition.rules("criteria");
    }

    /// Every alert of its register.
    public List<Rule> alerts() {
        return criteria().stream().flatMap(criterion -> criterion.rules().stream()).toList();
    }

    /// The names of its results.
    public List<Rule> results() {
        return definition.rules("results");
    }

    /// What it plans.
    public List<Rule> plan() {
        return definition.rules("plan");
    }

    /// How patients are followed: what time zero is, and until when.
    public Optional<Rule> followUp() {
        return definition.group("follow-up");
    }

    /// The board on which the patients of the pathway stand: its rules are the columns, from the
    /// first to the last. Empty where the pathway has none.
    public Optional<Rule> board() {
        return definition.group("board");
    }

    /// Which answers are asked of patients over time: its rules are the times, in their order.
    /// Empty where the pathway asks for none.
    public Optional<Rule> askedAnswers() {
        return definition.group("answers");
    }

    /// How a patient's page is laid out. Empty where the pathway leaves that to the page.
    Optional<Rule> page() {
        return definition.group("page");
    }

    /// What a patient's ribbon of days shows: its rules are the lanes. Empty where it has none.
    Optional<Rule> ribbon() {
        return definition.group("ribbon");
    }

    /// What was to be given on which day. Empty where the pathway has no such calendar.
    Optional<Rule> calendar() {
        return definition.group("calendar");
    }

    /// What patients can be compared by: known at time zero, in words.
    public List<Rule> factors() {
        return definition.rules("factors").stream().filter(one -> !isNumber(one)).toList();
    }

    /// What is known at time zero as a number: models take it, nobody is grouped by it. In
    /// knowledge such a factor bears the code `number` of `urn:osteon:factor`.
    public List<Rule> numbers() {
        return definition.rules("factors").stream().filter(Pathway::isNumber).toList();
    }

    private static boolean isNumber(Rule factor) {
        return factor.codes("urn:osteon:factor").contains("number");
    }

    /// Factors and numbers, as tables have them.
    public List<Rule> covariates() {
        return Stream.concat(factors().stream(), numbers().stream()).toList();
    }

    /// Its endpoints, each with its kinds of event: first the one of interest, then those that
    /// compete.
    public List<Rule> endpoints() {
        return definition.rules("endpoints");
    }

    /// What patients report over time.
    public List<Rule> measures() {
        return definition.rules("measures");
    }

    /// What is measured of a patient over time.
    public List<Rule> trends() {
        return definition.rules("trends");
    }

    PathwayDefinition definition() {
        return definition;
    }

    /// The check of a record that an alert about its order asks for: kept only with a reason.
    public Optional<String> recordCheck(String alert) {
        return criteria().stream()
                .flatMap(criterion -> criterion.rules().stream())
                .filter(rule -> rule.id().equals(alert))
                .findFirst()
                .flatMap(Rule::record);
    }

    /// What is asked of what was given, beside day, time, amount and lot: a FHIR Questionnaire
    /// whose items name, in `definition`, the element of the administration that the answer goes
    /// to; the file `forms/given.json`. Empty where nothing more is asked.
    public Optional<FhirObject> recordForm() {
        return recordForm;
    }

    /// What could be ordered, in the order of preference.
    public List<Orderable> options() {
        return options;
    }

    /// The names of all CQL expressions that its rules can use.
    Set<String> expressionNames() {
        return expressions.keySet();
    }

    boolean isCompiled() {
        return program.isPresent();
    }

    Optional<Definition> expression(String name) {
        return Optional.ofNullable(expressions.get(name));
    }

    /// An expression by its name, or of any library of the knowledge as `Library."Definition"`.
    Optional<Definition> named(String name) {
        Matcher qualified = QUALIFIED.matcher(name);
        if (!qualified.matches()) {
            return expression(name);
        }
        String library = qualified.group(1);
        ExpressionDef found = libraries.expressions(library).get(qualified.group(2));
        return found == null
                ? Optional.empty()
                : libraries.library(library).map(home -> new Definition(library, home, found));
    }

    /// Whether an expression of that name, or `Library."Definition"`, can be asked.
    public boolean defines(String name) {
        return named(name).isPresent();
    }

    Optional<DecisionWord> decision(String word) {
        for (DecisionWord decision : decisions) {
            if (decision.word().equals(word)) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }

    /// What this pathway says of a chart as of a day: what the chart dates later is not known yet.
    /// To ask several pathways about one chart, use [ChartOnDay].
    public Assessment assess(Chart chart, LocalDate asOf) {
        return new ChartOnDay(List.of(this), chart, asOf).assess(this);
    }

    /// The same, and where nothing is planned also what it would say of each thing that could be
    /// ordered.
    public Assessment assessWithOptions(Chart chart, LocalDate asOf) {
        return new ChartOnDay(List.of(this), chart, asOf).assessWithOptions(this);
    }

    /// Measurements over time and the events of a chart, for the eye (not part of the assessment).
    public Course course(Chart chart, LocalDate asOf) {
        return new ChartOnDay(List.of(this), chart, asOf).course(this);
    }

    /// What became of the patient, as far as the chart tells on a day.
    public Outcomes outcomes(Chart chart, LocalDate asOf) {
        return new ChartOnDay(List.of(this), chart, asOf).outcomes(this);
    }

    /// The plain value of one of its expressions, to look at while knowledge is written.
    ///
    /// @throws IllegalArgumentException where it defines no such expression
    public @Nullable Object evaluate(String expression, Chart chart, LocalDate asOf) {
        return new ChartOnDay(List.of(this), chart, asOf).evaluate(this, expression);
    }

    /// What its tables to read are called.
    public List<String> tableTitles() {
        return definition.rules("tables").stream().map(Rule::title).toList();
    }

    /// Its tables to read, as they stand on a day; they say nothing of any patient.
    public List<KnowledgeTable> tables(LocalDate day) {
        return definition.rules("tables").stream()
                .map(rule -> KnowledgeTable.of(rule, this, day))
                .toList();
    }

    /// The visits of one of its measures, whoever the patient is: the planned day after time zero,
    /// by what they are called.
    public Map<String, Integer> visits(Rule measure, LocalDate day) {
        Object planned =
                measure.expression("visits")
                        .map(expression -> evaluate(expression, KnowledgeTable.nobody(), day))
                        .orElse(List.of());
        Map<String, Integer> days = new LinkedHashMap<>();
        if (planned instanceof Iterable<?> visits) {
            visits.forEach(visit -> {
                if (visit instanceof Map<?, ?> map && map.get("planned") instanceof Integer at) {
                    days.put(String.valueOf(map.get("label")), at);
                }
            });
        }
        return days;
    }

    /// What is published about one of its endpoints or measures, to be read beside one's own.
    public List<PublishedFact> published(Rule outcome, LocalDate day) {
        return PublishedFact.of(outcome, this, day);
    }

    /// What was asked for, by the names of the value sets and codes.
    List<Assessment.LookedFor> lookedFor(List<CqlEvaluation.Retrieved> retrieved) {
        Map<String, Boolean> facts = new TreeMap<>();
        for (CqlEvaluation.Retrieved one : retrieved) {
            if (!one.wanted().isEmpty()) {
                facts.merge(
                        valueSets.title(one.wanted()), !one.found().isEmpty(), Boolean::logicalOr);
            }
        }
        return facts.entrySet().stream()
                .map(fact -> new Assessment.LookedFor(fact.getKey(), fact.getValue()))
                .toList();
    }

    /// Types of resources that count whatever their own date.
    Set<String> undatedTypes() {
        return definition.undatedTypes();
    }

    Recognition recognition() {
        return recognition;
    }

    Optional<CqlProgram> program() {
        return program;
    }

    CompiledEvaluation compiled(CqlProgram compiled, Chart known, LocalDate asOf) {
        return new CompiledEvaluation(
                definition.therapy(), compiled, libraries, valueSets, known, asOf);
    }

    ReferenceEvaluation onReferenceEngine(Chart known, LocalDate asOf) {
        return new ReferenceEvaluation(definition.therapy(), libraries, valueSets, known, asOf);
    }

    /// The CQL expressions that its rules name, by library: what an assessment may ask.
    public Map<String, List<String>> expressionsByLibrary() {
        return definition.groups().stream()
                .flatMap(group -> group.withDescendants().stream())
                .flatMap(rule -> rule.allExpressions().stream())
                .distinct()
                .flatMap(name -> expression(name).stream())
                .collect(
                        Collectors.groupingBy(
                                Definition::libraryName,
                                LinkedHashMap::new,
                                Collectors.mapping(
                                        found -> String.valueOf(found.expression().getName()),
                                        Collectors.toList())));
    }

    /// This pathway with another recognition; its hash then names the site's maps, too.
    Pathway with(Recognition other, String mapsHash) {
        return new Pathway(
                definition,
                libraries,
                valueSets,
                other,
                mapsHash.isEmpty() ? knowledgeHash : hashOf(knowledgeHash, mapsHash),
                options,
                recordForm,
                program);
    }

    private static String hashOf(String knowledgeHash, String mapsHash) {
        return Sha256.hex(knowledgeHash + mapsHash);
    }

    /// This pathway on the reference engine, whatever can be compiled: the peer and the oracle.
    public Pathway onReferenceEngine() {
        return new Pathway(
                definition,
                libraries,
                valueSets,
                recognition,
                knowledgeHash,
                options,
                recordForm,
                Optional.empty());
    }

    @Override
    public String toString() {
        return id() + " " + version();
    }
}
