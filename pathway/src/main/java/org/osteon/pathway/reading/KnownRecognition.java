package org.osteon.pathway.reading;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// Recognises by the data of the knowledge: `recognition/*.json`.
public final class KnownRecognition implements Recognition {
    private final Units units = new Units();
    private final Analytes analytes;
    private final Results results;
    private final Medicines medicines = new Medicines();
    private final Kinds kinds;
    private final OrderDetails orderDetails = new OrderDetails();
    private final NoteWords noteWords = new NoteWords();
    private final Suggestions suggestions;
    private final Set<String> listedSystems = new HashSet<>();

    /// Of these files.
    ///
    /// @throws IllegalArgumentException where data is not as it must be, with the reason
    public KnownRecognition(List<FhirObject> files) {
        this(files, CodeSets.NONE);
    }

    /// Of these files, for rules that ask for codes by sets.
    ///
    /// @param setsOf the sets that hold a code
    /// @throws IllegalArgumentException where data is not as it must be, with the reason
    public KnownRecognition(List<FhirObject> files, Function<Coding, List<String>> setsOf) {
        this(files, new CodeSets(setsOf));
    }

    private KnownRecognition(List<FhirObject> files, CodeSets setsOf) {
        this.analytes = new Analytes(units, setsOf);
        this.results = new Results(analytes);
        this.kinds = new Kinds(setsOf);
        this.suggestions = new Suggestions(units, analytes);
        files.forEach(this::add);
    }

    private void add(FhirObject file) {
        try {
            units.add(file);
            analytes.add(file);
            results.add(file);
            medicines.add(file);
            kinds.add(file);
            orderDetails.add(file);
            noteWords.add(file);
            suggestions.add(file);
            listedSystems.addAll(Concepts.texts(file, "listedSystem"));
        } catch (NoSuchElementException e) {
            throw new IllegalArgumentException(
                    file.text("id").orElse("recognition") + ": an element is missing", e);
        }
    }

    @Override
    public Resource read(Resource written, LocalDate asOf, ReadingNotes notes) {
        Resource read =
                switch (written.type()) {
                    case "Observation" -> orderDetails.sited(results.read(written, notes));
                    case "MedicationRequest", "MedicationStatement", "MedicationAdministration" ->
                            medicines.read(written, notes);
                    case "Condition" -> known(written, "a problem", notes);
                    case "Procedure" -> orderDetails.read(known(written, "a procedure", notes));
                    case "ServiceRequest" -> orderDetails.read(known(written, "an order", notes));
                    case "AllergyIntolerance" -> allergy(written, notes);
                    default -> written;
                };
        noteWords.read(written, notes);
        return read;
    }

    @Override
    public List<Resource> parts(Resource read, ReadingNotes notes) {
        return read.type().equals("Observation") ? results.parts(read, notes) : List.of();
    }

    /// Why nobody can use a result as it is written: its unit is none that rules read, or a body
    /// cannot have that value; empty where neither is known to be so.
    public Optional<String> doubt(Resource observation) {
        return analytes.doubt(observation.content());
    }

    /// A site's maps, read from a folder.
    ///
    /// @param isRead whether rules ask for a code
    /// @throws SiteMapException where a row cannot be used, with every problem
    /// @throws IOException where the folder cannot be read
    public SiteMaps siteMaps(Path folder, Predicate<Coding> isRead)
            throws IOException, SiteMapException {
        return new SiteMapFiles(units, isRead).read(folder);
    }

    /// Whether codes of a system say what they mean, asked for by rules or not.
    boolean isListed(String system) {
        return listedSystems.contains(system);
    }

    /// The likeliest meanings of an unknown code or of words, best first.
    List<Meaning> likelyMeanings(
            String type, String text, String unit, Optional<BigDecimal> number) {
        return suggestions.ofCode(type, text, unit, number);
    }

    /// The likeliest meanings of a unit, best first.
    ///
    /// @param codings of the result that is in it
    List<Meaning> likelyUnits(String unit, List<Coding> codings, Optional<BigDecimal> number) {
        return suggestions.ofUnit(unit, codings, number);
    }

    private Resource known(Resource written, String what, ReadingNotes notes) {
        Kinds.Read read = kinds.read(written, notes);
        if (!read.isKnown() && isOpen(written)) {
            notes.notUnderstood(written, what + " without a code that rules know");
        }
        return read.resource();
    }

    /// An order that was carried out or withdrawn asks for nothing.
    private static boolean isOpen(Resource written) {
        return !written.type().equals("ServiceRequest")
                || Set.of("draft", "active", "on-hold")
                        .contains(written.content().text("status").orElse(""));
    }

    /// A listed name decides; what nobody knows leaves the question open.
    private Resource allergy(Resource written, ReadingNotes notes) {
        Kinds.Read read = kinds.read(written, notes);
        FhirObject content = read.resource().content();
        Medicines.Answer medicine =
                medicines.of(content.codings("code"), Concepts.text(content, "code"), true);
        Resource result =
                medicine.add().isEmpty()
                        ? read.resource()
                        : read.resource().with(Concepts.with(content, "code", medicine.add()));
        if (read.isKnown() || medicine.isKnown()) {
            return result;
        }
        notes.notUnderstood(written, "an allergy in words that are on no list");
        return ReadingTag.added(result, ReadingTag.NOT_RECOGNISED);
    }
}
