package org.osteon.records.knowledge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.WorkedCase;
import org.osteon.pathway.WorkedCases;
import org.osteon.workflow.FhirEdit;

/// The knowledge as its authors wrote it: the CQL of each expression, the cases of each rule, and
/// the orders that a pathway offers. Read once, when it is first asked for.
public final class KnowledgeText {
    /// Where words for people lie that no rule asks.
    private static final String WORDS = "common/words/";

    private final KnowledgeBase knowledge;
    private final Path folder;
    private final List<RuleNumbers.UnitName> units;
    private volatile @Nullable Text text;

    /// Found once: the text does not change while the server runs.
    private final Map<String, List<RuleNumber>> numbersFound = new ConcurrentHashMap<>();

    public KnowledgeText(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
        this.folder = knowledge.folder();
        this.units = units(folder.resolve(WORDS + "units.json"));
    }

    private record Text(
            CqlTexts cql,
            RuleNumbers numbers,
            Map<String, WorkedCases> cases,
            Map<String, ObjectNode> plans) {}

    /// Reads it, where nobody has yet: who asks first need not wait then.
    ///
    /// @return why it, or some cases of it, cannot be read, in a line
    public Optional<String> read() {
        try {
            return whole().cases().values().stream()
                    .flatMap(one -> one.unread().stream())
                    .reduce((one, other) -> one + "; " + other);
        } catch (UncheckedIOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Text whole() {
        Text known = text;
        if (known == null) {
            synchronized (this) {
                known = text;
                if (known == null) {
                    known = readWhole();
                    text = known;
                }
            }
        }
        return known;
    }

    private Text readWhole() {
        CqlTexts cql = new CqlTexts(knowledge.files());
        Map<String, WorkedCases> cases = new TreeMap<>();
        Map<String, ObjectNode> plans = new TreeMap<>();
        for (Pathway pathway : knowledge.pathways()) {
            plans.put(
                    pathway.id(),
                    FhirEdit.read(text(folder.resolve(pathway.id() + "/pathway.json"))));
            cases.put(pathway.id(), casesOf(pathway));
        }
        return new Text(cql, new RuleNumbers(cql, units), cases, plans);
    }

    /// The cases of a pathway that can be read.
    public List<WorkedCase> cases(Pathway pathway) {
        return casesRead(pathway).read();
    }

    /// Which of its files of cases cannot be read, and why: their paths within the knowledge.
    public List<String> unreadCases(Pathway pathway) {
        return casesRead(pathway).unread().stream()
                .map(line -> line.replace(folder + File.separator, ""))
                .toList();
    }

    private WorkedCases casesRead(Pathway pathway) {
        return Optional.ofNullable(whole().cases().get(pathway.id()))
                .orElseGet(() -> new WorkedCases(List.of(), List.of()));
    }

    /// The CQL of an expression that a pathway names, with the remarks above it.
    public Optional<String> expression(Pathway pathway, String name) {
        return whole().cql().expression(pathway.id(), name);
    }

    /// The numbers behind a rule, the nearest first.
    ///
    /// @param criterion the criterion that it belongs to; for itself the rule again
    public List<RuleNumber> numbers(Pathway pathway, Rule criterion, Rule rule) {
        return numbersFound.computeIfAbsent(
                pathway.id() + "/" + criterion.id() + "/" + rule.id(),
                _ -> whole().numbers().of(pathway.id(), criterion, rule));
    }

    /// The endings of names that tell a unit.
    public List<RuleNumbers.UnitName> units() {
        return units;
    }

    /// Words for people that no rule asks, by the name of their file; an empty object where the
    /// knowledge has none.
    public ObjectNode words(String name) {
        Path file = folder.resolve(WORDS + name + ".json");
        return Files.exists(file) ? FhirEdit.read(text(file)) : FhirEdit.object();
    }

    /// Who stands for a pathway's rules: the elements of its PlanDefinition.
    public ObjectNode plan(Pathway pathway) {
        return Optional.ofNullable(whole().plans().get(pathway.id())).orElseThrow();
    }

    private static List<RuleNumbers.UnitName> units(Path file) {
        List<RuleNumbers.UnitName> units = new ArrayList<>();
        if (Files.exists(file)) {
            FhirEdit.read(text(file))
                    .path("units")
                    .forEach(unit ->
                            units.add(
                                    new RuleNumbers.UnitName(
                                            unit.path("ends").asText(),
                                            unit.path("shown").asText(),
                                            unit.path("name").asBoolean(false))));
        }
        return units;
    }

    private WorkedCases casesOf(Pathway pathway) {
        try {
            return WorkedCases.of(folder, pathway);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
