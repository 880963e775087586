package org.osteon.pathway.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// Recognises what conditions, procedures, orders and allergies are: by code, by code and body
/// site, by code and words together, else by words alone.
final class Kinds {
    private static final String OWN = "urn:osteon:";
    private static final int REMEMBERED = 20_000;

    private final Map<String, Shelf> byType = new HashMap<>();
    private final CodeSets setsOf;

    Kinds(CodeSets setsOf) {
        this.setsOf = setsOf;
    }

    /// The kinds of one type of resource.
    private static final class Shelf {
        private final Map<CodeKey, List<Kind>> byCode = new HashMap<>();
        private final Map<CodeKey, List<Kind>> halfByCode = new HashMap<>();
        private final Names<Kind> names = new Names<>();
        private final Set<String> listedSystems = new HashSet<>();
        private final Map<CodeKey, Coded> remembered = new ConcurrentHashMap<>();
        private int shortestCode = Integer.MAX_VALUE;

        /// What a code says, by itself and by what it is below of; charts repeat the same codes.
        Coded of(CodeKey code, CodeSets setsOf) {
            Coded coded = remembered.get(code);
            if (coded == null) {
                coded = lookedUp(code, setsOf);
                if (remembered.size() < REMEMBERED) {
                    remembered.put(code, coded);
                }
            }
            return coded;
        }

        private Coded lookedUp(CodeKey code, CodeSets setsOf) {
            List<Kind> kinds = new ArrayList<>();
            List<HalfCoded> halves = new ArrayList<>();
            for (int length = code.code().length(); length >= shortestCode; length--) {
                CodeKey above = new CodeKey(code.system(), code.code().substring(0, length));
                kinds.addAll(byCode.getOrDefault(above, List.of()));
                halfByCode
                        .getOrDefault(above, List.of())
                        .forEach(kind -> halves.add(new HalfCoded(above, kind)));
            }
            boolean isKnown = !kinds.isEmpty();
            kinds.removeIf(kind -> setsOf.cover(code, kind.add()));
            return new Coded(isKnown, List.copyOf(kinds), List.copyOf(halves));
        }
    }

    /// What a code says.
    ///
    /// @param isKnown whether it is on a list
    /// @param kinds what has to be added, as the rules do not ask for the code itself
    /// @param halves what it says half of
    private record Coded(boolean isKnown, List<Kind> kinds, List<HalfCoded> halves) {}

    private record HalfCoded(CodeKey code, Kind kind) {}

    /// One thing that rules ask for.
    ///
    /// @param title what people call it
    /// @param add what is added to the codes
    /// @param also words of which one must stand beside the name
    /// @param without words with which it is something else
    /// @param besideCodes whether words count beside codes of other systems, which say too little
    /// @param decides whether its name alone decides
    /// @param half what must stand beside a code that says only half of it
    private record Kind(
            String title,
            List<Coding> add,
            List<Words> also,
            List<Words> without,
            boolean besideCodes,
            boolean decides,
            List<Half> half) {

        boolean isIn(Words text) {
            return without.stream().noneMatch(text::hold)
                    && (also.isEmpty() || also.stream().anyMatch(text::hold));
        }
    }

    /// The other half of a code: a body site, a reason, or words.
    private record Half(
            Set<CodeKey> codes,
            Set<CodeKey> sites,
            List<Words> siteNames,
            Set<CodeKey> reasons,
            Names<Boolean> names) {}

    void add(FhirObject data) {
        List<String> listed = Concepts.texts(data, "listedSystem");
        boolean decides = Concepts.isTrue(data, "namesDecide");
        for (FhirObject one : data.objects("concept")) {
            List<Half> half = new ArrayList<>();
            one.objects("bySite").forEach(site -> half.add(half(site)));
            one.objects("bothCodeAndWords").forEach(both -> half.add(half(both)));
            Kind kind =
                    new Kind(
                            one.text("title").orElseThrow(),
                            Concepts.codings(one, "add"),
                            words(one, "also"),
                            words(one, "without"),
                            Concepts.isTrue(one, "besideCodes"),
                            decides,
                            List.copyOf(half));
            for (String type : Concepts.texts(one, "resource")) {
                Shelf shelf = byType.computeIfAbsent(type, unused -> new Shelf());
                shelf.listedSystems.addAll(listed);
                CodeKey.list(one, "code")
                        .forEach(code -> {
                            shelf.byCode
                                    .computeIfAbsent(code, unused -> new ArrayList<>())
                                    .add(kind);
                            shelf.shortestCode = Math.min(shelf.shortestCode, code.code().length());
                        });
                for (Half other : half) {
                    other.codes()
                            .forEach(code -> {
                                shelf.halfByCode
                                        .computeIfAbsent(code, unused -> new ArrayList<>())
                                        .add(kind);
                                shelf.shortestCode =
                                        Math.min(shelf.shortestCode, code.code().length());
                            });
                }
                Concepts.texts(one, "names").forEach(name -> shelf.names.add(name, kind));
            }
        }
    }

    private static Half half(FhirObject data) {
        Names<Boolean> names = new Names<>();
        Concepts.texts(data, "names").forEach(name -> names.add(name, true));
        return new Half(
                Set.copyOf(CodeKey.list(data, "code")),
                Set.copyOf(CodeKey.list(data, "site")),
                words(data, "siteNames"),
                Set.copyOf(CodeKey.list(data, "reason")),
                names);
    }

    private static List<Words> words(FhirObject data, String name) {
        return Concepts.texts(data, name).stream().map(Words::of).toList();
    }

    /// What a resource is read as.
    ///
    /// @param resource with the codings of what it is
    /// @param isKnown by codes or words
    record Read(Resource resource, boolean isKnown) {}

    Read read(Resource written, ReadingNotes notes) {
        Shelf shelf = byType.get(written.type());
        if (shelf == null) {
            return new Read(written, true);
        }
        FhirObject content = written.content();
        List<Coding> codings = content.codings("code");
        boolean isListed = false;
        boolean isOwn = false;
        boolean isFound = false;
        Set<Kind> found = Set.of();
        for (Coding coding : codings) {
            boolean own = coding.system().startsWith(OWN);
            isOwn |= own;
            isListed |= own || shelf.listedSystems.contains(coding.system());
            Coded coded = shelf.of(CodeKey.of(coding), setsOf);
            isFound |= coded.isKnown();
            if (!coded.kinds().isEmpty()) {
                found = further(found, coded.kinds());
            }
            for (HalfCoded half : coded.halves()) {
                if (half.kind().half().stream()
                        .anyMatch(other -> isWhole(other, half.code(), content))) {
                    found = further(found, List.of(half.kind()));
                }
            }
        }
        if (!found.isEmpty()) {
            return new Read(with(written, codings, found), true);
        }
        if (isFound || isOwn) {
            return new Read(written, true);
        }
        return byWords(written, shelf, codings, isListed, notes);
    }

    private static Set<Kind> further(Set<Kind> found, List<Kind> more) {
        Set<Kind> all = new LinkedHashSet<>(found);
        all.addAll(more);
        return all;
    }

    private static Read byWords(
            Resource written,
            Shelf shelf,
            List<Coding> codings,
            boolean isListed,
            ReadingNotes notes) {
        String text = Concepts.text(written.content(), "code");
        if (text.isEmpty()) {
            return new Read(written, isListed);
        }
        boolean listed = isListed;
        Words words = Words.of(text);
        Words around = Words.of(text + "; " + Concepts.text(written.content(), "bodySite"));
        Set<Kind> named = new LinkedHashSet<>();
        Predicate<Kind> counts = kind -> !listed || kind.besideCodes() || kind.decides();
        shelf.names.in(words).stream()
                .filter(counts)
                .filter(kind -> kind.isIn(around))
                .forEach(named::add);
        if (named.isEmpty()) {
            return new Read(written, isListed);
        }
        Resource read = with(written, codings, named);
        if (named.stream().allMatch(Kind::decides)) {
            return new Read(read, true);
        }
        named.forEach(kind -> notes.foundInWords(written, kind.title()));
        return new Read(ReadingTag.added(read, ReadingTag.BY_WORDS), true);
    }

    private static Resource with(Resource written, List<Coding> codings, Set<Kind> kinds) {
        List<Coding> wanted = new ArrayList<>();
        kinds.forEach(kind -> wanted.addAll(kind.add()));
        List<Coding> more = Concepts.missing(codings, wanted);
        return more.isEmpty()
                ? written
                : written.with(Concepts.with(written.content(), "code", more));
    }

    private static boolean isWhole(Half half, CodeKey code, FhirObject content) {
        if (!half.codes().contains(code)) {
            return false;
        }
        if (content.codings("bodySite").stream()
                .anyMatch(site -> half.sites().contains(CodeKey.of(site)))) {
            return true;
        }
        if (isReason(half, content)) {
            return true;
        }
        if (!half.siteNames().isEmpty()) {
            Words site = Words.of(Concepts.text(content, "bodySite"));
            if (half.siteNames().stream().anyMatch(site::hold)) {
                return true;
            }
        }
        return !half.names().in(Words.of(Concepts.text(content, "code"))).isEmpty();
    }

    private static boolean isReason(Half half, FhirObject content) {
        return !half.reasons().isEmpty()
                && content.codings("reasonCode").stream()
                        .anyMatch(reason -> half.reasons().contains(CodeKey.of(reason)));
    }
}
