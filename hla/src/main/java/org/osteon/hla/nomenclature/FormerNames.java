package org.osteon.hla.nomenclature;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Allele names that are no longer valid, with their successors: deleted names of `hla_nom.txt` and
/// names from before 2010 (`Nomenclature_2009.txt`). Keys carry the gene: `A*01:34N`, `A*0105N`.
final class FormerNames {
    /// What became of a name: its successor, or empty fields when there is none.
    record Fate(String successor, String reason) {}

    private final Map<String, Fate> deleted = new HashMap<>();
    private final Map<String, String> before2010 = new HashMap<>();

    static FormerNames read(String hlaNom, String nomenclature2009) {
        var names = new FormerNames();
        hlaNom.lines().filter(line -> !line.startsWith("#")).forEach(names::addDeleted);
        nomenclature2009.lines().forEach(names::addBefore2010);
        return names;
    }

    private void addDeleted(String line) {
        var fields = line.split(";", -1);
        if (fields.length >= 5 && fields[0].endsWith("*") && !fields[3].isBlank()) {
            var reason = fields.length > 5 ? fields[5].strip() : "";
            deleted.put(gene(fields[0]) + fields[1].strip(), new Fate(fields[4].strip(), reason));
        }
    }

    private void addBefore2010(String line) {
        var columns = line.strip().split("\\s+", -1);
        if (columns.length == 2 && columns[0].contains("*")) {
            before2010.put(gene(columns[0]), gene(columns[1]));
        }
    }

    private static String gene(String name) {
        return name.strip().replace("Cw*", "C*");
    }

    Optional<Fate> deleted(String name) {
        return Optional.ofNullable(deleted.get(name));
    }

    /// The name of April 2010 with its gene, or `None` when the allele was dropped; empty when the
    /// name is not listed.
    Optional<String> since2010(String oldName) {
        return Optional.ofNullable(before2010.get(oldName));
    }

    int deletedCount() {
        return deleted.size();
    }

    long withSuccessorCount() {
        return deleted.values().stream().filter(fate -> !fate.successor().isEmpty()).count();
    }
}
