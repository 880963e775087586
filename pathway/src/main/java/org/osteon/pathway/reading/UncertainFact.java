package org.osteon.pathway.reading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;

/// A fact of a chart that can mean several things: a date of which only the month is known, a value
/// that is only a bound, two results of one kind and time. Each choice is one of them, in plain
/// resources. Equal only to itself.
public final class UncertainFact {
    private final Kind kind;
    private final List<Resource> resources;
    private final List<Choice> choices;

    /// @param resources the resources that say it
    /// @param choices what it can mean; the first is what is taken while nothing else is asked
    UncertainFact(Kind kind, List<Resource> resources, List<Choice> choices) {
        this.kind = kind;
        this.resources = List.copyOf(resources);
        this.choices = List.copyOf(choices);
    }

    /// One fact that several resources say alike: it means the same in all of them.
    ///
    /// @param alike of one kind, with the same choices in the same order
    static UncertainFact together(List<UncertainFact> alike) {
        UncertainFact first = alike.getFirst();
        if (alike.size() == 1) {
            return first;
        }
        return new UncertainFact(
                first.kind,
                alike.stream().flatMap(fact -> fact.resources.stream()).toList(),
                IntStream.range(0, first.choices.size())
                        .<Choice>mapToObj(i ->
                                (resource, content) -> {
                                    Optional<FhirObject> now = Optional.of(content);
                                    for (UncertainFact fact : alike) {
                                        now =
                                                now.flatMap(one ->
                                                        fact.choices.get(i).of(resource, one));
                                    }
                                    return now;
                                })
                        .toList());
    }

    /// What makes it uncertain.
    public Kind kind() {
        return kind;
    }

    /// Whether results of one kind and time disagree.
    public boolean isTie() {
        return kind == Kind.TIE;
    }

    /// The resources that say it.
    public List<Resource> resources() {
        return resources;
    }

    /// What it can mean.
    public List<Choice> choices() {
        return choices;
    }

    /// What makes a fact uncertain.
    public enum Kind {
        /// Only a month or a year is known.
        DATE,
        /// A bound in place of a value.
        COMPARATOR,
        /// Results of one kind and time that differ.
        TIE;

        /// How a pathway names it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One of the things it can mean.
    @FunctionalInterface
    public interface Choice {
        /// What a resource says then; empty where it is taken as not there.
        Optional<FhirObject> of(Resource resource, FhirObject content);
    }

    /// The fact as it was written, and what is not known of it, in words.
    public String words() {
        return switch (kind) {
            case DATE ->
                    resources.getFirst().type().equals("Patient")
                            ? text(resources.getFirst()) + ": the day of birth is not known"
                            : text(resources.getFirst()) + ": the day is not known";
            case COMPARATOR -> text(resources.getFirst()) + ": the exact value is not known";
            case TIE ->
                    "the results disagree: "
                            + String.join(
                                    " and ", resources.stream().map(UncertainFact::text).toList());
        };
    }

    private static String text(Resource resource) {
        return ResourceText.of(resource);
    }

    /// The choice in which some resources are not there.
    static Choice without(Set<String> references) {
        return (resource, content) ->
                references.contains(resource.reference()) ? Optional.empty() : Optional.of(content);
    }
}
