package org.osteon.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A JSON object of a FHIR resource: named elements in the order they were written.
///
/// Choice elements are found under their base name: `valueQuantity` is `value`, and the value's
/// [#typeName()] is `Quantity`. Repeating elements are lists.
public final class FhirObject implements FhirValue {
    private final String typeName;
    private String[] names;
    private Object[] values;

    FhirObject(String typeName, String[] names, Object[] values) {
        this.typeName = typeName;
        this.names = names;
        this.values = values;
    }

    /// An object of these elements: each a [FhirValue] or a list of them.
    public static FhirObject of(String typeName, Map<String, ?> elements) {
        return new FhirObject(
                typeName,
                elements.keySet().toArray(String[]::new),
                elements.values().toArray(Object[]::new));
    }

    /// The object with another element of that name in place of its own, or a further one.
    ///
    /// @param value a [FhirValue] or a list of them
    public FhirObject with(String name, Object value) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                Object[] changed = values.clone();
                changed[i] = value;
                return new FhirObject(typeName, names, changed);
            }
        }
        String[] more = Arrays.copyOf(names, names.length + 1);
        Object[] all = Arrays.copyOf(values, values.length + 1);
        more[names.length] = name;
        all[values.length] = value;
        return new FhirObject(typeName, more, all);
    }

    /// The object without the elements of that name.
    public FhirObject without(String name) {
        if (get(name) == null) {
            return this;
        }
        List<String> left = new ArrayList<>(names.length);
        List<Object> kept = new ArrayList<>(values.length);
        for (int i = 0; i < names.length; i++) {
            if (!names[i].equals(name)) {
                left.add(names[i]);
                kept.add(values[i]);
            }
        }
        return new FhirObject(typeName, left.toArray(String[]::new), kept.toArray());
    }

    @Override
    public String typeName() {
        return typeName;
    }

    int size() {
        return names.length;
    }

    String nameAt(int place) {
        return names[place];
    }

    Object valueAt(int place) {
        return values[place];
    }

    /// The names of its elements, in the order they were written.
    public List<String> names() {
        return List.of(names);
    }

    /// The element of that name: a [FhirValue], a [List] of them, or null where there is none.
    public @Nullable Object get(String name) {
        // A string knows its hash: others of the same length need not be read.
        int hash = name.hashCode();
        for (int i = 0; i < names.length; i++) {
            if (names[i].hashCode() == hash && names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }

    /// The element as a list: empty where absent, of one where it does not repeat.
    public List<FhirValue> list(String name) {
        Object value = get(name);
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list.stream().map(FhirValue.class::cast).toList();
            default -> List.of((FhirValue) value);
        };
    }

    /// The objects of a repeating element.
    public List<FhirObject> objects(String name) {
        return switch (get(name)) {
            case FhirObject object -> List.of(object);
            case List<?> list -> {
                List<FhirObject> objects = new ArrayList<>(list.size());
                for (Object item : list) {
                    if (item instanceof FhirObject object) {
                        objects.add(object);
                    }
                }
                yield Collections.unmodifiableList(objects);
            }
            case null, default -> List.of();
        };
    }

    /// The first object of that name.
    public Optional<FhirObject> object(String name) {
        return switch (get(name)) {
            case FhirObject object -> Optional.of(object);
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof FhirObject first ->
                    Optional.of(first);
            case null, default -> Optional.empty();
        };
    }

    /// The text of a primitive element, dates as written.
    public Optional<String> text(String name) {
        return get(name) instanceof FhirPrimitive primitive
                ? Optional.of(primitive.toString())
                : Optional.empty();
    }

    /// The number of a decimal or integer element.
    public Optional<BigDecimal> number(String name) {
        return get(name) instanceof FhirPrimitive primitive
                ? switch (primitive.value()) {
                    case BigDecimal decimal -> Optional.of(decimal);
                    case Integer integer -> Optional.of(BigDecimal.valueOf(integer));
                    default -> Optional.empty();
                }
                : Optional.empty();
    }

    /// The date or time of an element; of a Period its start.
    public Optional<FhirTime> time(String name) {
        return switch (get(name)) {
            case FhirPrimitive primitive when primitive.value() instanceof FhirTime time ->
                    Optional.of(time);
            case FhirObject period -> period.time("start");
            case null, default -> Optional.empty();
        };
    }

    /// The codings of a CodeableConcept element (of all its repetitions), or of a Coding element.
    public List<Coding> codings(String name) {
        List<Coding> codings = new ArrayList<>();
        for (FhirObject concept : objects(name)) {
            if (concept.get("coding") == null) {
                Coding.of(concept).ifPresent(codings::add);
            } else {
                for (FhirObject coding : concept.objects("coding")) {
                    Coding.of(coding).ifPresent(codings::add);
                }
            }
        }
        return Collections.unmodifiableList(codings);
    }

    /// What a person would call the concept of that name: its text, else a display, else a code.
    public Optional<String> label(String name) {
        return label(name, Coding::label);
    }

    /// The same, where codes without words have names. A text that is the code itself gives way to
    /// a name.
    ///
    /// @param names what a coding is called
    public Optional<String> label(String name, Function<Coding, String> names) {
        return object(name)
                .flatMap(concept -> {
                    List<Coding> codings = codings(name);
                    Optional<String> text = concept.text("text");
                    if (text.isPresent()
                            && codings.stream()
                                    .noneMatch(one -> Coding.isSpelled(text.get(), one.code()))) {
                        return text;
                    }
                    return codings.stream()
                            .filter(one -> !Coding.isSpelled(names.apply(one), one.code()))
                            .map(names)
                            .findFirst()
                            .or(() -> text)
                            .or(() -> codings.stream().map(names).findFirst());
                });
    }

    /// Puts a value in place of another of the same name; only while the chart is being read.
    void replace(String name, Object value) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                values[i] = value;
            }
        }
    }

    /// Gives an id to a resource that has none; only while the chart is being read.
    void identify(String id) {
        names = Arrays.copyOf(names, names.length + 1);
        values = Arrays.copyOf(values, values.length + 1);
        names[names.length - 1] = "id";
        values[values.length - 1] = new FhirPrimitive("", id);
    }
}
