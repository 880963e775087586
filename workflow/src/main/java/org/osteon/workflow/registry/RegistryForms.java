package org.osteon.workflow.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.FormLibrary;

/// The forms of registries: `registry/*.json` of the knowledge, with what the site's own folder
/// adds to them: the revision that it fills in, the registry's numbers of items, the number of the
/// centre.
///
/// @param problems what cannot be used, in words
public record RegistryForms(List<RegistryForm> forms, List<String> problems) {
    /// The folder of the files.
    public static final String FOLDER = "registry";

    private static final int ALL = 100;

    public RegistryForms {
        forms = List.copyOf(forms);
        problems = List.copyOf(problems);
    }

    /// All that the knowledge and the site have.
    ///
    /// @param pathways whose facts answer
    public static RegistryForms of(Collection<Pathway> pathways, FormLibrary library) {
        List<String> problems = new ArrayList<>();
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        library.delivered(FOLDER)
                .forEach((file, text) ->
                        json(file, text, problems)
                                .ifPresent(one -> byId.put(one.path("id").asText(file), one)));
        Map<String, ObjectNode> own = new LinkedHashMap<>();
        library.own(FOLDER)
                .forEach((file, text) ->
                        json(file, text, problems)
                                .ifPresent(one -> own.put(one.path("id").asText(file), one)));
        library.typed(FOLDER)
                .forEach((file, text) ->
                        json(file, text, problems)
                                .ifPresent(one ->
                                        own.merge(
                                                one.path("id").asText(file),
                                                one,
                                                RegistryForms::with)));
        own.keySet().stream()
                .filter(id -> !byId.containsKey(id))
                .forEach(id -> problems.add("the site's registry form '" + id + "' is not known"));
        List<RegistryForm> forms = new ArrayList<>();
        byId.forEach((id, json) -> {
            RegistryForm form = form(json, own.getOrDefault(id, FhirEdit.object()), problems);
            List<String> wrong = problems(form, pathways);
            problems.addAll(wrong);
            if (wrong.isEmpty()) {
                forms.add(form);
            }
        });
        return new RegistryForms(forms, problems);
    }

    /// What the site's file says with what was typed over it.
    private static ObjectNode with(ObjectNode file, ObjectNode typed) {
        ObjectNode all = file.deepCopy();
        typed.properties().stream()
                .filter(one -> !one.getKey().equals("numbers"))
                .forEach(one -> all.set(one.getKey(), one.getValue()));
        all.withObject("/numbers").setAll(typed.withObject("/numbers"));
        return all;
    }

    /// The form of that name.
    public Optional<RegistryForm> form(String id) {
        return forms.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private static Optional<ObjectNode> json(String file, String text, List<String> problems) {
        try {
            if (FhirEdit.tree(text) instanceof ObjectNode object) {
                return Optional.of(object);
            }
            problems.add(file + ": it is no JSON object");
        } catch (JsonProcessingException e) {
            problems.add(file + ": it is no JSON: " + e.getOriginalMessage());
        }
        return Optional.empty();
    }

    private static RegistryForm form(ObjectNode json, ObjectNode own, List<String> problems) {
        JsonNode numbers = own.path("numbers");
        Set<String> unknown = new HashSet<>();
        numbers.fieldNames().forEachRemaining(unknown::add);
        List<RegistryForm.Group> groups = new ArrayList<>();
        for (JsonNode group : json.path("groups")) {
            List<RegistryForm.Item> items = new ArrayList<>();
            for (JsonNode item : group.path("items")) {
                unknown.remove(item.path("key").asText(""));
                items.add(item(item, numbers));
            }
            groups.add(
                    new RegistryForm.Group(
                            group.path("title").asText(""), text(group, "asked"), items));
        }
        unknown.forEach(key ->
                problems.add(
                        "the site's numbers of '"
                                + json.path("id").asText("")
                                + "': no item is called '"
                                + key
                                + "'"));
        JsonNode guide = json.path("guide");
        return new RegistryForm(
                json.path("id").asText(""),
                json.path("title").asText(""),
                json.path("registry").asText(""),
                json.path("form").asText(""),
                own.path("revision").asText(json.path("revision").asText("")),
                json.path("pathway").asText(""),
                json.path("starts").asText(""),
                json.path("centre").asText(""),
                json.path("person").asText(""),
                text(json, "death"),
                own.path("centre").asText(""),
                json.path("roles").valueStream().map(JsonNode::asText).toList(),
                json.path("ready").path("percent").decimalValue(),
                times(json),
                groups,
                new RegistryForm.Guide(
                        guide.path("title").asText(""),
                        guide.path("source").asText(""),
                        guide.path("bundle").asInt(0),
                        guide.path("security").asText(""),
                        guide.path("prefix").asText(""),
                        guide.path("person").asText(""),
                        guide.path("codes").asText("")),
                json.path("source").asText(""));
    }

    private static List<RegistryForm.Time> times(ObjectNode json) {
        List<RegistryForm.Time> times = new ArrayList<>();
        for (JsonNode time : json.path("times")) {
            times.add(
                    new RegistryForm.Time(
                            time.path("id").asText(""),
                            time.path("title").asText(""),
                            time.path("from").asInt(),
                            time.path("due").asInt(),
                            time.path("to").asInt(),
                            time.path("yearsFrom").asInt(0),
                            time.path("source").asText("")));
        }
        return times;
    }

    private static RegistryForm.Item item(JsonNode item, JsonNode numbers) {
        List<RegistryForm.Choice> choices = new ArrayList<>();
        for (JsonNode one : item.path("answers")) {
            choices.add(
                    new RegistryForm.Choice(
                            one.path("code").asText(""), one.path("text").asText("")));
        }
        JsonNode absence = item.path("absence");
        String key = item.path("key").asText("");
        return new RegistryForm.Item(
                key,
                item.path("text").asText(""),
                numbers.path(key).asText(item.path("number").asText("")),
                text(item, "expression"),
                text(item, "evidence"),
                text(item, "asked"),
                text(item, "conflict"),
                absence.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(
                                new RegistryForm.Absence(
                                        absence.path("answer").asText(""),
                                        absence.path("when").asText(""),
                                        absence.path("evidence").asText(""))),
                switch (item.path("type").asText("")) {
                    case "date" -> RegistryForm.Type.DATE;
                    case "integer" -> RegistryForm.Type.INTEGER;
                    case "decimal" -> RegistryForm.Type.DECIMAL;
                    default -> RegistryForm.Type.TEXT;
                },
                choices,
                item.path("unit").asText(""),
                item.path("place").asText("").equals("observation"),
                item.path("form").asText(""));
    }

    private static Optional<String> text(JsonNode json, String name) {
        String text = json.path(name).asText("");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /// What stands in the way of using it: the start-up names it.
    private static List<String> problems(RegistryForm form, Collection<Pathway> pathways) {
        List<String> problems = new ArrayList<>();
        String where = "registry form '" + form.id() + "': ";
        Optional<Pathway> pathway =
                pathways.stream().filter(one -> one.id().equals(form.pathway())).findFirst();
        if (pathway.isEmpty()) {
            problems.add(where + "there is no pathway '" + form.pathway() + "'");
            return problems;
        }
        if (form.ready().signum() <= 0 || form.ready().compareTo(BigDecimal.valueOf(ALL)) > 0) {
            problems.add(where + "ready is a percentage above 0");
        }
        if (form.roles().isEmpty()) {
            problems.add(where + "it does not say whose work it is to report again");
        }
        if (form.guide().bundle() < 1) {
            problems.add(where + "the guide does not say how many observations a bundle holds");
        }
        Set<String> keys = new HashSet<>();
        form.items()
                .filter(item -> !keys.add(item.key()))
                .forEach(item -> problems.add(where + "two items are called " + item.key()));
        expressions(form).stream()
                .filter(one -> !pathway.get().defines(one))
                .forEach(one -> problems.add(where + "nothing defines " + one));
        return problems;
    }

    private static Set<String> expressions(RegistryForm form) {
        Set<String> all = new HashSet<>(Set.of(form.starts(), form.centre(), form.person()));
        form.death().ifPresent(all::add);
        form.groups().forEach(group -> group.asked().ifPresent(all::add));
        form.items()
                .forEach(item -> {
                    item.expression().ifPresent(all::add);
                    item.evidence().ifPresent(all::add);
                    item.asked().ifPresent(all::add);
                    item.conflict().ifPresent(all::add);
                    item.absence().map(RegistryForm.Absence::when).ifPresent(all::add);
                    item.absence().map(RegistryForm.Absence::evidence).ifPresent(all::add);
                });
        return all;
    }
}
