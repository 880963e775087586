package org.osteon.pathway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.terminology.CodeSystemInfo;
import org.opencds.cqf.cql.engine.terminology.TerminologyProvider;
import org.opencds.cqf.cql.engine.terminology.ValueSetInfo;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;

/// The value sets of the knowledge: which codes mean what.
///
/// A set lists its codes. In systems whose codes are their own hierarchy (ICD-10, ATC) it may
/// instead name a code with everything below it (filter `concept is-a CODE`).
final class ValueSets implements TerminologyProvider {
    private static final int REMEMBERED_CODINGS = 100_000;
    private static final String OWN = "urn:osteon:chart";
    private static final String LOINC = "http://loinc.org";

    private final Map<String, FhirObject> byUrl = new LinkedHashMap<>();
    private final Map<Key, List<String>> setsByCode = new ConcurrentHashMap<>();
    private final Map<String, List<Branch>> branchesBySystem = new ConcurrentHashMap<>();

    /// Which sets a coding is in, remembered: charts repeat the same few thousand codings.
    private final Map<Key, List<String>> remembered = new ConcurrentHashMap<>();

    /// What codes are called: the words of the first set that has some.
    private final Map<Key, String> names = new ConcurrentHashMap<>();

    private record Key(String system, String code) {}

    private record Branch(String code, String valueSet) {}

    void add(FhirObject valueSet) {
        String url = valueSet.text("url").orElseThrow();
        byUrl.put(url, valueSet);
        for (FhirObject compose : valueSet.objects("compose")) {
            for (FhirObject include : compose.objects("include")) {
                String system = include.text("system").orElse("");
                for (FhirObject concept : include.objects("concept")) {
                    concept.text("code")
                            .ifPresent(code ->
                                    concept.text("display")
                                            .ifPresent(words ->
                                                    names.putIfAbsent(
                                                            new Key(system, code), words)));
                    concept.text("code")
                            .ifPresent(code ->
                                    setsByCode
                                            .computeIfAbsent(
                                                    new Key(system, code),
                                                    unused -> new ArrayList<>())
                                            .add(url));
                }
                for (FhirObject filter : include.objects("filter")) {
                    filter.text("value")
                            .ifPresent(code ->
                                    branchesBySystem
                                            .computeIfAbsent(system, unused -> new ArrayList<>())
                                            .add(new Branch(code, url)));
                }
            }
        }
    }

    /// The title of a value set; of what is none, itself.
    String title(String url) {
        FhirObject found = byUrl.get(url);
        return found == null ? url : found.text("title").or(() -> found.text("name")).orElse(url);
    }

    /// What a coding is called: by its own words where they say more than the code, else by those
    /// of a value set. A result is else called what the narrowest set of its kind is called, a code
    /// of our own by its own words; anything else by its code.
    String name(Coding coding) {
        if (coding.isNamed()) {
            return coding.display();
        }
        String known = names.get(new Key(coding.system(), coding.code()));
        if (known != null) {
            return known;
        }
        if (!coding.display().isEmpty()) {
            return coding.display();
        }
        return switch (coding.system()) {
            case OWN -> coding.code().replace('-', ' ');
            case LOINC -> family(coding);
            default -> coding.code();
        };
    }

    /// What a code is called by a value set; empty where none says it.
    Optional<String> word(String system, String code) {
        return Optional.ofNullable(names.get(new Key(system, code)));
    }

    private String family(Coding coding) {
        return setsOf(coding).stream()
                .min(java.util.Comparator.comparingInt(this::size))
                .map(this::title)
                .orElse(coding.code());
    }

    private int size(String url) {
        FhirObject found = byUrl.get(url);
        return found == null
                ? Integer.MAX_VALUE
                : found.objects("compose").stream()
                        .flatMap(compose -> compose.objects("include").stream())
                        .mapToInt(include -> include.objects("concept").size())
                        .sum();
    }

    Set<String> urls() {
        return byUrl.keySet();
    }

    /// The codes that a set lists: `system|code`, `system|code*` for one with everything below it.
    List<String> written(String url) {
        List<String> codes = new ArrayList<>();
        setsByCode.forEach((key, sets) -> {
            if (sets.contains(url)) {
                codes.add(key.system() + "|" + key.code());
            }
        });
        branchesBySystem.forEach((system, branches) -> {
            for (Branch branch : branches) {
                if (branch.valueSet().equals(url)) {
                    codes.add(system + "|" + branch.code() + "*");
                }
            }
        });
        return codes;
    }

    /// The value sets that a coding is in.
    List<String> setsOf(Coding coding) {
        return setsOf(coding.system(), coding.code());
    }

    private List<String> setsOf(String system, String code) {
        Key key = new Key(system, code);
        List<String> sets = remembered.get(key);
        if (sets == null) {
            List<String> found = new ArrayList<>(setsByCode.getOrDefault(key, List.of()));
            for (Branch branch : branchesBySystem.getOrDefault(system, List.of())) {
                if (code.startsWith(branch.code())) {
                    found.add(branch.valueSet());
                }
            }
            sets = List.copyOf(found);
            if (remembered.size() < REMEMBERED_CODINGS) {
                remembered.put(key, sets);
            }
        }
        return sets;
    }

    /// Whether a code is in the value set of that URL.
    boolean contains(String url, Code code) {
        String system = code.getSystem();
        String value = code.getCode();
        return system != null && value != null && setsOf(system, value).contains(url);
    }

    @Override
    public boolean in(Code code, ValueSetInfo valueSet) {
        return contains(String.valueOf(valueSet.getId()), code);
    }

    @Override
    public Iterable<Code> expand(ValueSetInfo valueSet) {
        throw new UnsupportedOperationException(
                "value sets are asked for membership, never listed: " + valueSet.getId());
    }

    @Override
    public @Nullable Code lookup(Code code, CodeSystemInfo codeSystem) {
        return null;
    }
}
