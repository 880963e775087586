package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;

/// FHIRPath Patch: a resource Parameters whose parts `operation` are done one after the other, all
/// of them or none.
final class FhirPathPatch {
    private static final int MOST_STEPS = 1_000;
    private static final int LONGEST_PATH = 1_000;

    private final FhirContext context;
    private final List<ParametersParameterComponent> steps;

    private FhirPathPatch(FhirContext context, List<ParametersParameterComponent> steps) {
        this.context = context;
        this.steps = steps;
    }

    /// Reads a patch.
    ///
    /// @throws Problem where it is none
    static FhirPathPatch of(FhirContext context, Parameters patch) {
        List<ParametersParameterComponent> steps = patch.getParameter();
        if (steps.isEmpty()
                || steps.stream().anyMatch(step -> !"operation".equals(step.getName()))) {
            throw Problem.unusable(
                    "a FHIRPath Patch is a resource Parameters with parameters 'operation' only");
        }
        if (steps.size() > MOST_STEPS) {
            throw Problem.unusable("a FHIRPath Patch has at most " + MOST_STEPS + " operations");
        }
        return new FhirPathPatch(context, steps);
    }

    /// Changes a resource.
    ///
    /// @throws Problem where a step cannot be done; the resource is of no use then
    void applyTo(Resource resource) {
        for (ParametersParameterComponent step : steps) {
            String path = text(step, "path");
            try {
                done(resource, step, path);
            } catch (FHIRException | ClassCastException | IllegalArgumentException e) {
                throw impossible(path, String.valueOf(e.getMessage()));
            }
        }
    }

    private void done(Resource resource, ParametersParameterComponent step, String path) {
        switch (text(step, "type")) {
            case "add" -> add(only(resource, path), text(step, "name"), part(step, "value"), path);
            case "insert" -> {
                Place list = list(resource, path);
                append(list.parent(), list.name(), part(step, "value"));
                list.moved(list.size() - 1, number(step, "index", list.size() - 1));
            }
            case "delete" -> {
                if (!found(resource, path).isEmpty()) {
                    place(resource, only(resource, path), path).remove();
                }
            }
            case "replace" -> {
                Place place = place(resource, only(resource, path), path);
                if (place.isList()) {
                    int at = place.index();
                    place.remove();
                    append(place.parent(), place.name(), part(step, "value"));
                    place.moved(place.size() - 1, at);
                } else {
                    place.remove();
                    append(place.parent(), place.name(), part(step, "value"));
                }
            }
            case "move" -> {
                Place list = list(resource, path);
                list.moved(
                        number(step, "source", list.size() - 1),
                        number(step, "destination", list.size() - 1));
            }
            case String other ->
                    throw Problem.unusable(
                            "the type of an operation is add, insert, delete, replace or move, not"
                                    + " '"
                                    + other
                                    + "'");
        }
    }

    // --- the parts of a step ---

    private static Optional<ParametersParameterComponent> optional(
            ParametersParameterComponent step, String name) {
        return step.getPart().stream().filter(part -> name.equals(part.getName())).findFirst();
    }

    private static ParametersParameterComponent part(
            ParametersParameterComponent step, String name) {
        return optional(step, name)
                .orElseThrow(() ->
                        Problem.unusable("an operation of this type has a part '" + name + "'"));
    }

    private static String text(ParametersParameterComponent step, String name) {
        if (part(step, name).getValue() instanceof PrimitiveType<?> value && value.hasValue()) {
            return value.getValueAsString();
        }
        throw Problem.unusable("the part '" + name + "' of an operation is a text");
    }

    private static int number(ParametersParameterComponent step, String name, int last) {
        if (!(part(step, name).getValue() instanceof IntegerType value) || !value.hasValue()) {
            throw Problem.unusable("the part '" + name + "' of an operation is an integer");
        }
        if (value.getValue() < 0 || value.getValue() > last) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "the patch cannot be done: "
                            + name
                            + " "
                            + value.getValue()
                            + " is no place in the list, which ends with "
                            + last);
        }
        return value.getValue();
    }

    // --- where ---

    private List<IBase> found(Resource resource, String path) {
        if (path.length() > LONGEST_PATH) {
            throw Problem.unusable("a path has at most " + LONGEST_PATH + " characters");
        }
        try {
            return context.newFhirPath().evaluate(resource, path, IBase.class);
        } catch (FhirPathExecutionException e) {
            throw Problem.unusable("the path '" + path + "' is not understood: " + e.getMessage());
        }
    }

    private Base only(Resource resource, String path) {
        List<IBase> found = found(resource, path);
        if (found.size() != 1) {
            throw impossible(path, "it leads to " + found.size() + " elements, and not to one");
        }
        return (Base) found.getFirst();
    }

    /// An element of a resource, or a list of them.
    ///
    /// @param index which one of the list
    private record Place(Base parent, BaseRuntimeChildDefinition child, int index) {
        String name() {
            return nameOf(child);
        }

        boolean isList() {
            return child.getMax() != 1;
        }

        private List<IBase> values() {
            return child.getAccessor().getValues(parent);
        }

        int size() {
            return values().size();
        }

        void remove() {
            if (isList()) {
                values().remove(index);
            } else {
                child.getMutator().setValue(parent, null);
            }
        }

        void moved(int from, int to) {
            List<IBase> values = values();
            values.add(to, values.remove(from));
        }
    }

    private Place place(Resource resource, Base element, String path) {
        return within(resource, element)
                .orElseThrow(() ->
                        impossible(path, "it leads to what is computed, not to what is there"));
    }

    private Place list(Resource resource, String path) {
        List<IBase> found = found(resource, path);
        if (found.isEmpty()) {
            throw impossible(path, "there is no such list; add its first element");
        }
        Place place = place(resource, (Base) found.getFirst(), path);
        Set<IBase> same = Collections.newSetFromMap(new IdentityHashMap<>());
        same.addAll(found);
        boolean whole = place.size() == found.size() && same.containsAll(place.values());
        if (!place.isList() || !whole) {
            throw impossible(path, "it is no list, or a part of one");
        }
        return place;
    }

    /// Where it stands itself; another that says the same is another.
    @SuppressWarnings("ReferenceEquality")
    private Optional<Place> within(Base parent, Base element) {
        if (!(context.getElementDefinition(parent.getClass())
                        instanceof BaseRuntimeElementCompositeDefinition<?>)
                && !parent.isResource()) {
            return Optional.empty();
        }
        for (BaseRuntimeChildDefinition child : children(parent)) {
            List<IBase> values = child.getAccessor().getValues(parent);
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) == element) {
                    return Optional.of(new Place(parent, child, i));
                }
            }
            for (IBase value : values) {
                Optional<Place> deeper =
                        value instanceof Base base ? within(base, element) : Optional.empty();
                if (deeper.isPresent()) {
                    return deeper;
                }
            }
        }
        return Optional.empty();
    }

    private List<BaseRuntimeChildDefinition> children(Base parent) {
        return parent instanceof Resource resource
                ? context.getResourceDefinition(resource).getChildren()
                : ((BaseRuntimeElementCompositeDefinition<?>)
                                context.getElementDefinition(parent.getClass()))
                        .getChildren();
    }

    // --- what ---

    private void add(Base parent, String name, ParametersParameterComponent value, String path) {
        BaseRuntimeChildDefinition child =
                children(parent).stream()
                        .filter(one -> one.getElementName().replace("[x]", "").equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                impossible(path, "a " + parent.fhirType() + " has no " + name));
        if (child.getMax() == 1 && !child.getAccessor().getValues(parent).isEmpty()) {
            throw impossible(path, "there is a " + name + " already; replace it");
        }
        append(parent, nameOf(child), value);
    }

    /// As it is set: what can be several things is `value[x]`.
    private static String nameOf(BaseRuntimeChildDefinition child) {
        String name = child.getElementName();
        return child instanceof RuntimeChildChoiceDefinition && !name.endsWith("[x]")
                ? name + "[x]"
                : name;
    }

    /// Puts a value at the end of what a parent has of a name.
    private void append(Base parent, String name, ParametersParameterComponent value) {
        if (value.hasValue()) {
            parent.setProperty(name, value.getValue());
        } else if (value.hasPart()) {
            Base made = parent.addChild(name);
            for (ParametersParameterComponent part : value.getPart()) {
                append(made, part.getName(), part);
            }
        } else {
            throw Problem.unusable("the value of '" + name + "' is a value[x], or has parts");
        }
    }

    private static Problem impossible(String path, String why) {
        return new Problem(
                ProblemKind.INCOMPLETE, "the patch cannot be done: " + path + ": " + why);
    }
}
