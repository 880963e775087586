package org.osteon.pathway.reading;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;

/// A chart as known on a day, read for the rules, and what came of reading it.
///
/// @param chart what the rules see
/// @param notUnderstood what no rule could place: a medicine, an order, a problem, a result in a
///   unit or form that cannot be used
/// @param foundInWords what words alone suggest, for a person to confirm
/// @param mapped what a site's map translated
/// @param setAside what the rules do not see: of another patient, or changed in its meaning by an
///   extension that nobody here knows
/// @param hasUnusable whether a result is there whose value nobody can use
public record ReadChart(
        Chart chart,
        List<NotUnderstood> notUnderstood,
        List<FoundInWords> foundInWords,
        List<Mapped> mapped,
        List<SetAside> setAside,
        boolean hasUnusable) {

    public ReadChart {
        notUnderstood = List.copyOf(notUnderstood);
        foundInWords = List.copyOf(foundInWords);
        mapped = List.copyOf(mapped);
        setAside = List.copyOf(setAside);
    }

    /// A resource, or a part of one, that no rule could place.
    ///
    /// @param reference the resource
    /// @param text the resource in one line, as written
    /// @param why what could not be understood, in words
    public record NotUnderstood(String reference, String text, String why) {}

    /// A fact that a resource's words suggest and no code says.
    ///
    /// @param reference the resource
    /// @param text the resource in one line, as written
    /// @param fact what its words suggest, in words
    public record FoundInWords(String reference, String text, String fact) {}

    /// A code or unit that a site's map translated.
    ///
    /// @param reference the resource
    /// @param from as written
    /// @param to what it was taken for
    /// @param by the map
    public record Mapped(String reference, String from, String to, String by) {}

    /// A resource that the rules do not see.
    ///
    /// @param resource as written
    /// @param why in words
    public record SetAside(Resource resource, String why) {}

    /// A smaller part is read before another thread has begun.
    private static final int PART = 5_000;

    /// Reads a chart as known on a day: a large one in parts, side by side. What comes out is the
    /// same.
    public static ReadChart of(Chart known, LocalDate asOf, Recognition recognition) {
        List<Resource> all = known.resources();
        Relevance belonging = new Relevance(known.patient());
        ReadingNotes notes = new ReadingNotes();
        List<Resource> read = new ArrayList<>(all.size());
        List<SetAside> setAside = new ArrayList<>();
        boolean hasUnusable = false;
        List<Part> parts =
                all.size() < 2 * PART
                        ? List.of(Part.of(all, known.patient(), belonging, asOf, recognition))
                        : IntStream.range(0, (all.size() + PART - 1) / PART)
                                .parallel()
                                .mapToObj(i ->
                                        Part.of(
                                                all.subList(
                                                        i * PART,
                                                        Math.min((i + 1) * PART, all.size())),
                                                known.patient(),
                                                belonging,
                                                asOf,
                                                recognition))
                                .toList();
        for (Part part : parts) {
            read.addAll(part.read());
            setAside.addAll(part.setAside());
            notes.addAll(part.notes());
            hasUnusable |= part.hasUnusable();
        }
        known.nameless().stream()
                .filter(resource -> resource.isKnownOn(asOf))
                .forEach(resource -> notes.notUnderstood(resource, Relevance.NAMELESS));
        return new ReadChart(
                known.withResources(read),
                notes.notUnderstood(),
                notes.foundInWords(),
                notes.mapped(),
                setAside.stream()
                        .sorted(Comparator.comparing(one -> one.resource().reference()))
                        .toList(),
                hasUnusable);
    }

    /// Some resources, read.
    private record Part(
            List<Resource> read, List<SetAside> setAside, ReadingNotes notes, boolean hasUnusable) {

        static Part of(
                List<Resource> written,
                Resource patient,
                Relevance belonging,
                LocalDate asOf,
                Recognition recognition) {
            ReadingNotes notes = new ReadingNotes();
            List<Resource> read = new ArrayList<>(written.size());
            List<SetAside> setAside = new ArrayList<>();
            boolean hasUnusable = false;
            for (Resource resource : written) {
                for (String what : resource.unreadable()) {
                    notes.notUnderstood(resource, what);
                }
                Optional<String> why = belonging.reasonToSetAside(resource);
                if (why.isEmpty()) {
                    Resource recognised =
                            recognition.read(UnusableValues.tagged(resource), asOf, notes);
                    read.add(recognised);
                    hasUnusable |=
                            recognised != resource && !ReadingTag.isUsable(recognised.content());
                    for (Resource part : recognition.parts(recognised, notes)) {
                        read.add(part);
                        hasUnusable |= !ReadingTag.isUsable(part.content());
                    }
                } else {
                    setAside.add(new SetAside(resource, why.get()));
                    if (resource == patient) {
                        read.add(Relevance.withoutModified(resource));
                    }
                }
            }
            return new Part(read, setAside, notes, hasUnusable);
        }
    }
}
