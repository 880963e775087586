package org.osteon.bench.store;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.osteon.store.Change;

/// Charts of Observations of about 1.2 KB, as exports write them: ids and references random, the
/// rest repeating.
public final class SyntheticCharts {
    private static final List<String> LABORATORY =
            List.of("2160-0", "17861-6", "1751-7", "2000-8", "14682-9", "718-7", "777-3", "6690-2");

    private SyntheticCharts() {}

    /// The id of the patient of a chart.
    public static String id(int chart) {
        return "patient-" + chart;
    }

    /// The same for the same numbers.
    public static List<Change> changes(int chart, int resources) {
        Random random = new Random(chart);
        List<Change> changes = new ArrayList<>(resources);
        for (int i = 0; i < resources; i++) {
            changes.add(observation(chart, random));
        }
        return changes;
    }

    /// The same with the patient, as a Bundle.
    public static byte[] bundle(int chart, int resources) {
        StringBuilder text = new StringBuilder("{\"resourceType\":\"Bundle\",\"entry\":[");
        text.append("{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"")
                .append(id(chart))
                .append("\"}}");
        for (Change change : changes(chart, resources)) {
            text.append(",{\"resource\":").append(((Change.Put) change).json()).append('}');
        }
        return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    static Change observation(int chart, Random random) {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        String encounter = new UUID(random.nextLong(), random.nextLong()).toString();
        String specimen = new UUID(random.nextLong(), random.nextLong()).toString();
        LocalDate day = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(900));
        String code = LABORATORY.get(random.nextInt(LABORATORY.size()));
        int value = random.nextInt(10_000);
        return Change.put(
                "Observation",
                id,
                """
                {"resourceType":"Observation","id":"%s","meta":{"profile":\
                ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab"]},\
                "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><p>\
                Laboratory result %s of %s, value %d.%02d mg/dL, reported by the central laboratory after \
                validation by the responsible physician</p></div>"},"status":"final","category":[{"coding":\
                [{"system":"http://terminology.hl7.org/CodeSystem/observation-category",\
                "code":"laboratory","display":"Laboratory"}]}],"code":{"coding":[{"system":\
                "http://loinc.org","code":"%s","display":"Analyte in Serum or Plasma"}],\
                "text":"Analyte"},"subject":{"reference":"Patient/patient-%d"},"encounter":{"reference":\
                "Encounter/%s"},"specimen":{"reference":"Specimen/%s"},"effectiveDateTime":\
                "%sT08:%02d:00+02:00","issued":"%sT12:%02d:11.123+02:00","valueQuantity":{"value":%d.%02d,\
                "unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"},"interpretation":\
                [{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",\
                "code":"N","display":"Normal"}]}],"referenceRange":[{"low":{"value":0.5,"unit":"mg/dL"},\
                "high":{"value":9.9,"unit":"mg/dL"}}]}\
                """
                        .formatted(
                                id,
                                code,
                                day,
                                value / 100,
                                value % 100,
                                code,
                                chart,
                                encounter,
                                specimen,
                                day,
                                random.nextInt(60),
                                day,
                                random.nextInt(60),
                                value / 100,
                                value % 100));
    }
}
