package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.FhirValue;

/// CodeableConcepts with codings added, and the words in them.
final class Concepts {
    private Concepts() {}

    /// The codings of recognition data: objects with `system`, `code` and, at times, `display`.
    static List<Coding> codings(FhirObject data, String name) {
        return data.objects(name).stream()
                .map(code ->
                        new Coding(
                                code.text("system").orElse(""),
                                code.text("code").orElseThrow(),
                                code.text("display").orElse("")))
                .toList();
    }

    /// Those that the concept does not have yet.
    static List<Coding> missing(List<Coding> there, List<Coding> wanted) {
        List<Coding> missing = List.of();
        for (Coding one : wanted) {
            if (!has(there, one.system(), one.code()) && !has(missing, one.system(), one.code())) {
                if (missing.isEmpty()) {
                    missing = new ArrayList<>();
                }
                missing.add(one);
            }
        }
        return missing;
    }

    static boolean has(List<Coding> codings, String system, String code) {
        for (Coding coding : codings) {
            if (coding.code().equals(code) && coding.system().equals(system)) {
                return true;
            }
        }
        return false;
    }

    /// The content with further codings in the concept of that name, which it may not have yet.
    static FhirObject with(FhirObject content, String name, List<Coding> more) {
        if (more.isEmpty()) {
            return content;
        }
        return switch (content.get(name)) {
            case FhirObject concept -> content.with(name, with(concept, more));
            case List<?> list
                    when !list.isEmpty() && list.getFirst() instanceof FhirObject first -> {
                List<FhirValue> changed = new ArrayList<>();
                changed.add(with(first, more));
                list.stream().skip(1).forEach(other -> changed.add((FhirValue) other));
                yield content.with(name, List.copyOf(changed));
            }
            case null, default -> content.with(name, concept("", more));
        };
    }

    /// The content with a further concept in a repeating element.
    static FhirObject withFurther(FhirObject content, String name, List<Coding> codings) {
        List<FhirValue> all = new ArrayList<>(content.list(name));
        all.add(concept("", codings));
        return content.with(name, List.copyOf(all));
    }

    /// A concept of words and codings.
    static FhirObject concept(String text, List<Coding> codings) {
        Map<String, Object> elements = new LinkedHashMap<>();
        elements.put("coding", codings.stream().map(Concepts::coding).toList());
        if (!text.isEmpty()) {
            elements.put("text", FhirPrimitive.of(text));
        }
        return FhirObject.of("CodeableConcept", elements);
    }

    /// The concept with further codings.
    static FhirObject with(FhirObject concept, List<Coding> more) {
        if (concept.typeName().equals("Reference")) {
            return concept(concept.text("display").orElse(""), more);
        }
        List<FhirValue> codings = new ArrayList<>(concept.list("coding"));
        more.forEach(coding -> codings.add(coding(coding)));
        return concept.with("coding", List.copyOf(codings));
    }

    private static FhirObject coding(Coding coding) {
        Map<String, Object> elements = new LinkedHashMap<>();
        elements.put("system", FhirPrimitive.of(coding.system()));
        elements.put("code", FhirPrimitive.of(coding.code()));
        if (!coding.display().isEmpty()) {
            elements.put("display", FhirPrimitive.of(coding.display()));
        }
        return FhirObject.of("", elements);
    }

    /// The words in the concepts of that name: text and displays.
    static String text(FhirObject content, String name) {
        if (content.get(name) == null) {
            return "";
        }
        Set<String> words = new LinkedHashSet<>();
        for (FhirObject concept : content.objects(name)) {
            concept.text("text").ifPresent(words::add);
            concept.text("display").ifPresent(words::add);
            for (FhirObject coding : concept.objects("coding")) {
                coding.text("display").ifPresent(words::add);
            }
        }
        return words.size() == 1 ? words.iterator().next() : String.join("; ", words);
    }

    /// The texts of a list of primitives in recognition data.
    static List<String> texts(FhirObject data, String name) {
        return data.list(name).stream().map(Object::toString).toList();
    }

    static boolean isTrue(FhirObject data, String name) {
        return data.get(name) instanceof FhirPrimitive flag && isTrue(flag.value());
    }

    private static boolean isTrue(@Nullable Object value) {
        return Boolean.TRUE.equals(value);
    }
}
