package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.FhirValue;
import org.osteon.chart.Resource;

/// Reads results: the analyte by its codes, the number in a unit that rules know, an answer by its
/// words.
final class Results {
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final List<String> LIMITS = List.of("low", "high");

    private final Analytes analytes;

    /// Systems whose codes say what was measured, known here or not.
    private final Set<String> listedSystems = new HashSet<>();

    private final Map<String, List<Coding>> answersByWords = new HashMap<>();
    private final Map<CodeKey, List<Coding>> answersByCode = new HashMap<>();

    Results(Analytes analytes) {
        this.analytes = analytes;
    }

    void add(FhirObject data) {
        if (data.get("laboratory") != null) {
            listedSystems.addAll(Concepts.texts(data, "listedSystem"));
        }
        for (FhirObject answer : data.objects("answer")) {
            List<Coding> add = Concepts.codings(answer, "add");
            for (String name : Concepts.texts(answer, "names")) {
                answersByWords.put(Words.of(name).joined(), add);
            }
            add.forEach(coding -> answersByCode.put(CodeKey.of(coding), add));
            CodeKey.list(answer, "code").forEach(code -> answersByCode.put(code, add));
        }
    }

    Resource read(Resource written, ReadingNotes notes) {
        List<Coding> codings = written.content().codings("code");
        Analytes.Analyte analyte = analytes.of(codings);
        if (analyte != null) {
            return read(written, codings, analyte, notes);
        }
        if (codings.stream().anyMatch(coding -> isListed(coding.system()))) {
            return written;
        }
        Analytes.Analyte named = analytes.named(Concepts.text(written.content(), "code"));
        for (String name : namesOf(written.content())) {
            named = named == null ? analytes.named(name) : named;
        }
        if (named == null) {
            return written;
        }
        notes.foundInWords(written, named.title());
        return ReadingTag.added(read(written, codings, named, notes), ReadingTag.BY_WORDS);
    }

    private boolean isListed(String system) {
        return listedSystems.contains(system) || system.startsWith("urn:osteon:");
    }

    private static List<String> namesOf(FhirObject content) {
        List<String> names = new ArrayList<>();
        for (FhirObject code : content.objects("code")) {
            code.text("text").ifPresent(names::add);
            for (FhirObject coding : code.objects("coding")) {
                coding.text("display").ifPresent(names::add);
            }
        }
        return names;
    }

    /// The parts of a panel that are results of their own.
    List<Resource> parts(Resource panel, ReadingNotes notes) {
        if (panel.content().get("component") == null) {
            return List.of();
        }
        List<Resource> parts = new ArrayList<>();
        for (FhirObject component : panel.content().objects("component")) {
            List<Coding> codings = component.codings("code");
            Analytes.Analyte analyte = analytes.of(codings);
            if (analyte != null && !isOwn(codings)) {
                Resource part = panel.with(partOf(panel.content(), component));
                parts.add(read(part, codings, analyte, notes));
            }
        }
        return parts;
    }

    /// Rules read our own codes where they are, in the component.
    private static boolean isOwn(List<Coding> codings) {
        return codings.stream().anyMatch(coding -> coding.system().startsWith("urn:osteon:"));
    }

    private static FhirObject partOf(FhirObject panel, FhirObject component) {
        Map<String, Object> elements = new LinkedHashMap<>();
        for (String name : panel.names()) {
            if (!name.equals("component")
                    && !name.equals("value")
                    && !name.equals("dataAbsentReason")
                    && !name.equals("referenceRange")) {
                elements.put(name, Objects.requireNonNull(panel.get(name)));
            }
        }
        for (String name : component.names()) {
            if (!name.equals("id") && !name.equals("extension")) {
                elements.put(name, Objects.requireNonNull(component.get(name)));
            }
        }
        // What is said of the panel's own value is not said of its parts.
        return ReadingTag.without(
                ReadingTag.without(
                        FhirObject.of(panel.typeName(), elements), ReadingTag.UNUSABLE_ABSENT),
                ReadingTag.UNUSABLE_TYPE);
    }

    private Resource read(
            Resource written, List<Coding> codings, Analytes.Analyte analyte, ReadingNotes notes) {
        List<Coding> more = analytes.missing(analyte, codings);
        FhirObject content =
                more.isEmpty() ? written.content() : Concepts.with(written.content(), "code", more);
        Unread unread = null;
        FhirObject read = withNumber(content, analyte);
        if (isNumber(read) && !analyte.accepted().isEmpty()) {
            FhirObject quantity = read.object("value").orElseThrow();
            Analytes.Understood understood = analytes.understood(analyte, unit(quantity));
            unread = unread(analyte, understood, quantity);
            read = withLimits(analyte, quantity, inUnit(read, quantity, understood));
        } else if (isAnswer(read, analyte)) {
            FhirValue value = (FhirValue) Objects.requireNonNull(read.get("value"));
            FhirValue answer = answer(value);
            if (answer == null) {
                unread = UnreadableValues.in(content, analyte);
            } else if (answer != value) {
                read = ReadingTag.without(read.with("value", answer), ReadingTag.UNUSABLE_TYPE);
            }
        } else {
            unread = UnreadableValues.in(content, analyte);
        }
        Resource result = read == written.content() ? written : written.with(read);
        if (unread == null) {
            return result;
        }
        if (!unread.why().isEmpty()) {
            notes.notUnderstood(written, unread.why());
        }
        return ReadingTag.added(result, unread.tag());
    }

    /// What was written as a text or a whole number as a quantity, where it can mean one only.
    private FhirObject withNumber(FhirObject content, Analytes.Analyte analyte) {
        if (analyte.accepted().isEmpty()
                || (analyte.whole() && UnreadableValues.isWhole(content))
                || content.get("dataAbsentReason") != null
                || !(content.get("value") instanceof FhirPrimitive value)) {
            return content;
        }
        return WrittenNumber.of(value)
                .filter(quantity ->
                        unit(quantity).isEmpty()
                                || analytes.understood(analyte, unit(quantity)) != null)
                .map(quantity -> content.with("value", quantity))
                .orElse(content);
    }

    private static boolean isNumber(FhirObject content) {
        return content.get("value") instanceof FhirObject quantity
                && quantity.typeName().equals("Quantity")
                && quantity.get("value") != null
                && content.get("dataAbsentReason") == null;
    }

    private static boolean isAnswer(FhirObject content, Analytes.Analyte analyte) {
        return analyte.answers()
                && content.get("value") instanceof FhirValue
                && content.get("dataAbsentReason") == null;
    }

    /// Why nobody can use a quantity; null where it can be used.
    private static @Nullable Unread unread(
            Analytes.Analyte analyte, Analytes.@Nullable Understood understood, FhirObject value) {
        if (understood == null) {
            return new Unread(
                    ReadingTag.UNUSABLE_UNIT,
                    "a unit in which " + analyte.title() + " cannot be read");
        }
        boolean saysNothing =
                value.text("comparator")
                        .filter(comparator ->
                                value.number("value")
                                        .filter(bound ->
                                                analyte.saysNothing(understood, comparator, bound))
                                        .isPresent())
                        .isPresent();
        return saysNothing
                ? new Unread(
                        ReadingTag.UNUSABLE_BOUND,
                        "a bound that leaves open all that " + analyte.title() + " can be")
                : null;
    }

    /// The same quantity in a unit that rules read, the same object where it is in one.
    private static FhirObject inUnit(
            FhirObject content, FhirObject quantity, Analytes.@Nullable Understood understood) {
        if (understood == null
                || (understood.conversion() == null && understood.unit().equals(unit(quantity)))) {
            return content;
        }
        FhirObject read = content.with("value", converted(quantity, understood));
        return read.get("original") == null ? read.with("original", quantity) : read;
    }

    /// Its UCUM code, else its unit as written.
    static String unit(FhirObject quantity) {
        if (quantity.text("system").filter(UCUM::equals).isPresent()) {
            String code = quantity.text("code").orElse("");
            if (!code.isEmpty()) {
                return code;
            }
        }
        return quantity.text("unit").or(() -> quantity.text("code")).orElse("");
    }

    private static FhirObject converted(FhirObject quantity, Analytes.Understood understood) {
        FhirObject read =
                quantity.with("unit", FhirPrimitive.of(understood.unit()))
                        .with("system", FhirPrimitive.of(UCUM))
                        .with("code", FhirPrimitive.of(understood.unit()));
        return understood.conversion() == null
                ? read
                : quantity.number("value")
                        .map(number -> read.with("value", FhirPrimitive.of(understood.of(number))))
                        .orElse(read);
    }

    /// The limits of the laboratory go the way of the value: those without a unit are in its unit.
    private FhirObject withLimits(Analytes.Analyte analyte, FhirObject value, FhirObject content) {
        if (content.get("referenceRange") == null) {
            return content;
        }
        String unit = unit(value);
        boolean changed = false;
        List<FhirValue> ranges = new ArrayList<>();
        for (FhirObject range : content.objects("referenceRange")) {
            FhirObject read = range;
            for (String limit : LIMITS) {
                FhirObject quantity = range.object(limit).orElse(null);
                if (quantity != null) {
                    String own = unit(quantity);
                    String inUnit = own.isEmpty() ? unit : own;
                    Analytes.Understood understood = analytes.understood(analyte, inUnit);
                    if (understood != null
                            && (understood.conversion() != null
                                    || !understood.unit().equals(inUnit))) {
                        read = read.with(limit, converted(quantity, understood));
                        changed = true;
                    }
                }
            }
            ranges.add(read);
        }
        return changed ? content.with("referenceRange", List.copyOf(ranges)) : content;
    }

    /// What a value answers, the same object where rules know it so; null where it is no answer.
    private @Nullable FhirValue answer(FhirValue value) {
        if (value instanceof FhirPrimitive text) {
            List<Coding> answer = answersByWords.get(Words.of(text.toString()).joined());
            return answer == null ? null : Concepts.concept(text.toString(), answer);
        }
        if (value instanceof FhirObject concept && concept.typeName().equals("CodeableConcept")) {
            List<Coding> codings = codingsOf(concept);
            List<Coding> answer = null;
            for (Coding coding : codings) {
                answer = answer == null ? answersByCode.get(CodeKey.of(coding)) : answer;
            }
            if (answer == null) {
                answer =
                        answersByWords.get(
                                Words.of(concept.text("text").orElse(displayOf(codings))).joined());
            }
            if (answer == null) {
                return null;
            }
            List<Coding> more = Concepts.missing(codings, answer);
            return more.isEmpty() ? value : Concepts.with(concept, more);
        }
        return null;
    }

    private static String displayOf(List<Coding> codings) {
        return codings.isEmpty() ? "" : codings.getFirst().display();
    }

    private static List<Coding> codingsOf(FhirObject concept) {
        return FhirObject.of("", Map.of("it", concept)).codings("it");
    }
}
