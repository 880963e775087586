package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows one chart from time zero: reads what the groups `follow-up`, `factors`, `endpoints` and
/// `measures` of the PlanDefinition say. Knows no endpoint by name.
///
/// The rules (outcomes reference, 1 and 2): whole days between calendar dates; the first event ends
/// the follow-up, of one day the one that the pathway names first; without one, the last contact
/// does.
final class FollowUpReading {
    private static final String NOT_TOLD = "a rule that could not be evaluated on this chart";

    private final Pathway pathway;
    private final RuleAnswers asked;

    FollowUpReading(Pathway pathway, RuleAnswers asked) {
        this.pathway = pathway;
        this.asked = asked;
    }

    private Optional<LocalDate> dateOf(Rule rule, String path) {
        return asked.orElse(Optional.empty(), rule.id(), () -> asked.date(rule, path));
    }

    /// From when to when.
    private record FollowUp(Optional<LocalDate> start, Optional<LocalDate> lastContact) {}

    /// A kind of event and its day.
    private record Event(int code, Rule rule, LocalDate day) {}

    Outcomes outcomes(String patient) {
        Optional<Rule> rule = pathway.followUp();
        FollowUp followUp =
                new FollowUp(
                        rule.flatMap(group -> dateOf(group, "start")),
                        rule.flatMap(group -> dateOf(group, "lastContact")));
        List<String> missing =
                rule.map(group ->
                                asked.orElse(
                                        List.of(NOT_TOLD),
                                        group.id(),
                                        () -> asked.texts(group, "missing")))
                        .orElse(List.of());
        Map<String, Outcomes.Endpoint> endpoints = new LinkedHashMap<>();
        for (Rule endpoint : pathway.endpoints()) {
            endpoints.put(
                    endpoint.id(),
                    asked.orElse(
                            new Outcomes.Endpoint.LeftOut(NOT_TOLD),
                            endpoint.id(),
                            () -> endpoint(endpoint, followUp, missing)));
        }
        Map<String, Outcomes.Reported> measures = new LinkedHashMap<>();
        for (Rule measure : pathway.measures()) {
            measures.put(
                    measure.id(),
                    asked.orElse(
                            new Outcomes.Reported("", Optional.empty(), List.of()),
                            measure.id(),
                            () -> reported(measure, followUp)));
        }
        return new Outcomes(
                patient,
                followUp.start(),
                followUp.lastContact(),
                followUp.start().isPresent()
                        ? rule.map(group ->
                                        asked.orElse(
                                                List.<Evidence>of(),
                                                group.id(),
                                                () -> asked.evidence(group)))
                                .orElse(List.of())
                        : List.of(),
                factors(),
                endpoints,
                measures);
    }

    private Map<String, String> factors() {
        Map<String, String> factors = new LinkedHashMap<>();
        for (Rule factor : pathway.covariates()) {
            String value = asked.orElse("", factor.id(), () -> asked.text(factor, "value"));
            if (!value.isEmpty()) {
                factors.put(factor.id(), value);
            }
        }
        return factors;
    }

    private Outcomes.Endpoint endpoint(Rule endpoint, FollowUp group, List<String> missing) {
        if (!asked.holds(endpoint)) {
            return new Outcomes.Endpoint.LeftOut("not in question");
        }
        Optional<LocalDate> zero =
                endpoint.expression("start").isPresent()
                        ? asked.date(endpoint, "start")
                        : group.start();
        Optional<LocalDate> last =
                endpoint.expression("lastContact").isPresent()
                        ? asked.date(endpoint, "lastContact")
                        : group.lastContact();
        if (zero.isEmpty()) {
            return new Outcomes.Endpoint.LeftOut("no time zero");
        }
        List<String> lacking = new ArrayList<>(missing);
        lacking.addAll(asked.texts(endpoint, "missing"));
        if (!lacking.isEmpty()) {
            return new Outcomes.Endpoint.LeftOut(String.join(", ", lacking) + " not known");
        }
        LocalDate start = zero.get();
        Optional<Event> first = firstEvent(endpoint);
        if (first.isPresent()) {
            Event event = first.get();
            String title = event.rule().title();
            if (event.day().isBefore(start)) {
                return new Outcomes.Endpoint.LeftOut(title + " before time zero");
            }
            if (last.isEmpty() || !capped(endpoint) || !event.day().isAfter(last.get())) {
                String words = event.rule().expression("summary").map(asked::text).orElse("");
                return new Outcomes.Endpoint.Observed(
                        days(start, event.day()),
                        event.code(),
                        words.isEmpty() ? title : words,
                        asked.evidence(event.rule()));
            }
        }
        return last.filter(day -> !day.isBefore(start))
                .<Outcomes.Endpoint>map(
                        day -> new Outcomes.Endpoint.Observed(days(start, day), 0, "", List.of()))
                .orElse(new Outcomes.Endpoint.LeftOut("no contact since time zero"));
    }

    /// An endpoint with its own end of follow-up (day 180, say) is blind to what comes later; a
    /// death after the last contact is an event all the same.
    private static boolean capped(Rule endpoint) {
        return endpoint.expression("lastContact").isPresent();
    }

    private Optional<Event> firstEvent(Rule endpoint) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < endpoint.rules().size(); i++) {
            Rule kind = endpoint.rules().get(i);
            int code = i + 1;
            if (asked.holds(kind)) {
                asked.date(kind, "date").ifPresent(day -> events.add(new Event(code, kind, day)));
            }
        }
        return events.stream().min(Comparator.comparing(Event::day).thenComparingInt(Event::code));
    }

    private Outcomes.Reported reported(Rule measure, FollowUp followUp) {
        List<Outcomes.Visit> visits = new ArrayList<>();
        if (followUp.start().isPresent()) {
            List<Course.Point> points = asked.points(measure);
            asked.maps(measure, "visits")
                    .map(map -> visit(map, points, followUp.start().get(), followUp.lastContact()))
                    .forEach(visits::add);
        }
        return new Outcomes.Reported(
                measure.expression("unit").map(asked::text).orElse(""),
                measure.expression("minimalChange")
                        .map(asked::text)
                        .filter(text -> !text.isEmpty())
                        .map(BigDecimal::new),
                List.copyOf(visits));
    }

    /// The score nearest to the planned day within the window, of two the earlier; up to time zero
    /// the latest.
    private static Outcomes.Visit visit(
            Map<?, ?> planned,
            List<Course.Point> points,
            LocalDate start,
            Optional<LocalDate> lastContact) {
        int day = number(planned, "planned");
        int first = number(planned, "earliest");
        int last = number(planned, "latest");
        Optional<Course.Point> score =
                points.stream()
                        .filter(point ->
                                days(start, point.date()) >= first
                                        && days(start, point.date()) <= last)
                        .min(
                                Comparator.comparingInt((Course.Point point) ->
                                                Math.abs(days(start, point.date()) - day))
                                        .thenComparing(Course.Point::date));
        boolean expected =
                score.isPresent()
                        || lastContact.filter(end -> days(start, end) >= last).isPresent();
        return new Outcomes.Visit(String.valueOf(planned.get("label")), day, expected, score);
    }

    private static int number(Map<?, ?> map, String name) {
        if (map.get(name) instanceof Integer number) {
            return number;
        }
        throw new IllegalStateException(
                "a visit needs a whole number '" + name + "', not " + map.get(name));
    }

    private static int days(LocalDate from, LocalDate to) {
        return Math.toIntExact(ChronoUnit.DAYS.between(from, to));
    }
}
