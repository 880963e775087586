package org.osteon.app.http.web.studies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.studies.Studies;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyForm;

/// The set-up of a study, to be changed.
///
/// @param fields as [StudyForm] names them
/// @param by who typed it at this page; empty: nobody, it is as written
/// @param activated whether people may be in it: then only what they were not allocated by is
///   changed
/// @param factors that allocation can balance, those that it does first
/// @param measures that can be the primary endpoint
record StudySetUpPage(
        Study study,
        Map<String, String> fields,
        String by,
        boolean activated,
        List<Rule> factors,
        List<Rule> measures) {
    static StudySetUpPage of(Studies studies, Study study) {
        Pathway criteria = studies.written(study.id()).criteria();
        List<Rule> factors = new ArrayList<>();
        study.randomisation()
                .factors()
                .forEach(one ->
                        criteria.results().stream()
                                .filter(rule -> rule.id().equals(one.code()))
                                .forEach(factors::add));
        criteria.results().stream().filter(rule -> !factors.contains(rule)).forEach(factors::add);
        return new StudySetUpPage(
                study,
                StudyForm.of(study),
                studies.setUpBy(study).orElse(""),
                !studies.state(study).digest().isEmpty(),
                factors,
                criteria.trends());
    }

    String of(String field) {
        return fields.getOrDefault(field, "");
    }

    boolean is(String field, String value) {
        return of(field).equals(value);
    }

    boolean isOn(String field) {
        return !of(field).isEmpty();
    }

    /// What the rows of arms or visits begin with.
    List<String> rows(String of, String name) {
        return IntStream.range(0, 20)
                .mapToObj(i -> of + i + ".")
                .filter(row -> fields.containsKey(row + name))
                .toList();
    }
}
