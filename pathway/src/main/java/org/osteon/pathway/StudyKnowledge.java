package org.osteon.pathway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.osteon.pathway.reading.Recognition;

/// What is written of a study: a folder `studies/ID` with `study.json` (a FHIR ResearchStudy) and
/// `criteria.json` (a PlanDefinition). Who may take part is asked of a chart as a therapy is; a
/// study is no pathway all the same, and stands in no list of them.
///
/// @param id the name of its folder
/// @param definition `study.json`, as written
/// @param criteria who may take part; its results are the factors that allocation balances
public record StudyKnowledge(String id, String definition, Pathway criteria) {
    private static final String FOLDER = "studies";
    private static final Pattern FILE =
            Pattern.compile("(?:.*/)?" + FOLDER + "/([^/]+)/(study|criteria)\\.json");

    /// The studies of a knowledge folder: a study has both of its files.
    ///
    /// @param files by name
    /// @param asked what can be asked of charts, by file
    /// @param problems gains what is wrong
    static List<StudyKnowledge> of(
            Map<String, String> files,
            Map<String, Pathway> asked,
            List<KnowledgeProblem> problems) {
        List<StudyKnowledge> studies = new ArrayList<>();
        files.forEach((name, text) -> {
            if (isFile(name) && !isCriteria(name)) {
                Pathway criteria = asked.get(name.replaceFirst("study\\.json$", "criteria.json"));
                if (criteria == null) {
                    problems.add(
                            new KnowledgeProblem(name, "the study has no criteria.json beside it"));
                } else {
                    studies.add(new StudyKnowledge(criteria.id(), text, criteria));
                }
            }
        });
        return studies;
    }

    static boolean isFile(String name) {
        return FILE.matcher(name).matches();
    }

    static boolean isCriteria(String name) {
        return isFile(name) && name.endsWith("criteria.json");
    }

    /// The folder of its worked cases.
    public Path cases(Path knowledge) {
        return knowledge.resolve(FOLDER).resolve(id).resolve("cases");
    }

    /// The same with another definition.
    public StudyKnowledge with(String other) {
        return new StudyKnowledge(id, other, criteria);
    }

    StudyKnowledge with(Recognition recognition, String mapsHash) {
        return new StudyKnowledge(id, definition, criteria.with(recognition, mapsHash));
    }
}
