package org.osteon.pathway.reading;

import java.util.ArrayList;
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

    List<Reading.NotUnderstood> notUnderstood() {
        return notUnderstood;
    }

    List<Reading.FoundInWords> foundInWords() {
        return foundInWords;
    }

    List<Reading.Mapped> mapped() {
        return mapped;
    }
}
