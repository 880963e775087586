package org.osteon.app.http.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A form as a page served it: its fields with what stands in them, what can be chosen, and which
/// buttons there are. It is filled in as a browser lets people do, and sends what a browser would.
final class ServedForm {
    private static final String ATTRIBUTES = "((?:\\s+[a-zA-Z-]+(?:=\"[^\"]*\")?)*)\\s*/?>";
    private static final Pattern PART =
            Pattern.compile(
                    "<input"
                            + ATTRIBUTES
                            + "|<(select|textarea|button)"
                            + ATTRIBUTES
                            + "(.*?)</\\2>",
                    Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option" + ATTRIBUTES);
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]+)(?:=\"([^\"]*)\")?");

    private final String action;
    private final Map<String, List<String>> filled = new LinkedHashMap<>();
    private final Map<String, Set<String>> offered = new LinkedHashMap<>();
    private final Set<String> several = new LinkedHashSet<>();
    private final Set<String> buttons = new LinkedHashSet<>();

    /// The form of a page that is sent to an address.
    ServedForm(Browsing.Seen page, String action) {
        this.action = action;
        Matcher form =
                Pattern.compile(
                                "<form[^>]*action=\"" + Pattern.quote(action) + "\".*?</form>",
                                Pattern.DOTALL)
                        .matcher(page.html());
        if (!form.find()) {
            throw new AssertionError(
                    "no form for " + action + " on " + page.path() + "\n" + page.text());
        }
        PART.matcher(form.group()).results().forEach(this::read);
    }

    private void read(MatchResult part) {
        String tag = part.group(2) == null ? "input" : part.group(2);
        Map<String, String> attributes =
                attributes(tag.equals("input") ? part.group(1) : part.group(3));
        String name = attributes.getOrDefault("name", "");
        String value = attributes.getOrDefault("value", "");
        switch (tag) {
            case "button" -> buttons.add(value);
            case "textarea" -> filled.put(name, List.of(plain(part.group(4))));
            case "select" -> select(name, part.group(4));
            default -> input(name, value, attributes);
        }
    }

    private void input(String name, String value, Map<String, String> attributes) {
        switch (attributes.getOrDefault("type", "text")) {
            case "radio", "checkbox" -> {
                offered.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value);
                if (attributes.get("type").equals("checkbox")) {
                    several.add(name);
                }
                if (attributes.containsKey("checked")) {
                    List<String> before = filled.getOrDefault(name, List.of());
                    List<String> now = new ArrayList<>(several.contains(name) ? before : List.of());
                    now.add(value);
                    filled.put(name, now);
                }
            }
            default -> filled.put(name, List.of(value));
        }
    }

    private void select(String name, String options) {
        Set<String> choices = offered.computeIfAbsent(name, _ -> new LinkedHashSet<>());
        for (MatchResult option : OPTION.matcher(options).results().toList()) {
            Map<String, String> attributes = attributes(option.group(1));
            String value = attributes.getOrDefault("value", "");
            choices.add(value);
            if (attributes.containsKey("selected") || !filled.containsKey(name)) {
                filled.put(name, List.of(value));
            }
        }
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        ATTRIBUTE
                .matcher(text)
                .results()
                .forEach(one ->
                        attributes.put(
                                one.group(1), one.group(2) == null ? "" : plain(one.group(2))));
        return attributes;
    }

    /// HTML without its escapes.
    static String plain(String html) {
        return html.replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    String action() {
        return action;
    }

    boolean asks(String field) {
        return filled.containsKey(field) || offered.containsKey(field);
    }

    /// What stands in a field.
    List<String> filled(String field) {
        return filled.getOrDefault(field, List.of());
    }

    boolean hasButton(String value) {
        return buttons.contains(value);
    }

    /// Whether what is wanted can be said in a field: any text that is typed, what is offered of
    /// choices.
    boolean takes(String field, List<String> wanted) {
        return asks(field)
                && (!offered.containsKey(field)
                        || wanted.stream().allMatch(one -> !choice(field, one).isEmpty()));
    }

    /// Types or chooses. A choice may be named by its code alone.
    void answer(String field, List<String> wanted) {
        if (!takes(field, wanted)) {
            throw new AssertionError(
                    action
                            + " does not take "
                            + wanted
                            + " for "
                            + field
                            + ": "
                            + offered.get(field));
        }
        filled.put(
                field,
                offered.containsKey(field)
                        ? wanted.stream().map(one -> choice(field, one)).toList()
                        : wanted);
    }

    private String choice(String field, String wanted) {
        return offered.getOrDefault(field, Set.of()).stream()
                .filter(one -> one.equals(wanted) || one.endsWith("|" + wanted))
                .findFirst()
                .orElse("");
    }

    /// What is sent when a button is pressed.
    List<Map.Entry<String, String>> pressed(String button) {
        if (!buttons.contains(button)) {
            throw new AssertionError(action + " has no button " + button + " but " + buttons);
        }
        List<Map.Entry<String, String>> sent = new ArrayList<>();
        filled.forEach((name, values) -> values.forEach(value -> sent.add(Map.entry(name, value))));
        sent.add(Map.entry("do", button));
        return sent;
    }
}
