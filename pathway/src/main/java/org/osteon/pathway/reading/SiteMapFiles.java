package org.osteon.pathway.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Sha256;

/// Reads the files of a site's maps: FHIR ConceptMaps (`*.json`) and `units.csv` with the columns
/// `written` and `ucum`.
final class SiteMapFiles {
    /// Relations of a ConceptMap with which a code says what its target says.
    private static final Set<String> SAME =
            Set.of("equivalent", "equal", "wider", "subsumes", "relatedto", "inexact");

    /// Relations with which a code is known and says nothing that rules ask for.
    private static final Set<String> NOTHING = Set.of("unmatched", "disjoint");

    private static final String OWN = "urn:osteon:chart";

    private final Units units;
    private final Predicate<Coding> isRead;
    private final Map<CodeKey, SiteMaps.Target> codes = new HashMap<>();
    private final Map<String, SiteMaps.Target> words = new HashMap<>();
    private final Map<String, SiteMaps.UnitTarget> unitTargets = new HashMap<>();
    private final List<SiteMapProblem> problems = new ArrayList<>();

    /// @param isRead whether rules ask for a code
    SiteMapFiles(Units units, Predicate<Coding> isRead) {
        this.units = units;
        this.isRead = isRead;
    }

    SiteMaps read(Path folder) throws IOException, SiteMapException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".json") || name.equals("units.csv")) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return read(files, folder);
    }

    private SiteMaps read(Map<String, String> files, Path folder) throws SiteMapException {
        new TreeMap<>(files)
                .forEach((name, text) -> {
                    if (name.endsWith(".json")) {
                        conceptMap(name, text);
                    } else {
                        unitTable(name, text);
                    }
                });
        if (!problems.isEmpty()) {
            throw new SiteMapException(problems);
        }
        return new SiteMaps(
                codes,
                words,
                unitTargets,
                units,
                files,
                folder,
                files.isEmpty() ? "" : hash(files));
    }

    private static String hash(Map<String, String> files) {
        MessageDigest digest = Sha256.begun();
        new TreeMap<>(files)
                .forEach((name, text) -> {
                    digest.update(name.getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 0);
                    digest.update(text.getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 0);
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    private void conceptMap(String file, String text) {
        FhirObject map;
        try {
            map = ChartReader.object(text);
        } catch (IllegalArgumentException e) {
            problems.add(new SiteMapProblem(file, "", "", String.valueOf(e.getMessage())));
            return;
        }
        if (!map.typeName().equals("ConceptMap")) {
            problems.add(
                    new SiteMapProblem(file, "", map.typeName(), "a FHIR ConceptMap is expected"));
            return;
        }
        int number = 0;
        for (FhirObject group : map.objects("group")) {
            number++;
            String source = group.text("source").orElse("");
            if (source.isEmpty()) {
                problems.add(
                        new SiteMapProblem(
                                file, "group " + number, "", "no source system is named"));
            }
            int element = 0;
            for (FhirObject one : group.objects("element")) {
                element++;
                row(
                        file,
                        "group " + number + ", element " + element,
                        source,
                        group.text("target").orElse(""),
                        one);
            }
        }
    }

    private void row(
            String file, String row, String source, String targetSystem, FhirObject element) {
        String code = element.text("code").orElse("");
        if (code.isEmpty()) {
            problems.add(new SiteMapProblem(file, row, "", "no code is named"));
            return;
        }
        List<Coding> codings = new ArrayList<>();
        for (FhirObject target : element.objects("target")) {
            String relation = target.text("equivalence").orElse("equivalent");
            if (NOTHING.contains(relation)) {
                codings.add(SiteMaps.NOTHING);
                continue;
            }
            String to = target.text("code").orElse("");
            Coding coding = new Coding(targetSystem, to, target.text("display").orElse(""));
            if (!SAME.contains(relation)) {
                problems.add(
                        new SiteMapProblem(
                                file,
                                row,
                                relation,
                                "with this relation a code cannot be taken for its target"));
            } else if (to.isEmpty()) {
                problems.add(new SiteMapProblem(file, row, code, "its target has no code"));
            } else if (source.equals(SiteMaps.UNIT)) {
                unit(file, row, code, to);
                return;
            } else if (targetSystem.isEmpty()) {
                problems.add(new SiteMapProblem(file, row, code, "no target system is named"));
            } else if (targetSystem.equals(OWN) && !isRead.test(coding)) {
                problems.add(new SiteMapProblem(file, row, to, "no rule asks for this code"));
            } else {
                codings.add(coding);
            }
        }
        SiteMaps.Target target = new SiteMaps.Target(List.copyOf(codings), file);
        Object before =
                source.equals(SiteMaps.WORDS)
                        ? words.putIfAbsent(Words.of(code).joined(), target)
                        : codes.putIfAbsent(new CodeKey(source, code), target);
        if (before instanceof SiteMaps.Target other && !other.codings().equals(codings)) {
            problems.add(
                    new SiteMapProblem(
                            file, row, code, "it is mapped to something else in " + other.file()));
        }
    }

    private void unit(String file, String row, String written, String ucum) {
        if (!units.meanings(ucum).contains(ucum)) {
            problems.add(new SiteMapProblem(file, row, ucum, "this unit is not known"));
            return;
        }
        SiteMaps.UnitTarget other =
                unitTargets.putIfAbsent(units.key(written), new SiteMaps.UnitTarget(ucum, file));
        if (other != null && !other.ucum().equals(ucum)) {
            problems.add(
                    new SiteMapProblem(
                            file,
                            row,
                            written,
                            "it is mapped to something else in " + other.file()));
        }
    }

    private void unitTable(String file, String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || (i == 0 && line.startsWith("written"))) {
                continue;
            }
            List<String> cells = cells(line);
            if (cells.size() != 2 || cells.get(0).isBlank() || cells.get(1).isBlank()) {
                problems.add(
                        new SiteMapProblem(
                                file,
                                "line " + (i + 1),
                                line,
                                "two cells are expected: the unit as written and the UCUM code"));
            } else {
                unit(file, "line " + (i + 1), cells.get(0), cells.get(1).strip());
            }
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char sign = line.charAt(i);
            if (sign == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(sign);
                i++;
            } else if (sign == '"') {
                quoted = !quoted;
            } else if (sign == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(sign);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
