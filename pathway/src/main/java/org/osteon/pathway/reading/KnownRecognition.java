package org.osteon.pathway.reading;

import java.time.LocalDate;
import java.util.List;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// Recognises by the data of the knowledge: `recognition/*.json`.
public final class KnownRecognition implements Recognition {
    private final Units units = new Units();
    private final Analytes analytes = new Analytes(units);
    private final Results results = new Results(analytes);
    private final Medicines medicines = new Medicines();
    private final Kinds kinds = new Kinds();
    private final OrderDetails orderDetails = new OrderDetails();
    private final NoteWords noteWords = new NoteWords();

    /// Of these files.
    ///
    /// @throws IllegalArgumentException where data is not as it must be, with the reason
    public KnownRecognition(List<FhirObject> files) {
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
        } catch (java.util.NoSuchElementException e) {
            throw new IllegalArgumentException(
                    file.text("id").orElse("recognition") + ": an element is missing", e);
        }
    }

    @Override
    public Resource read(Resource written, LocalDate asOf, ReadingNotes notes) {
        Resource read =
                switch (written.type()) {
                    case "Observation" -> results.read(written, notes);
                    case "MedicationRequest", "MedicationStatement", "MedicationAdministration" ->
                            medicines.read(written, notes);
                    case "Condition" -> known(written, "a problem", notes);
                    case "Procedure" ->
                            orderDetails.read(known(written, "a procedure", notes));
                    case "ServiceRequest" -> orderDetails.read(known(written, "an order", notes));
                    case "AllergyIntolerance" -> allergy(written, notes);
                    default -> written;
                };
        noteWords.read(written, notes);
        return read;
    }

    @Override
    public List<Resource> parts(Resource written, ReadingNotes notes) {
        return written.type().equals("Observation") ? results.parts(written, notes) : List.of();
    }

    private Resource known(Resource written, String what, ReadingNotes notes) {
        Kinds.Read read = kinds.read(written, notes);
        if (!read.isKnown()) {
            notes.notUnderstood(written, what + " without a code that rules know");
        }
        return read.resource();
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
