package org.osteon.workflow.forms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.Write;

/// A form filled in on a chart, with what must come of it: `forms/cases/*.json` beside the form.
///
/// `form`; `pathway`; `chart`: a Bundle, or `{"case": ID, "change": {"Type/id": …}}` over a worked
/// case of that pathway; `asOf`, that case's day where it says none; `answers` by field, as they
/// are typed; `reason` and `second` where they are needed. Of a form that two people sign, the item
/// that takes the name of the second says who that is. Then either `problems`, by field the words
/// that are said, or `resources`, each of which must be within one that is made, and `expected` as
/// in a worked case, of the chart with them.
public final class FormCase {
    private static final String AUTHOR = "N. Example";
    private static final LocalTime TIME = LocalTime.of(12, 0);

    private final ObjectNode json;
    private final Map<String, Map<String, WorkedCase>> worked;

    private FormCase(ObjectNode json, Map<String, Map<String, WorkedCase>> worked) {
        this.json = json;
        this.worked = worked;
    }

    /// The cases of a knowledge folder, in the order of its files.
    ///
    /// @throws IOException where a file cannot be read
    public static List<FormCase> of(KnowledgeBase knowledge) throws IOException {
        return of(knowledge, Optional.empty());
    }

    /// The same with those of a site's own forms: of one that takes the place of a delivered form,
    /// instead of that one's.
    ///
    /// @param site the folder of its forms
    /// @throws IOException where a file cannot be read
    public static List<FormCase> of(KnowledgeBase knowledge, Optional<Path> site)
            throws IOException {
        Map<String, Map<String, WorkedCase>> worked = new LinkedHashMap<>();
        for (Pathway pathway : knowledge.pathways()) {
            Map<String, WorkedCase> byId = new LinkedHashMap<>();
            for (WorkedCase one : WorkedCase.of(knowledge.folder(), pathway)) {
                byId.put(one.id(), one);
            }
            worked.put(pathway.id(), byId);
        }
        List<FormCase> cases = new ArrayList<>();
        try (Stream<Path> folders = Files.list(knowledge.folder())) {
            for (Path folder : folders.sorted().toList()) {
                Path own = folder.resolve("forms").resolve("cases");
                if (Files.isDirectory(own)) {
                    read(own, worked, cases);
                }
            }
        }
        Path own = site.map(folder -> folder.resolve("cases")).orElse(knowledge.folder());
        if (site.isPresent() && Files.isDirectory(own)) {
            List<FormCase> theirs = new ArrayList<>();
            read(own, worked, theirs);
            cases.removeIf(
                    one -> theirs.stream().anyMatch(other -> other.form().equals(one.form())));
            cases.addAll(theirs);
        }
        return cases;
    }

    private static void read(
            Path folder, Map<String, Map<String, WorkedCase>> worked, List<FormCase> cases)
            throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
                try {
                    JsonNode json = FhirEdit.tree(Files.readString(file));
                    List<JsonNode> all =
                            json.isArray() ? json.valueStream().toList() : List.of(json);
                    all.forEach(one -> cases.add(new FormCase((ObjectNode) one, worked)));
                } catch (JsonProcessingException e) {
                    throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
                }
            }
        }
    }

    /// Its id.
    public String id() {
        return json.path("id").asText("");
    }

    /// What it shows, in words.
    public String title() {
        return json.path("title").asText("");
    }

    /// The id of the form.
    public String form() {
        return json.path("form").asText("");
    }

    /// The pathway that judges the chart.
    public String pathway() {
        return json.path("pathway").asText("");
    }

    private Optional<WorkedCase> like() {
        return Optional.ofNullable(worked.getOrDefault(pathway(), Map.of()))
                .map(byId -> byId.get(json.path("chart").path("case").asText("")));
    }

    /// The chart on which the form is filled in.
    ///
    /// @throws IllegalStateException where it names a case that does not exist
    public Chart chart() {
        JsonNode written = json.path("chart");
        if (written.has("case")) {
            return like().orElseThrow(() ->
                            new IllegalStateException(
                                    id() + ": there is no case " + written.path("case")))
                    .chart(written.path("change"));
        }
        return switch (ChartReader.bundle(
                FhirEdit.write(written).getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) ->
                    throw new IllegalStateException(id() + ": " + reason);
        };
    }

    /// The day on which it is filled in.
    public LocalDate day() {
        return json.has("asOf")
                ? LocalDate.parse(json.path("asOf").asText())
                : like().map(WorkedCase::asOf)
                        .orElseThrow(() -> new IllegalStateException(id() + " says no day (asOf)"));
    }

    /// Who fills it in, and when.
    public Deed deed() {
        return new Deed(
                AUTHOR, day().atTime(TIME).atZone(ZoneOffset.UTC), json.path("reason").asText(""));
    }

    /// What is typed, by field, as cases write it: a text, or several.
    public static Map<String, List<String>> typed(JsonNode written) {
        Map<String, List<String>> typed = new LinkedHashMap<>();
        written.properties()
                .forEach(one ->
                        typed.put(
                                one.getKey(),
                                one.getValue().isArray()
                                        ? one.getValue()
                                                .valueStream()
                                                .map(JsonNode::asText)
                                                .toList()
                                        : List.of(one.getValue().asText())));
        return typed;
    }

    /// What is typed in beside what the form shows.
    public FormAnswers answers(FormLife life) {
        Map<String, List<String>> answers =
                new LinkedHashMap<>(life.open(deed().at()).answers().byField());
        answers.putAll(typed(json.path("answers")));
        if (json.has("second")) {
            answers.put(FormLife.SECOND, List.of(json.path("second").asText()));
            answers.put(FormLife.HAPPENED, List.of("yes"));
        }
        return new FormAnswers(answers);
    }

    /// Where what comes of it differs from what is expected, in words; empty where it agrees.
    public List<String> differences(KnowledgeBase knowledge, FormLibrary forms) {
        Optional<Form> form = forms.form(form());
        Optional<Pathway> judge = knowledge.pathway(pathway());
        if (form.isEmpty() || judge.isEmpty()) {
            return List.of(
                    form.isEmpty()
                            ? "there is no form " + form()
                            : "there is no pathway " + pathway());
        }
        FormLife life = new FormLife(knowledge, form.get(), chart(), pathway());
        FormLife.Opened opened = life.open(deed().at());
        FormOutcome outcome =
                signed(life, "f-example", answers(life), Optional.of(opened.shown()), deed());
        return switch (outcome) {
            case FormOutcome.Saved saved -> compared(saved, life.chart(), judge.get());
            case FormOutcome.Incomplete(var problems) -> refused(problems);
            case FormOutcome.NeedsReason(var why) -> asked("reason", String.join(" ", why));
            case FormOutcome.NeedsSecond(var stops) ->
                    asked(
                            "second",
                            String.join(" ", stops.stream().map(FormFinding::text).toList()));
            case FormOutcome.NotYours(var why) -> asked(form.get().signers().getLast().item(), why);
            default -> List.of("it was not kept: " + outcome);
        };
    }

    /// Signed by all who sign it, each in the first of the roles that may; the second is who the
    /// answers name.
    static FormOutcome signed(
            FormLife life, String id, FormAnswers answers, Optional<Shown> shown, Deed deed) {
        Form form = life.form();
        Deed first = as(form.signers().getFirst(), deed);
        return bySecond(life, life.sign(id, answers, shown, first), answers, deed);
    }

    private static Deed as(Signer signer, Deed deed) {
        return signer.roles().isEmpty() ? deed : deed.as(signer.roles().getFirst());
    }

    /// What waits for the second signature with it; anything else as it is.
    static FormOutcome bySecond(
            FormLife life, FormOutcome outcome, FormAnswers answers, Deed deed) {
        if (!(outcome instanceof FormOutcome.Saved saved)
                || !saved.action().equals(FormOutcome.AWAITED)) {
            return outcome;
        }
        Signer signer = life.form().signers().getLast();
        Chart waiting = with(life.chart(), saved);
        FormLife then = new FormLife(life.knowledge(), life.form(), waiting, life.pathway());
        SecondSignature second = new SecondSignature(then);
        RecordedResponse there = RecordedResponse.on(waiting, saved.response()).orElseThrow();
        return second.sign(
                saved.response(),
                there.version(),
                second.changes(there, deed.at()),
                as(signer, new Deed(answers.of(signer.item()), deed.at(), "")));
    }

    private static Chart with(Chart chart, FormOutcome.Saved saved) {
        return Response.with(
                chart, saved.writes().stream().map(Write::json).map(FhirEdit::read).toList());
    }

    private List<String> asked(String field, String text) {
        return refused(List.of(new FieldProblem(field, text)));
    }

    private List<String> refused(List<FieldProblem> problems) {
        List<String> differences = new ArrayList<>();
        for (FieldProblem problem : problems) {
            String wanted = json.path("problems").path(problem.field()).asText("");
            if (wanted.isEmpty() || !problem.text().contains(wanted)) {
                differences.add("“" + problem.field() + "”: " + problem.text());
            }
        }
        json.path("problems")
                .properties()
                .forEach(one -> {
                    if (problems.stream().noneMatch(said -> said.field().equals(one.getKey()))) {
                        differences.add("nothing is said of “" + one.getKey() + "”");
                    }
                });
        return differences;
    }

    private List<String> compared(FormOutcome.Saved saved, Chart before, Pathway judge) {
        if (json.has("problems")) {
            return List.of("it was kept, expected " + json.path("problems"));
        }
        List<String> differences = new ArrayList<>();
        List<ObjectNode> made = new ArrayList<>();
        for (Write write : saved.writes()) {
            made.add(FhirEdit.read(write.json()));
        }
        for (JsonNode wanted : json.path("resources")) {
            if (made.stream().noneMatch(one -> holds(one, wanted))) {
                differences.add("nothing was made like " + wanted + " but " + made);
            }
        }
        for (JsonNode type : json.path("absent")) {
            if (made.stream()
                    .anyMatch(one -> one.path("resourceType").asText("").equals(type.asText()))) {
                differences.add("there is " + type + " among " + made);
            }
        }
        Chart after = Response.with(before, made);
        differences.addAll(WorkedCase.differences(judge, after, day(), json.path("expected")));
        return differences;
    }

    /// Whether everything that is wanted is there: of objects the named elements, of lists an
    /// element for each.
    static boolean holds(JsonNode there, JsonNode wanted) {
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .allMatch(one -> holds(there.path(one.getKey()), one.getValue()));
        }
        if (wanted.isArray()) {
            return wanted.valueStream()
                    .allMatch(one -> there.valueStream().anyMatch(item -> holds(item, one)));
        }
        if (wanted.isNumber() && there.isNumber()) {
            return wanted.decimalValue().compareTo(there.decimalValue()) == 0;
        }
        return wanted.equals(there);
    }

    @Override
    public String toString() {
        return id() + ": " + title();
    }
}
