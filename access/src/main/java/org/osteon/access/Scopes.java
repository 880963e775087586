package org.osteon.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.FhirObject;

/// What somebody let a program do. It narrows what [Access] allows them, and never widens it.
///
/// @param all what it may
/// @param patient the chart in context; empty: there is none, and what is of a patient's is of
///   nobody
public record Scopes(List<Scope> all, Optional<String> patient) {
    /// What a program can do at all: it reads and writes charts, takes them out, and sees who
    /// looked.
    private static final Set<Action> LEFT =
            EnumSet.of(
                    Action.READ,
                    Action.RECORD,
                    Action.ANSWER,
                    Action.PLAN,
                    Action.GIVE,
                    Action.EXPORT,
                    Action.AUDIT,
                    Action.SITE);

    public Scopes {
        all = List.copyOf(all);
    }

    /// What they were let, of a text with a scope after the other; what is no scope of data, or
    /// none that can be held to, is left out.
    public static Scopes of(String text, Optional<String> patient) {
        return new Scopes(
                Stream.of(text.split(" ", -1))
                        .flatMap(one -> Scope.of(one).stream())
                        .distinct()
                        .toList(),
                patient);
    }

    /// For what the program needs a resource.
    ///
    /// @param interactions each must be permitted, be it by different scopes
    /// @param type of the resource; empty: whichever
    public record Need(Set<Interaction> interactions, String type) {
        /// A chart as a whole, or what is made of it: each resource found and read.
        public static final Need WHOLE = new Need(Set.of(Interaction.READ, Interaction.SEARCH), "");

        /// One resource by its name.
        public static final Need READ = new Need(Set.of(Interaction.READ), "");

        /// To write something or other; what, is asked of each.
        public static final Need WRITE = new Need(Set.of(), "");

        public Need {
            interactions = Set.copyOf(interactions);
        }

        /// Those of a type.
        public static Need search(String type) {
            return new Need(Set.of(Interaction.SEARCH), type);
        }
    }

    /// Whether a program can do this at all.
    boolean leaves(Action action) {
        return LEFT.contains(action);
    }

    private Stream<Scope> of(String chart) {
        return all.stream()
                .filter(one ->
                        one.level() != Scope.Level.PATIENT
                                || patient.filter(chart::equals).isPresent());
    }

    /// Whether any of it could be for this chart.
    boolean reaches(String chart, Need need) {
        Set<Interaction> wanted =
                need.interactions().isEmpty()
                        ? EnumSet.of(Interaction.CREATE, Interaction.UPDATE, Interaction.DELETE)
                        : need.interactions();
        return of(chart)
                .filter(one -> need.type().isEmpty() || one.isOf(need.type()))
                .anyMatch(one -> one.interactions().stream().anyMatch(wanted::contains));
    }

    /// Whether all resources of a type are permitted, whatever they say.
    public boolean permitsAll(String chart, Need need) {
        return need.interactions().stream()
                .allMatch(wanted ->
                        of(chart)
                                .anyMatch(one ->
                                        one.interactions().contains(wanted)
                                                && one.conditions().isEmpty()
                                                && (need.type().isEmpty()
                                                        ? one.type().equals(Scope.ANY)
                                                        : one.isOf(need.type()))));
    }

    /// Whether one resource is permitted.
    public boolean permits(Interaction interaction, String chart, FhirObject resource) {
        return of(chart).anyMatch(one -> one.permits(interaction, resource));
    }

    boolean permits(Need need, String chart, FhirObject resource) {
        return need.interactions().stream().allMatch(one -> permits(one, chart, resource));
    }

    /// What these and others both permit.
    public Scopes and(Scopes others) {
        List<Scope> both =
                all.stream()
                        .flatMap(one ->
                                others.all().stream().flatMap(other -> one.and(other).stream()))
                        .distinct()
                        .toList();
        return new Scopes(
                both.stream()
                        .filter(one ->
                                both.stream()
                                        .noneMatch(other ->
                                                !other.equals(one)
                                                        && other.level() == one.level()
                                                        && one.and(other)
                                                                .filter(one::equals)
                                                                .isPresent()))
                        .toList(),
                patient);
    }

    /// Whether there is nothing in it.
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// Whether any is of this level.
    public boolean has(Scope.Level level) {
        return all.stream().anyMatch(one -> one.level() == level);
    }

    /// As it is written.
    public String text() {
        return all.stream().map(Scope::text).collect(Collectors.joining(" "));
    }
}
