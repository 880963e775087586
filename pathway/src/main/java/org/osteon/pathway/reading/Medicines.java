package org.osteon.pathway.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// Recognises medicines by code, brand and stem, and their products by brand and amount.
final class Medicines {
    /// A number and its unit, as in `4 mg/100 mL`: the amount is 4 mg.
    private static final Pattern AMOUNT =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s?([a-zA-Z]+)(/[a-zA-Z]+)?");

    private static final int REMEMBERED = 20_000;

    /// The classes of ATC begin with their parents' codes.
    private final Set<String> hierarchicalSystems = new HashSet<>();

    private final Names<Medicine> names = new Names<>();
    private final Map<CodeKey, List<Medicine>> byCode = new HashMap<>();
    private final Names<String> classes = new Names<>();
    private final Map<String, String> classTitles = new HashMap<>();
    private final Set<String> listedSystems = new HashSet<>();
    private final Map<Asked, Answer> remembered = new ConcurrentHashMap<>();

    /// A medicine of the lists.
    ///
    /// @param add its codings
    /// @param without words with which it is another medicine
    /// @param variants forms that are another medicine to the rules: words and codings
    /// @param products what its brands and amounts say
    private record Medicine(
            String id,
            List<Coding> add,
            List<Words> without,
            List<Variant> variants,
            List<Product> products) {}

    private record Variant(List<Words> words, List<Coding> add) {}

    private record Product(
            Names<Boolean> brands, Set<String> amounts, Set<String> without, List<Coding> add) {}

    private record Asked(List<Coding> codings, String text, boolean hasDose) {}

    /// What is known of a medicine.
    ///
    /// @param add codings that it lacks
    /// @param isKnown by a code of a listed system or by a name
    /// @param suggests classes that its name suggests
    record Answer(List<Coding> add, boolean isKnown, List<String> suggests) {}

    void add(FhirObject data) {
        listedSystems.addAll(Concepts.texts(data, "listedSystem"));
        hierarchicalSystems.addAll(Concepts.texts(data, "hierarchicalSystem"));
        for (FhirObject one : data.objects("medicine")) {
            Medicine medicine =
                    new Medicine(
                            one.text("id").orElseThrow(),
                            Concepts.codings(one, "add"),
                            words(one, "without"),
                            one.objects("variant").stream()
                                    .map(variant ->
                                            new Variant(
                                                    words(variant, "names"),
                                                    Concepts.codings(variant, "add")))
                                    .toList(),
                            one.objects("product").stream().map(Medicines::product).toList());
            Concepts.texts(one, "names").forEach(name -> names.add(name, medicine));
            CodeKey.list(one, "code")
                    .forEach(code ->
                            byCode.computeIfAbsent(code, unused -> new ArrayList<>())
                                    .add(medicine));
        }
        for (FhirObject one : data.objects("class")) {
            String id = one.text("id").orElseThrow();
            classTitles.put(id, one.text("title").orElseThrow());
            Concepts.texts(one, "names").forEach(name -> classes.add(name, id));
        }
    }

    private static List<Words> words(FhirObject data, String name) {
        return Concepts.texts(data, name).stream().map(Words::of).toList();
    }

    private static Product product(FhirObject data) {
        Names<Boolean> brands = new Names<>();
        Concepts.texts(data, "names").forEach(name -> brands.add(name, true));
        return new Product(
                brands,
                Set.copyOf(Concepts.texts(data, "amount")),
                Set.copyOf(Concepts.texts(data, "without")),
                Concepts.codings(data, "add"));
    }

    boolean isListed(String system) {
        return listedSystems.contains(system) || system.startsWith("urn:osteon:");
    }

    Resource read(Resource written, ReadingNotes notes) {
        if (isEmpty()) {
            return written;
        }
        FhirObject content = written.content();
        List<Coding> codings = content.codings("medication");
        String text = text(content);
        Answer answer = of(codings, text, hasDose(content));
        Resource read =
                answer.add().isEmpty()
                        ? written
                        : written.with(Concepts.with(content, "medication", answer.add()));
        if (!isActive(written)) {
            return read;
        }
        for (String suggested : answer.suggests()) {
            read = ReadingTag.added(read, "suggests-" + suggested);
        }
        if (!answer.isKnown()) {
            read = ReadingTag.added(read, ReadingTag.NOT_RECOGNISED);
            String looks =
                    answer.suggests().stream()
                            .map(id -> "; by its name " + classTitles.get(id))
                            .collect(Collectors.joining());
            notes.notUnderstood(written, "a medicine that is on no list" + looks);
        }
        return read;
    }

    /// What is taken or to be taken: past doses of nobody's list do not matter.
    private static boolean isActive(Resource medicine) {
        String status = medicine.content().text("status").orElse("");
        return switch (medicine.type()) {
            case "MedicationRequest" -> status.equals("active") || status.equals("on-hold");
            case "MedicationStatement" -> status.equals("active") || status.equals("intended");
            default -> false;
        };
    }

    private static String text(FhirObject content) {
        StringBuilder text = new StringBuilder(Concepts.text(content, "medication"));
        for (String name : List.of("dosageInstruction", "dosage")) {
            for (FhirObject dosage : content.objects(name)) {
                dosage.text("text").ifPresent(words -> text.append("; ").append(words));
                String route = Concepts.text(dosage, "route");
                if (!route.isEmpty()) {
                    text.append("; ").append(route);
                }
            }
        }
        return text.toString();
    }

    /// A structured dose says more than an amount in words.
    private static boolean hasDose(FhirObject content) {
        return content.objects("dosageInstruction").stream()
                        .flatMap(dosage -> dosage.objects("doseAndRate").stream())
                        .anyMatch(rate -> rate.get("dose") != null)
                || content.object("dosage")
                        .filter(dosage -> dosage.get("dose") != null)
                        .isPresent();
    }

    /// Whether there are lists at all: without any, none is missing on them.
    boolean isEmpty() {
        return listedSystems.isEmpty();
    }

    /// What is known of a medicine of these codes and words.
    Answer of(List<Coding> codings, String text, boolean hasDose) {
        Asked asked = new Asked(codings, text, hasDose);
        Answer answer = remembered.get(asked);
        if (answer == null) {
            answer = recognise(codings, text, hasDose);
            if (remembered.size() < REMEMBERED) {
                remembered.put(asked, answer);
            }
        }
        return answer;
    }

    private Answer recognise(List<Coding> codings, String text, boolean hasDose) {
        Words words = Words.of(text);
        Set<Medicine> found = new LinkedHashSet<>();
        boolean isKnown = false;
        boolean isByCode = false;
        for (Coding coding : codings) {
            List<Medicine> coded = byCode.getOrDefault(CodeKey.of(coding), List.of());
            found.addAll(coded);
            isByCode |= !coded.isEmpty() || hierarchicalSystems.contains(coding.system());
            isKnown |= isListed(coding.system());
        }
        for (Medicine named : names.in(words)) {
            if (named.without().stream().noneMatch(words::hold) && isOfClass(named, codings)) {
                found.add(named);
            }
        }
        List<Coding> wanted = new ArrayList<>();
        found.forEach(medicine -> wanted.addAll(codingsOf(medicine, words, text, hasDose)));
        List<String> suggests =
                found.isEmpty() && !isByCode ? List.copyOf(classes.in(words)) : List.of();
        return new Answer(
                List.copyOf(Concepts.missing(codings, wanted)),
                isKnown || !found.isEmpty(),
                suggests);
    }

    /// A class code that is there decides the class: drops for the eye are not the tablets.
    private boolean isOfClass(Medicine medicine, List<Coding> codings) {
        List<Coding> classCodes =
                codings.stream()
                        .filter(coding -> hierarchicalSystems.contains(coding.system()))
                        .toList();
        List<Coding> ownClasses =
                medicine.add().stream()
                        .filter(coding -> hierarchicalSystems.contains(coding.system()))
                        .toList();
        return classCodes.isEmpty()
                || ownClasses.isEmpty()
                || ownClasses.stream()
                        .anyMatch(own ->
                                classCodes.stream()
                                        .anyMatch(code ->
                                                code.system().equals(own.system())
                                                        && code.code().startsWith(own.code())));
    }

    private List<Coding> codingsOf(Medicine medicine, Words words, String text, boolean hasDose) {
        for (Variant variant : medicine.variants()) {
            if (variant.words().stream().anyMatch(words::hold)) {
                return variant.add();
            }
        }
        List<Coding> codings = new ArrayList<>(medicine.add());
        boolean byBrand = false;
        for (Product product : medicine.products()) {
            if (!product.brands().in(words).isEmpty()) {
                codings.addAll(product.add());
                byBrand = true;
            }
        }
        if (!byBrand && !hasDose && !medicine.products().isEmpty()) {
            Set<String> amounts = amounts(text);
            for (Product product : medicine.products()) {
                if (product.amounts().stream().anyMatch(amounts::contains)
                        && product.without().stream().noneMatch(amounts::contains)) {
                    codings.addAll(product.add());
                }
            }
        }
        return codings;
    }

    /// The amounts in a text, alone and by volume: of `60 mg/mL` both `60 mg` and `60 mg/mL`.
    private static Set<String> amounts(String text) {
        Set<String> amounts = new HashSet<>();
        Matcher amount = AMOUNT.matcher(text);
        while (amount.find()) {
            String number = new BigDecimal(amount.group(1)).stripTrailingZeros().toPlainString();
            amounts.add(number + " " + amount.group(2));
            if (amount.group(3) != null) {
                amounts.add(number + " " + amount.group(2) + amount.group(3));
            }
        }
        return amounts;
    }
}
