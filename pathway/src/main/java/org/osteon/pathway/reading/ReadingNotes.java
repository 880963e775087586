package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;

/// Gathers what there is to tell of a chart while it is read.
public final class ReadingNotes {
    private final List<ReadChart.NotUnderstood> notUnderstood = new ArrayList<>();
    private final List<ReadChart.FoundInWords> foundInWords = new ArrayList<>();
    private final List<ReadChart.Mapped> mapped = new ArrayList<>();

    /// A resource, or a part of it, that no rule could place.
    ///
    /// @param why in words for people
    public void notUnderstood(Resource resource, String why) {
        notUnderstood.add(
                new ReadChart.NotUnderstood(resource.reference(), ResourceText.of(resource), why));
    }

    /// A fact that the words of a resource suggest and no code says.
    ///
    /// @param fact in words for people
    public void foundInWords(Resource resource, String fact) {
        foundInWords.add(
                new ReadChart.FoundInWords(resource.reference(), ResourceText.of(resource), fact));
    }

    /// A code or unit that a site's map translated.
    public void mapped(Resource resource, String from, String to, String by) {
        mapped.add(new ReadChart.Mapped(resource.reference(), from, to, by));
    }

    /// What there is to tell of further resources.
    void addAll(ReadingNotes others) {
        notUnderstood.addAll(others.notUnderstood);
        foundInWords.addAll(others.foundInWords);
        mapped.addAll(others.mapped);
    }

    /// By resource, wherever it stood.
    List<ReadChart.NotUnderstood> notUnderstood() {
        notUnderstood.sort(
                Comparator.comparing(ReadChart.NotUnderstood::reference)
                        .thenComparing(ReadChart.NotUnderstood::text)
                        .thenComparing(ReadChart.NotUnderstood::why));
        return notUnderstood;
    }

    List<ReadChart.FoundInWords> foundInWords() {
        foundInWords.sort(
                Comparator.comparing(ReadChart.FoundInWords::reference)
                        .thenComparing(ReadChart.FoundInWords::fact));
        return foundInWords;
    }

    List<ReadChart.Mapped> mapped() {
        mapped.sort(
                Comparator.comparing(ReadChart.Mapped::reference)
                        .thenComparing(ReadChart.Mapped::from));
        return mapped;
    }
}
