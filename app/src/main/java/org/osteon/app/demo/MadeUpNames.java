package org.osteon.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SplittableRandom;

/// Names for patients who do not exist, by sex.
final class MadeUpNames {
    private final JsonNode names;

    /// @param names lists under `family`, `female` and `male`
    MadeUpNames(JsonNode names) {
        this.names = names;
    }

    /// Names a FHIR Patient; of a gender without names of its own, by a name of any.
    void give(ObjectNode patient, SplittableRandom random) {
        String gender = patient.path("gender").asText();
        JsonNode given =
                names.has(gender)
                        ? names.path(gender)
                        : names.path(random.nextBoolean() ? "female" : "male");
        ObjectNode name = patient.putArray("name").addObject();
        name.put("family", oneOf(names.path("family"), random));
        name.putArray("given").add(oneOf(given, random));
    }

    static String oneOf(JsonNode list, SplittableRandom random) {
        return list.path(random.nextInt(list.size())).asText();
    }
}
