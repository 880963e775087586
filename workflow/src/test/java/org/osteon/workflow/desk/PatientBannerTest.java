package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// Who the patient is, at the top of every page about them (X7).
class PatientBannerTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    private static PatientBanner banner(String patient, String... resources) {
        String chart =
                "{\"resourceType\":\"Patient\",\"id\":\"p\"%s}\n%s"
                        .formatted(patient, String.join("\n", resources));
        return switch (ChartReader.resources(chart.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart read) -> PatientBanner.of(read, TODAY);
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    private static String name(String... names) {
        return banner(",\"name\":[" + String.join(",", names) + "]").name();
    }

    private static String weight(String id, String day, String value) {
        return """
        {"resourceType":"Observation","id":"%s","status":"final","code":{"coding":[\
        {"system":"http://loinc.org","code":"29463-7"}]},%s"valueQuantity":{%s}}\
        """
                .formatted(
                        id, day.isEmpty() ? "" : "\"effectiveDateTime\":\"" + day + "\",", value);
    }

    private static String allergy(String id, String code, String clinical, String verified) {
        return """
        {"resourceType":"AllergyIntolerance","id":"%s","code":{"coding":[%s],"text":"%s"},\
        "clinicalStatus":{"coding":[{"code":"%s"}]},\
        "verificationStatus":{"coding":[{"code":"%s"}]}}\
        """
                .formatted(id, code, id, clinical, verified);
    }

    @Test
    void of_a_patient_of_whom_nothing_is_said_that_is_said() {
        PatientBanner banner = banner("");

        assertThat(banner.id()).isEqualTo("p");
        assertThat(banner.name()).isEqualTo("(no name)");
        assertThat(banner.age()).isEmpty();
        assertThat(banner.born()).isEmpty();
        assertThat(banner.sex()).isEqualTo("sex not recorded");
        assertThat(banner.identifiers()).isEmpty();
        assertThat(banner.weight()).isEmpty();
        assertThat(banner.allergies()).isEmpty();
        assertThat(banner.deceased()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1966-06-02, 59, 2 Jun 1966",
        "1966-06-03, 58, 3 Jun 1966",
        "1966, '', 1966",
    })
    void age_is_in_completed_years_where_the_birth_date_tells(
            String born, String age, String shown) {
        PatientBanner banner = banner(",\"gender\":\"male\",\"birthDate\":\"" + born + "\"");

        assertThat(banner.age()).isEqualTo(age);
        assertThat(banner.born()).isEqualTo(shown);
        assertThat(banner.sex()).isEqualTo("male");
    }

    @Test
    void the_name_is_the_first_that_is_in_use_and_not_empty() {
        String old = "{\"use\":\"old\",\"family\":\"Before\"}";
        String now = "{\"use\":\"official\",\"family\":\"Now\",\"given\":[\"A.\",\"B.\"]}";

        assertThat(name(old, now)).isEqualTo("Now, A. B.");
        assertThat(name("{\"use\":\"usual\"}", now)).isEqualTo("Now, A. B.");
        assertThat(name("{\"family\":\"Only\"}")).isEqualTo("Only");
        assertThat(name("{\"given\":[\"Given\"]}")).isEqualTo("Given");
        assertThat(name("{\"text\":\"As Text\"}")).isEqualTo("As Text");
        assertThat(name("{\"text\":\"As Text\",\"family\":\"Family\"}")).isEqualTo("Family");
        assertThat(name(old)).isEqualTo("(no name)");
    }

    @Test
    void record_numbers_are_three_at_most_each_once() {
        assertThat(
                        banner(
                                        ",\"identifier\":[{\"value\":\"1\"},{\"value\":\"1\"},"
                                                + "{\"system\":\"s\"},{\"value\":\"2\"},"
                                                + "{\"value\":\"3\"},{\"value\":\"4\"}]")
                                .identifiers())
                .containsExactly("1", "2", "3");
    }

    @Test
    void the_weight_is_the_latest_that_is_not_ahead_with_its_day_and_age() {
        String kg = ",\"unit\":\"kg\"";

        assertThat(
                        banner(
                                        "",
                                        weight("b", "2025-06-01", "\"value\":72.50" + kg),
                                        weight("a", "2025-05-01", "\"value\":70" + kg),
                                        weight("c", "2025-06-03", "\"value\":80" + kg),
                                        weight("d", "", "\"value\":90" + kg))
                                .weight())
                .hasValue(new PatientBanner.Measured("72.5 kg", "1 Jun 2025", "1 day ago"));
        assertThat(banner("", weight("a", "2025-06-02", "\"value\":70" + kg)).weight())
                .hasValue(new PatientBanner.Measured("70 kg", "2 Jun 2025", "today"));
        assertThat(banner("", weight("a", "2025-06-02", kg.substring(1))).weight()).isEmpty();
        assertThat(
                        banner(
                                        "",
                                        weight("a", "2025-06-02", "\"value\":70")
                                                .replace("29463-7", "8302-2"))
                                .weight())
                .isEmpty();
        assertThat(
                        banner(
                                        "",
                                        weight("a", "2025-06-02", "\"value\":70")
                                                .replace("loinc", "elsewhere"))
                                .weight())
                .isEmpty();
    }

    @Test
    void allergies_that_stand_are_named_once_and_no_known_allergy_is_none() {
        String none = "{\"system\":\"http://snomed.info/sct\",\"code\":\"716186003\"}";
        String other = "{\"system\":\"urn:elsewhere\",\"code\":\"716186003\"}";
        String third = "{\"system\":\"http://snomed.info/sct\",\"code\":\"91936005\"}";

        assertThat(
                        banner(
                                        "",
                                        allergy("Latex", "", "active", "confirmed"),
                                        allergy("Gone", "", "resolved", "confirmed"),
                                        allergy("Quiet", "", "inactive", "confirmed"),
                                        allergy("Not", "", "active", "refuted"),
                                        allergy("Slip", "", "active", "entered-in-error"),
                                        allergy("None", none, "active", "confirmed"),
                                        allergy("Local", other, "active", "confirmed"),
                                        allergy("Penicillin", third, "active", "unconfirmed"))
                                .allergies())
                .containsExactlyInAnyOrder("Latex", "Local", "Penicillin");
    }

    @Test
    void a_death_is_said_with_its_day_where_it_is_known() {
        assertThat(banner(",\"deceasedDateTime\":\"2025-05-30\"").deceased())
                .hasValue("2025-05-30");
        assertThat(banner(",\"deceasedBoolean\":true").deceased()).hasValue("");
        assertThat(banner(",\"deceasedBoolean\":false").deceased()).isEmpty();
    }
}
