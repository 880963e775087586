package org.osteon.workflow.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.pathway.StudyKnowledge;
import org.osteon.workflow.forms.DeliveredForms;

/// How a study is set up, as fields and back (records, 6.1).
class StudyFormTest {
    private static StudyKnowledge written(String id) {
        return DeliveredForms.KNOWLEDGE.study(id).orElseThrow();
    }

    private static Study study(StudyKnowledge written, Map<String, String> fields) {
        StudyForm.Typed typed = StudyForm.into(written.definition(), fields);
        assertThat(typed.problems()).isEmpty();
        return StudyReader.read(written.with(typed.definition()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"knee-comparators", "knee-usual-care"})
    void what_is_sent_as_it_was_shown_changes_nothing(String id) {
        StudyKnowledge written = written(id);
        Study before = StudyReader.read(written);

        Study now = study(written, StudyForm.of(before));

        assertThat(now)
                .usingRecursiveComparison()
                .ignoringFields("digest")
                .withEqualsForType((one, other) -> one.compareTo(other) == 0, Double.class)
                .isEqualTo(before);
        assertThat(StudyForm.changes(before, now)).isEmpty();
        assertThat(StudyForm.settled(before, now)).isEmpty();
    }

    @Test
    void arms_comparators_visits_and_allocation_are_what_was_typed() {
        StudyKnowledge written = written("knee-usual-care");
        Study before = StudyReader.read(written);
        Map<String, String> fields = new HashMap<>(StudyForm.of(before));
        fields.putAll(
                Map.of(
                        "arm.2.name", "Hyaluronic acid",
                        "arm.2.code", "HA",
                        "arm.2.label", "C",
                        "arm.2.ratio", "1",
                        "arm.2.role", "comparator",
                        "approval", "EC 12/2025",
                        "blocks", "4; 8",
                        "stopping", "Two septic joints\n\nHalf of the planned number"));

        Study now = study(written, fields);

        assertThat(now.arms()).hasSize(before.arms().size() + 1);
        assertThat(now.arms().getLast().name()).isEqualTo("Hyaluronic acid");
        assertThat(now.arms().getLast().tested()).isFalse();
        assertThat(now.ethics().approval()).isEqualTo("EC 12/2025");
        assertThat(now.randomisation().blocks()).containsExactly(4, 8);
        assertThat(now.stopping()).hasSize(2);
        assertThat(StudyForm.settled(before, now)).containsExactly("arms");
        assertThat(StudyForm.changes(before, now))
                .anyMatch(one -> one.contains("approval: ") && one.contains("EC 12/2025"))
                .noneMatch(one -> one.contains("block"));
        assertThat(StudyForm.of(now)).as("nobody is shown them").doesNotContainKey("blocks");
    }

    /// Strata are named in the order of the factors, and who was allocated stays in theirs.
    @Test
    void factors_keep_their_order_whatever_the_order_of_the_fields() {
        StudyKnowledge written = written("knee-comparators");
        Study before = StudyReader.read(written);
        assertThat(before.randomisation().factors()).hasSizeGreaterThan(1);
        Map<String, String> backwards = new LinkedHashMap<>();
        List.copyOf(StudyForm.of(before).entrySet())
                .reversed()
                .forEach(one -> backwards.put(one.getKey(), one.getValue()));

        Study now = study(written, backwards);

        assertThat(now.randomisation().factors()).isEqualTo(before.randomisation().factors());
        assertThat(StudyForm.settled(before, now)).isEmpty();
    }

    /// Else it would be kept, and what was changed could not be written down.
    @Test
    void what_cannot_be_stored_is_a_blank() {
        StudyKnowledge written = written("knee-comparators");
        Map<String, String> fields = new HashMap<>(StudyForm.of(StudyReader.read(written)));
        fields.put("sham", "Sham\u0000harvest\u0007");
        fields.put("stopping", "One\r\nTwo");

        Study now = study(written, fields);

        assertThat(now.sham()).isEqualTo("Sham harvest");
        assertThat(now.stopping()).containsExactly("One", "Two");
    }

    @Test
    void numbers_by_which_nobody_could_be_allocated_are_not_sound() {
        StudyKnowledge written = written("knee-comparators");
        Map<String, String> fields = new HashMap<>(StudyForm.of(StudyReader.read(written)));
        fields.put("title", " ");
        fields.put("eligible-days", "-5");
        fields.put("factor.age-group.weight", "0");
        fields.put("arm.1.name", fields.get("arm.0.name"));

        assertThat(
                        StudyCheck.of(DeliveredForms.KNOWLEDGE, written, study(written, fields))
                                .problems())
                .hasSize(4)
                .anyMatch(one -> one.contains("no title"))
                .anyMatch(one -> one.contains("holds for -5 days"))
                .anyMatch(one -> one.contains("'age-group' has no weight above 0"))
                .anyMatch(one -> one.contains("two arms are called"));
    }

    @Test
    void what_cannot_be_read_is_named() {
        StudyKnowledge written = written("knee-comparators");
        Map<String, String> fields = new HashMap<>(StudyForm.of(StudyReader.read(written)));
        fields.put("planned", "many");
        fields.put("until", "+99999-12-31");
        fields.put("visit.1.day", "6 weeks");
        fields.put("probability", "4/5");

        assertThat(StudyForm.into(written.definition(), fields).problems())
                .hasSize(4)
                .anyMatch(one -> one.contains("“many” is no whole number"))
                .anyMatch(one -> one.contains("“+99999-12-31” is no day"))
                .anyMatch(one -> one.contains("“6 weeks”"))
                .anyMatch(one -> one.contains("“4/5” is no number"));
    }

    /// What is measured has to be measured of somebody.
    @Test
    void a_primary_endpoint_that_no_criterion_measures_is_not_sound() {
        StudyKnowledge written = written("knee-comparators");
        Map<String, String> fields = new HashMap<>(StudyForm.of(StudyReader.read(written)));
        fields.put("primary.measure", "koos-pian");

        assertThat(
                        StudyCheck.of(DeliveredForms.KNOWLEDGE, written, study(written, fields))
                                .problems())
                .isEqualTo(
                        List.of(
                                "the primary endpoint measures 'koos-pian', which is no trend of"
                                        + " its criteria"));
    }
}
