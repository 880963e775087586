package org.osteon.records.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.SplittableRandom;

/// Where made-up patients are looked after and by whom: two of three have a coordinator, every
/// second an appointment within a week, at a place that has a name; each belongs to a centre.
final class MadeUpCare {
    private static final int DAYS_AHEAD = 7;
    private static final int FIRST_HOUR = 8;
    private static final int HOURS = 8;
    private static final int QUARTERS = 4;

    private final JsonNode known;
    private final LocalDate today;
    private final SplittableRandom random;

    /// @param known coordinators, centres, and places by pathway
    MadeUpCare(JsonNode known, LocalDate today, SplittableRandom random) {
        this.known = known;
        this.today = today;
        this.random = random;
    }

    /// Adds it to a chart.
    void addTo(ObjectNode bundle, String pathway) {
        String patient = "";
        for (JsonNode entry : bundle.path("entry")) {
            if (entry.path("resource").path("resourceType").asText("").equals("Patient")) {
                patient = entry.path("resource").path("id").asText("");
            }
        }
        JsonNode places = known.path("places").path(pathway);
        if (patient.isEmpty() || places.isEmpty()) {
            return;
        }
        centre(bundle, patient);
        if (random.nextInt(3) > 0) {
            team(bundle, patient);
        }
        if (random.nextBoolean()) {
            appointment(bundle, patient, places.path(random.nextInt(places.size())).asText());
        }
    }

    /// Always the same for one patient, whatever else is drawn.
    private void centre(ObjectNode bundle, String patient) {
        JsonNode centres = known.path("centres");
        for (JsonNode entry : bundle.path("entry")) {
            if (!centres.isEmpty()
                    && entry.path("resource") instanceof ObjectNode person
                    && person.path("resourceType").asText("").equals("Patient")
                    && !person.has("managingOrganization")) {
                person.putObject("managingOrganization")
                        .put(
                                "display",
                                centres.path(Math.floorMod(patient.hashCode(), centres.size()))
                                        .asText());
            }
        }
    }

    private static ObjectNode resource(ObjectNode bundle, String type, String id) {
        return bundle.withArray("entry")
                .addObject()
                .putObject("resource")
                .put("resourceType", type)
                .put("id", id);
    }

    private static String id(String what, String patient) {
        return "demo-" + what + "-" + Integer.toHexString(patient.hashCode());
    }

    private void team(ObjectNode bundle, String patient) {
        JsonNode all = known.path("coordinators");
        ObjectNode team = resource(bundle, "CareTeam", id("team", patient)).put("status", "active");
        team.putObject("subject").put("reference", "Patient/" + patient);
        ObjectNode participant = team.putArray("participant").addObject();
        participant
                .putArray("role")
                .addObject()
                .put("text", "Care coordinator")
                .putArray("coding")
                .addObject()
                .put("system", "urn:osteon:role")
                .put("code", "coordinator");
        participant
                .putObject("member")
                .put("display", all.path(random.nextInt(all.size())).asText());
    }

    private void appointment(ObjectNode bundle, String patient, String name) {
        String place = id("place", patient);
        resource(bundle, "Location", place).put("status", "active").put("name", name);
        LocalDate day = today.plusDays(random.nextInt(DAYS_AHEAD));
        String start =
                "%sT%02d:%02d:00Z"
                        .formatted(
                                day,
                                FIRST_HOUR + random.nextInt(HOURS),
                                random.nextInt(QUARTERS) * 60 / QUARTERS);
        ObjectNode appointment =
                resource(bundle, "Appointment", id("visit", patient))
                        .put("status", "booked")
                        .put("start", start);
        for (String actor : new String[] {"Patient/" + patient, "Location/" + place}) {
            appointment
                    .withArray("participant")
                    .addObject()
                    .put("status", "accepted")
                    .putObject("actor")
                    .put("reference", actor);
        }
    }
}
