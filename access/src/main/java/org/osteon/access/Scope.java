package org.osteon.access;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// What a program may do with one type of resource: a scope of SMART App Launch 2.2, version 2
/// (`patient/Observation.rs?category=laboratory`).
///
/// @param level whose data
/// @param type of resource; `*`: every one
/// @param interactions what it does
/// @param conditions what else must hold of a resource, all of it
public record Scope(
        Level level, String type, Set<Interaction> interactions, List<Condition> conditions) {
    /// Every type.
    public static final String ANY = "*";

    private static final int LONGEST = 500;
    private static final Pattern FORM =
            Pattern.compile(
                    "(patient|user|system)/(\\*|[A-Z][A-Za-z]{1,63})\\.(c?r?u?d?s?)(?:\\?(.+))?");

    /// By search parameter the elements that it looks at.
    private static final Map<String, List<String>> ELEMENTS =
            Map.of(
                    "code", List.of("code", "medication", "vaccineCode"),
                    "category", List.of("category"),
                    "status", List.of("status"),
                    "clinical-status", List.of("clinicalStatus"),
                    "verification-status", List.of("verificationStatus"),
                    "intent", List.of("intent"),
                    "class", List.of("class"),
                    "type", List.of("type"));

    public Scope {
        interactions = Set.copyOf(interactions);
        conditions =
                conditions.stream()
                        .distinct()
                        .sorted(Comparator.comparing(Condition::text))
                        .toList();
        if (interactions.isEmpty()) {
            throw new IllegalArgumentException("a scope is to do something");
        }
    }

    /// Whose data.
    public enum Level {
        /// Those of the patient in context.
        PATIENT,
        /// Those that the user may see.
        USER,
        /// Those that the program itself may see.
        SYSTEM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One of these codes in an element, as a search by token has it.
    ///
    /// @param anyOf `code`, `system|code`, `|code` or `system|`
    public record Condition(String parameter, Set<String> anyOf) {
        public Condition {
            anyOf = Set.copyOf(anyOf);
        }

        boolean holds(FhirObject resource) {
            return ELEMENTS.getOrDefault(parameter, List.of()).stream()
                    .anyMatch(element ->
                            resource.codings(element).stream().anyMatch(this::matches)
                                    || resource.text(element)
                                            .map(text -> new Coding("", text))
                                            .filter(this::matches)
                                            .isPresent());
        }

        private boolean matches(Coding coding) {
            return anyOf.stream()
                    .anyMatch(wanted -> {
                        int bar = wanted.indexOf('|');
                        if (bar < 0) {
                            return wanted.equals(coding.code());
                        }
                        String system = wanted.substring(0, bar);
                        String code = wanted.substring(bar + 1);
                        return system.equals(coding.system())
                                && (code.isEmpty() || code.equals(coding.code()));
                    });
        }

        String text() {
            return parameter
                    + "="
                    + new TreeSet<>(anyOf)
                            .stream()
                                    .map(one -> URLEncoder.encode(one, StandardCharsets.UTF_8))
                                    .collect(Collectors.joining(","));
        }
    }

    /// Reads one; empty where it is none, or asks for what cannot be held to.
    public static Optional<Scope> of(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches() || form.group(3).isEmpty()) {
            return Optional.empty();
        }
        Set<Interaction> does = EnumSet.noneOf(Interaction.class);
        for (Interaction one : Interaction.values()) {
            if (form.group(3).indexOf(one.letter()) >= 0) {
                does.add(one);
            }
        }
        List<Condition> conditions = new ArrayList<>();
        for (String part : form.group(4) == null ? new String[0] : form.group(4).split("&", -1)) {
            Optional<Condition> condition = condition(part);
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            conditions.add(condition.get());
        }
        return Optional.of(
                new Scope(
                        Level.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
                        form.group(2),
                        does,
                        conditions));
    }

    private static Optional<Condition> condition(String part) {
        int equals = part.indexOf('=');
        String parameter = equals < 0 ? "" : part.substring(0, equals);
        if (!ELEMENTS.containsKey(parameter)) {
            return Optional.empty();
        }
        try {
            Set<String> codes =
                    Stream.of(part.substring(equals + 1).split(",", -1))
                            .map(one -> URLDecoder.decode(one, StandardCharsets.UTF_8))
                            .collect(Collectors.toSet());
            boolean usable =
                    codes.stream()
                            .noneMatch(one ->
                                    one.isBlank()
                                            || one.equals("|")
                                            || one.chars().anyMatch(Character::isISOControl));
            return usable ? Optional.of(new Condition(parameter, codes)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether it speaks of resources of a type; of `*` only where it is of every one.
    boolean isOf(String resourceType) {
        return type.equals(ANY) || type.equals(resourceType);
    }

    boolean permits(Interaction interaction, FhirObject resource) {
        return interactions.contains(interaction)
                && isOf(resource.typeName())
                && conditions.stream().allMatch(one -> one.holds(resource));
    }

    /// What this and another both permit; empty where nothing. What is permitted of all of a user's
    /// patients is so of the one in context.
    Optional<Scope> and(Scope other) {
        Set<Interaction> both = EnumSet.noneOf(Interaction.class);
        both.addAll(interactions);
        both.retainAll(other.interactions);
        boolean sameType = isOf(other.type) || other.isOf(type);
        boolean system = level == Level.SYSTEM || other.level == Level.SYSTEM;
        if (both.isEmpty() || !sameType || (system && level != other.level)) {
            return Optional.empty();
        }
        List<Condition> all =
                Stream.concat(conditions.stream(), other.conditions.stream()).toList();
        return Optional.of(
                new Scope(
                        level.compareTo(other.level) <= 0 ? level : other.level,
                        type.equals(ANY) ? other.type : type,
                        both,
                        all));
    }

    /// As it is written.
    public String text() {
        StringBuilder does = new StringBuilder();
        for (Interaction one : Interaction.values()) {
            if (interactions.contains(one)) {
                does.append(one.letter());
            }
        }
        return level.word()
                + "/"
                + type
                + "."
                + does
                + (conditions.isEmpty()
                        ? ""
                        : "?"
                                + conditions.stream()
                                        .map(Condition::text)
                                        .collect(Collectors.joining("&")));
    }

    @Override
    public String toString() {
        return text();
    }
}
