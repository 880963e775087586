package org.osteon.pathway.reading;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// What the charts of a site hold that rules do not understand: by code, unit and words, how often,
/// and what it most likely means. A site maps the commonest first.
public final class ReadingSurvey {
    private static final Set<String> TYPES =
            Set.of(
                    "Observation",
                    "MedicationRequest",
                    "MedicationStatement",
                    "Condition",
                    "Procedure",
                    "ServiceRequest",
                    "AllergyIntolerance");

    private final KnownRecognition known;
    private final Recognition recognition;
    private final Predicate<Coding> isRead;
    private final Map<Asked, Counted> rows = new LinkedHashMap<>();
    private int charts;

    /// What kind of thing is not understood.
    public enum What {
        /// a code that no rule asks for and no list knows
        CODE,
        /// a unit in which a known result cannot be read
        UNIT,
        /// words alone, which decide nothing
        WORDS
    }

    /// One code, unit or wording.
    ///
    /// @param what the kind of thing
    /// @param type of the resources
    /// @param system of the code; empty where there is none
    /// @param code the code, the unit, or the words
    /// @param text in words
    /// @param unit of its numbers, empty where it has none
    /// @param times how many resources
    /// @param charts how many charts
    /// @param likely the likeliest meanings, best first
    public record Row(
            What what,
            String type,
            String system,
            String code,
            String text,
            String unit,
            int times,
            int charts,
            List<Meaning> likely) {}

    private record Asked(What what, String type, String system, String code, String text) {}

    private static final class Counted {
        private final List<Coding> codings;
        private final String unit;
        private final Optional<BigDecimal> number;
        private final Set<String> patients = new HashSet<>();
        private int times;

        Counted(List<Coding> codings, String unit, Optional<BigDecimal> number) {
            this.codings = codings;
            this.unit = unit;
            this.number = number;
        }
    }

    /// @param known the lists of the knowledge
    /// @param recognition all that is applied, a site's maps too
    /// @param isRead whether rules ask for a code
    public ReadingSurvey(
            KnownRecognition known, Recognition recognition, Predicate<Coding> isRead) {
        this.known = known;
        this.recognition = recognition;
        this.isRead = isRead;
    }

    /// Looks through a further chart, whatever its dates.
    public void add(Chart chart, LocalDate asOf) {
        charts++;
        for (Resource resource : ReadChart.of(chart, asOf, recognition).chart().resources()) {
            if (TYPES.contains(resource.type())) {
                look(resource, chart.patient().reference());
            }
        }
    }

    /// How many charts were looked through.
    public int charts() {
        return charts;
    }

    private void look(Resource read, String patient) {
        List<String> tags = ReadingTag.of(read.content());
        String element = read.type().startsWith("Medication") ? "medication" : "code";
        Resource written = read.asWritten();
        String text = Concepts.text(written.content(), element);
        List<Coding> codings = read.content().codings(element);
        FhirObject quantity =
                written.content().get("value") instanceof FhirObject value
                                && value.typeName().equals("Quantity")
                        ? value
                        : null;
        String unit = quantity == null ? "" : Results.unit(quantity);
        Optional<BigDecimal> number =
                quantity == null ? Optional.empty() : quantity.number("value");
        if (tags.contains(ReadingTag.UNUSABLE_UNIT)) {
            count(
                    new Asked(What.UNIT, read.type(), SiteMaps.UNIT, unit, text),
                    codings,
                    unit,
                    number,
                    patient);
        } else if (tags.contains(ReadingTag.BY_WORDS)
                || tags.contains(ReadingTag.NOT_RECOGNISED)
                || codings.stream().noneMatch(this::isUnderstood)) {
            Coding own = ownCoding(written.content().codings(element));
            boolean isCoded = !own.code().isEmpty();
            count(
                    new Asked(
                            isCoded ? What.CODE : What.WORDS,
                            read.type(),
                            isCoded ? own.system() : SiteMaps.WORDS,
                            isCoded ? own.code() : text,
                            text),
                    codings,
                    unit,
                    number,
                    patient);
        }
    }

    private boolean isUnderstood(Coding coding) {
        return coding.system().startsWith("urn:osteon:")
                || isRead.test(coding)
                || known.isListed(coding.system());
    }

    /// The code that a site would map: its own before that of a public system.
    private Coding ownCoding(List<Coding> codings) {
        return Stream.concat(
                        codings.stream().filter(coding -> !known.isListed(coding.system())),
                        codings.stream())
                .findFirst()
                .orElse(new Coding("", ""));
    }

    private void count(
            Asked asked,
            List<Coding> codings,
            String unit,
            Optional<BigDecimal> number,
            String patient) {
        Counted counted = rows.computeIfAbsent(asked, unused -> new Counted(codings, unit, number));
        counted.times++;
        counted.patients.add(patient);
    }

    /// What is not understood, the commonest first.
    public List<Row> rows() {
        List<Row> all = new ArrayList<>();
        rows.forEach((asked, counted) ->
                all.add(
                        new Row(
                                asked.what(),
                                asked.type(),
                                asked.system(),
                                asked.code(),
                                asked.text(),
                                counted.unit,
                                counted.times,
                                counted.patients.size(),
                                likely(asked, counted))));
        all.sort(
                Comparator.comparingInt(Row::times)
                        .reversed()
                        .thenComparing(Row::type)
                        .thenComparing(Row::system)
                        .thenComparing(Row::code)
                        .thenComparing(Row::text));
        return List.copyOf(all);
    }

    private List<Meaning> likely(Asked asked, Counted counted) {
        return asked.what() == What.UNIT
                ? known.likelyUnits(asked.code(), counted.codings, counted.number)
                : known.likelyMeanings(asked.type(), asked.text(), counted.unit, counted.number);
    }
}
