package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;

/// Gathers what there is to tell of a chart while it is read.
public final class ReadingNotes {
    private final List<Reading.NotUnderstood> notUnderstood = new ArrayList<>();
    private final List<Reading.FoundInWords> foundInWords = new ArrayList<>();
    private final List<Reading.Mapped> mapped = new ArrayList<>();

    /// A resource, or a part of it, that no rule could place.
    ///
    /// @param why in words for people
    public void notUnderstood(Resource resource, String why) {
        notUnderstood.add(
                new Reading.NotUnderstood(resource.reference(), ResourceText.of(resource), why));
    }

    /// A fact that the words of a resource suggest and no code says.
    ///
    /// @param fact in words for people
    public void foundInWords(Resource resource, String fact) {
        foundInWords.add(
                new Reading.FoundInWords(resource.reference(), ResourceText.of(resource), fact));
    }

    /// A code or unit that a site's map translated.
    public void mapped(Resource resource, String from, String to, String by) {
        mapped.add(new Reading.Mapped(resource.reference(), from, to, by));
    }

    /// By resource, wherever it stood.
    List<Reading.NotUnderstood> notUnderstood() {
        notUnderstood.sort(
                Comparator.comparing(Reading.NotUnderstood::reference)
                        .thenComparing(Reading.NotUnderstood::text)
                        .thenComparing(Reading.NotUnderstood::why));
        return notUnderstood;
    }

    List<Reading.FoundInWords> foundInWords() {
        foundInWords.sort(
                Comparator.comparing(Reading.FoundInWords::reference)
                        .thenComparing(Reading.FoundInWords::fact));
        return foundInWords;
    }

    List<Reading.Mapped> mapped() {
        mapped.sort(
                Comparator.comparing(Reading.Mapped::reference)
                        .thenComparing(Reading.Mapped::from));
        return mapped;
    }
}
