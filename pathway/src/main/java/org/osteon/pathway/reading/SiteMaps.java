package org.osteon.pathway.reading;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.FhirValue;
import org.osteon.chart.Resource;

/// A site's own codes, words and units, translated into those that rules know before anything else
/// is read. What was written stays beside.
public final class SiteMaps implements Recognition {
    /// The source system of a map's words: a text or display, whole, without letter case.
    public static final String WORDS = "urn:osteon:words";

    /// The source system of a map's units.
    public static final String UNIT = "urn:osteon:unit";

    /// Of a code that a site knows and no rule asks for.
    static final Coding NOTHING = new Coding("urn:osteon:mapped", "nothing");

    private static final String UCUM = "http://unitsofmeasure.org";

    private final Map<CodeKey, Target> codes;
    private final Map<String, Target> words;
    private final Map<String, UnitTarget> units;
    private final Units spellings;
    private final Map<String, String> files;
    private final @Nullable Path folder;
    private final String hash;

    /// What a code is taken for, and the file that says so.
    record Target(List<Coding> codings, String file) {}

    record UnitTarget(String ucum, String file) {}

    SiteMaps(
            Map<CodeKey, Target> codes,
            Map<String, Target> words,
            Map<String, UnitTarget> units,
            Units spellings,
            Map<String, String> files,
            @Nullable Path folder,
            String hash) {
        this.codes = Map.copyOf(codes);
        this.words = Map.copyOf(words);
        this.units = Map.copyOf(units);
        this.spellings = spellings;
        this.files = Map.copyOf(files);
        this.folder = folder;
        this.hash = hash;
    }

    /// No maps.
    public static SiteMaps none() {
        return new SiteMaps(Map.of(), Map.of(), Map.of(), new Units(), Map.of(), null, "");
    }

    /// SHA-256 (hex) over the files; empty where there are none.
    public String hash() {
        return hash;
    }

    /// The files they were read from, by name.
    public Map<String, String> files() {
        return files;
    }

    /// The folder they were read from; null where there are none.
    public @Nullable Path folder() {
        return folder;
    }

    /// How many rows they have.
    public int size() {
        return codes.size() + words.size() + units.size();
    }

    @Override
    public Resource read(Resource written, LocalDate asOf, ReadingNotes notes) {
        if (size() == 0) {
            return written;
        }
        FhirObject content = written.content();
        FhirObject read = translated(content, written, notes);
        if (read != content
                && content.get("value") instanceof FhirObject value
                && value.typeName().equals("Quantity")
                && read.get("value") != value) {
            read = read.with("original", value);
        }
        return read == content ? written : written.with(read);
    }

    private FhirObject translated(FhirObject object, Resource resource, ReadingNotes notes) {
        FhirObject read = object;
        for (String name : object.names()) {
            Object value = object.get(name);
            Object changed = value;
            if (value instanceof FhirObject inner) {
                changed = translated(inner, resource, notes);
            } else if (value instanceof List<?> list) {
                changed = translated(list, resource, notes);
            }
            if (changed != null && !changed.equals(value)) {
                read = read.with(name, changed);
            }
        }
        if (read.get("coding") != null
                || (read.get("text") instanceof FhirPrimitive && isConcept(read))) {
            read = concept(read, resource, notes);
        }
        if (!units.isEmpty() && read.get("value") instanceof FhirPrimitive) {
            read = quantity(read, resource, notes);
        }
        return read;
    }

    private Object translated(List<?> list, Resource resource, ReadingNotes notes) {
        List<FhirValue> changed = new ArrayList<>(list.size());
        boolean differs = false;
        for (Object item : list) {
            FhirValue one =
                    item instanceof FhirObject object
                            ? translated(object, resource, notes)
                            : (FhirValue) item;
            differs |= one != item;
            changed.add(one);
        }
        return differs ? List.copyOf(changed) : list;
    }

    /// A concept of words alone, and not a note or an instruction.
    private static boolean isConcept(FhirObject object) {
        return object.names().stream()
                .allMatch(name ->
                        name.equals("text") || name.equals("extension") || name.equals("id"));
    }

    private FhirObject concept(FhirObject concept, Resource resource, ReadingNotes notes) {
        List<Coding> there = new ArrayList<>();
        for (FhirObject coding : concept.objects("coding")) {
            coding.text("code")
                    .ifPresent(code ->
                            there.add(
                                    new Coding(
                                            coding.text("system").orElse(""),
                                            code,
                                            coding.text("display").orElse(""))));
        }
        List<Coding> more = new ArrayList<>();
        for (Coding coding : there) {
            Target target = codes.get(CodeKey.of(coding));
            if (target != null) {
                tell(resource, coding.system() + "|" + coding.code(), target, notes);
                more.addAll(target.codings());
            }
            byWords(coding.display(), resource, more, notes);
        }
        concept.text("text").ifPresent(text -> byWords(text, resource, more, notes));
        List<Coding> missing = Concepts.missing(there, more);
        return missing.isEmpty() ? concept : Concepts.with(concept, missing);
    }

    private void byWords(String text, Resource resource, List<Coding> more, ReadingNotes notes) {
        if (!words.isEmpty() && !text.isEmpty()) {
            Target target = words.get(Words.of(text).joined());
            if (target != null && !more.containsAll(target.codings())) {
                tell(resource, text, target, notes);
                more.addAll(target.codings());
            }
        }
    }

    private static void tell(Resource resource, String from, Target target, ReadingNotes notes) {
        for (Coding coding : target.codings()) {
            if (coding.equals(NOTHING)) {
                continue;
            }
            notes.mapped(resource, from, coding.system() + "|" + coding.code(), target.file());
        }
    }

    private FhirObject quantity(FhirObject quantity, Resource resource, ReadingNotes notes) {
        String written = Results.unit(quantity);
        UnitTarget target = written.isEmpty() ? null : units.get(spellings.key(written));
        if (target == null || target.ucum().equals(written)) {
            return quantity;
        }
        notes.mapped(resource, written, target.ucum(), target.file());
        return quantity.with("unit", FhirPrimitive.of(target.ucum()))
                .with("system", FhirPrimitive.of(UCUM))
                .with("code", FhirPrimitive.of(target.ucum()));
    }
}
