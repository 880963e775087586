package org.osteon.workflow.forms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.ExpressionAnswer;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.FhirEdit;

/// The record forms of a knowledge base: every `forms/*.json` whose address begins
/// `urn:osteon:questionnaire:`. One that cannot be used is named with what is wrong; the others
/// work.
public final class FormLibrary {
    private final KnowledgeBase knowledge;
    private final Map<String, String> sites;
    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();
    private volatile @Nullable Offer offer;
    private volatile Supplier<Map<String, String>> typing = Map::of;
    private volatile Map<String, String> lastTyped = Map.of();

    /// @param sites the files of the site's own folder
    private FormLibrary(KnowledgeBase knowledge, Map<String, String> sites) {
        this.knowledge = knowledge;
        this.sites = sites;
    }

    /// The forms among the files of a knowledge base.
    public static FormLibrary of(KnowledgeBase knowledge) {
        return of(knowledge, Map.of());
    }

    /// The same with a site's own forms. One of the same address as a delivered form is offered in
    /// its place; what was filled in by the other version is still read by that. They are read when
    /// one is first asked for: who asks meanwhile waits.
    ///
    /// @param own the text of each, by the name of its file
    public static FormLibrary of(KnowledgeBase knowledge, Map<String, String> own) {
        return new FormLibrary(knowledge, Collections.unmodifiableMap(new LinkedHashMap<>(own)));
    }

    /// What was read of the files.
    ///
    /// @param forms those that can be used, by title
    /// @param everyVersion also those in whose place the site's own are offered
    /// @param problems what is wrong with the others
    private record Offer(List<Form> forms, List<Form> everyVersion, List<FormProblem> problems) {
        /// @param own those of the site among them
        static Offer of(Collection<Form> everyVersion, Set<Form> own, List<FormProblem> problems) {
            Map<String, Form> offered = new TreeMap<>();
            everyVersion.forEach(form ->
                    offered.merge(
                            form.url(),
                            form,
                            (before, after) ->
                                    own.contains(after) || !own.contains(before) ? after : before));
            return new Offer(
                    offered.values().stream()
                            .sorted(
                                    Comparator.comparing(Form::title)
                                            .thenComparing(Form::canonical))
                            .toList(),
                    List.copyOf(everyVersion),
                    List.copyOf(problems));
        }
    }

    private Offer offer() {
        Offer read = offer;
        if (read == null) {
            synchronized (this) {
                read = offer;
                if (read == null) {
                    read = read();
                    offer = read;
                }
            }
        }
        return read;
    }

    private Offer read() {
        List<FormProblem> problems = new ArrayList<>();
        Map<String, Form> byAddress = new LinkedHashMap<>();
        read(knowledge.files(), "/forms/", knowledge, byAddress, problems);
        Map<String, Form> theirs = new LinkedHashMap<>();
        read(sites, "", knowledge, theirs, problems);
        byAddress.putAll(theirs);
        return Offer.of(byAddress.values(), Set.copyOf(theirs.values()), problems);
    }

    /// What the site types at pages, as files beside those of its folder. It is asked for whenever
    /// something is made of files: what changed is made anew.
    public void typedBy(Supplier<Map<String, String>> files) {
        typing = files;
    }

    /// The files of such a folder that the site typed; they stand over those of its own folder.
    public Map<String, String> typed(String folder) {
        return in(typing.get(), folder);
    }

    /// What is made of its files: made once, however often it is asked for, until the site types
    /// something else.
    public <T> T once(Class<T> type, Function<FormLibrary, T> making) {
        Map<String, String> now = typing.get();
        if (!now.equals(lastTyped)) {
            lastTyped = now;
            made.clear();
        }
        return type.cast(made.computeIfAbsent(type, _ -> making.apply(this)));
    }

    /// The files of a folder of the knowledge, whichever pathway's it is, by their names.
    public Map<String, String> delivered(String folder) {
        return in(knowledge.files(), folder);
    }

    /// The files of such a folder within the site's own.
    public Map<String, String> own(String folder) {
        return in(sites, folder);
    }

    private static Map<String, String> in(Map<String, String> files, String folder) {
        Map<String, String> found = new TreeMap<>();
        files.forEach((file, text) -> {
            if (file.replace('\\', '/').matches(".*/" + folder + "/[^/]+\\.json")) {
                found.put(file, text);
            }
        });
        return found;
    }

    private static void read(
            Map<String, String> files,
            String within,
            KnowledgeBase knowledge,
            Map<String, Form> byAddress,
            List<FormProblem> problems) {
        files.forEach((file, text) -> {
            if (file.contains(within) && file.endsWith(".json")) {
                json(file, text, problems)
                        .filter(FormLibrary::isRecordForm)
                        .flatMap(json -> form(file, json, knowledge, problems))
                        .ifPresent(form -> {
                            Form other = byAddress.put(form.canonical(), form);
                            if (other != null) {
                                problems.add(
                                        new FormProblem(
                                                file, "", other.file() + " has the same address."));
                            }
                        });
            }
        });
    }

    private static boolean isRecordForm(ObjectNode json) {
        return json.path("resourceType").asText("").equals("Questionnaire")
                && json.path("url").asText("").startsWith(Form.ADDRESS);
    }

    private static Optional<ObjectNode> json(String file, String text, List<FormProblem> problems) {
        try {
            JsonNode json = FhirEdit.tree(text);
            if (json instanceof ObjectNode object) {
                return Optional.of(object);
            }
            problems.add(new FormProblem(file, "", "it is not a JSON object."));
        } catch (JsonProcessingException e) {
            problems.add(new FormProblem(file, "", "it is not JSON: " + e.getOriginalMessage()));
        }
        return Optional.empty();
    }

    private static Optional<Form> form(
            String file, ObjectNode json, KnowledgeBase knowledge, List<FormProblem> problems) {
        List<FormProblem> own = new ArrayList<>();
        try {
            own.addAll(UnsupportedContent.in(file, json));
            if (own.isEmpty()) {
                Form form = FormReader.form(file, json);
                if (isOfOthers(form, knowledge)) {
                    return Optional.empty();
                }
                own.addAll(FormCheck.problems(form, knowledge));
                if (own.isEmpty()) {
                    return Optional.of(form);
                }
            }
        } catch (RuntimeException e) {
            own.add(new FormProblem(file, "", e.getMessage() + "."));
        }
        problems.addAll(own);
        return Optional.empty();
    }

    /// Whether it is shared by pathways of which this knowledge has none.
    private static boolean isOfOthers(Form form, KnowledgeBase knowledge) {
        return form.file().startsWith("common/")
                && !form.pathways().isEmpty()
                && form.pathways().stream().allMatch(id -> knowledge.pathway(id).isEmpty());
    }

    /// Who fills in forms and is not of the team (records, 1.11).
    private static final Set<String> OUTSIDE = Set.of("patient", "outside");

    /// Whether a role is one of the team.
    public static boolean isOfTheTeam(String role) {
        return !OUTSIDE.contains(role);
    }

    /// The roles of the team that the forms name.
    public List<String> roles() {
        return forms().stream()
                .flatMap(form -> form.roles().stream())
                .filter(FormLibrary::isOfTheTeam)
                .distinct()
                .sorted()
                .toList();
    }

    /// Those that can be used, by title.
    public List<Form> forms() {
        return offer().forms();
    }

    /// What is wrong with those that cannot.
    public List<FormProblem> problems() {
        return offer().problems();
    }

    /// The form of that name.
    public Optional<Form> form(String id) {
        return forms().stream().filter(form -> form.id().equals(id)).findFirst();
    }

    /// The form of that address, with or without its version.
    public Optional<Form> byAddress(String canonical) {
        return forms().stream()
                .filter(form -> form.canonical().equals(canonical) || form.url().equals(canonical))
                .findFirst()
                .or(() ->
                        offer().everyVersion().stream()
                                .filter(form -> form.canonical().equals(canonical))
                                .findFirst());
    }

    /// The forms of a pathway.
    public List<Form> of(Pathway pathway) {
        return forms().stream().filter(form -> form.isOf(pathway.id())).toList();
    }

    /// What was recorded on a chart with a form and wants attention on a day.
    public static List<Resource> attention(
            KnowledgeBase knowledge, Form form, Chart chart, LocalDate day) {
        return form.attention()
                .map(said -> Questions.of(knowledge, form, chart, day, "").ask(said))
                .filter(ExpressionAnswer::named)
                .map(ExpressionAnswer::resources)
                .orElseGet(List::of);
    }

    /// What answers a plan item, a criterion or an alert of a pathway: the form that names it most
    /// closely; of several one that is made for the pathway before one for all, and one that the
    /// team fills in before one that the patient does.
    public Optional<Form> openedBy(Pathway pathway, String id) {
        return of(pathway).stream()
                .filter(form -> form.isOpenedBy(id))
                .min(
                        Comparator.comparingInt((Form form) -> -form.closeness(id))
                                .thenComparing(form -> form.pathways().isEmpty())
                                .thenComparing(
                                        form -> form.roles().stream().anyMatch(OUTSIDE::contains)));
    }
}
