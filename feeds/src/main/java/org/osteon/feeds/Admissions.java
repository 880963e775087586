package org.osteon.feeds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ADT A01 to A04, A08, A11 to A13: who the patient is, and the stay; what is taken back of it.
final class Admissions {
    private static final Map<String, String> STATUS =
            Map.of(
                    "A01", "in-progress",
                    "A04", "in-progress",
                    "A03", "finished",
                    "A11", "cancelled",
                    "A13", "in-progress");

    private final SourceProfile profile;
    private final Times times;
    private final Draft draft;
    private final List<Remark> remarks;
    private final Stamp stamp;

    Admissions(SourceProfile profile, Times times, Draft draft, List<Remark> remarks, Stamp stamp) {
        this.profile = profile;
        this.times = times;
        this.draft = draft;
        this.remarks = remarks;
        this.stamp = stamp;
    }

    /// Whether it takes back what another message said: an admission, a transfer, a discharge.
    static boolean takesBack(String trigger) {
        return List.of("A11", "A12", "A13").contains(trigger);
    }

    void write(Message message, String trigger, Patients patients) throws Unusable {
        Segment pid =
                message.first("PID")
                        .orElseThrow(() ->
                                new Unusable(Reason.MISSING, "PID", "the segment is missing"));
        Patients.Found found = patients.of(pid);
        ObjectNode patient =
                draft.current(found.chart(), "Patient", found.chart())
                        .orElseGet(() -> Json.resource("Patient", found.chart()));
        if (!found.fresh() && stamp.isBefore(Stamp.of(patient))) {
            remarks.add(
                    new Remark("PID", "older than what the chart holds of the patient; not taken"));
        } else {
            stamp.put(patient);
            patients.write(pid, found, patient);
        }
        Optional<Segment> visit = message.first("PV1");
        if (visit.isPresent()) {
            encounter(message, visit.get(), trigger, found);
        }
    }

    private void encounter(Message message, Segment pv1, String trigger, Patients.Found found)
            throws Unusable {
        String number = pv1.text(19);
        if (number.isEmpty()) {
            remarks.add(new Remark(pv1.place(19), "no visit number; the stay was not kept"));
            return;
        }
        Identifier identifier = new Identifier(profile.own("visit"), number);
        String id = Names.of("v2", "visit", profile.name(), number);
        Optional<ObjectNode> before = draft.current(found.chart(), "Encounter", id);
        if (before.isEmpty() && takesBack(trigger)) {
            remarks.add(
                    new Remark(
                            pv1.place(19),
                            "the chart holds no stay of this number, so nothing of it was taken"
                                    + " back"));
            return;
        }
        ObjectNode encounter = before.orElseGet(() -> Json.resource("Encounter", id));
        if (before.isPresent() && stamp.isBefore(Stamp.of(encounter))) {
            remarks.add(
                    new Remark("PV1", "older than what the chart holds of the stay; not taken"));
            return;
        }
        Json.identify(encounter, identifier);
        stamp.put(encounter);
        encounter.set("subject", found.reference());
        Optional<Times.Time> from = times.of(pv1, 44);
        Optional<Times.Time> to = times.of(pv1, 45);
        if (to.isEmpty() && trigger.equals("A03")) {
            to = message.first("EVN").isPresent() ? times.of(message.first("EVN").get(), 6) : to;
        }
        String status = STATUS.get(trigger);
        if (status == null) {
            status = to.isPresent() ? "finished" : encounter.path("status").asText("in-progress");
        }
        encounter.put("status", status);
        if (from.isPresent()) {
            encounter.withObject("period").put("start", from.get().text());
        }
        if (trigger.equals("A13")) {
            // The time of the discharge that was none may still stand in the message.
            to = Optional.empty();
        }
        if (to.isPresent()) {
            encounter.withObject("period").put("end", to.get().text());
        } else if (!status.equals("finished") && encounter.path("period").has("end")) {
            encounter.withObject("period").remove("end");
        }
        kind(pv1, encounter);
        admittedAs(pv1, encounter);
        String place = pv1.shown(3, 0);
        if (!place.isEmpty()) {
            encounter
                    .putArray("location")
                    .addObject()
                    .putObject("location")
                    .put("display", place.replace('^', ' ').strip());
        }
        draft.put(found.chart(), encounter, "");
    }

    /// How the patient came, as it was sent: an emergency, elective. Of HL7's own table where the
    /// message does not say of which.
    private void admittedAs(Segment pv1, ObjectNode encounter) {
        String written = pv1.text(4);
        if (written.equals(Segment.NULL)) {
            encounter.remove("type");
        } else if (!written.isEmpty()) {
            String table = pv1.text(4, 0, 3);
            ObjectNode coding =
                    encounter
                            .putArray("type")
                            .addObject()
                            .putArray("coding")
                            .addObject()
                            .put("system", profile.system(table.isEmpty() ? "HL70007" : table))
                            .put("code", written);
            String words = pv1.text(4, 0, 2);
            if (!words.isEmpty()) {
                coding.put("display", words);
            }
        }
    }

    private void kind(Segment pv1, ObjectNode encounter) {
        String written = pv1.text(2);
        Optional<Tables.Entry> kind = profile.tables().of("class", written);
        if (kind.isPresent()) {
            ObjectNode coding =
                    encounter
                            .putObject("class")
                            .put("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode")
                            .put("code", kind.get().code());
            if (!kind.get().more().isEmpty()) {
                coding.put("display", kind.get().more());
            }
        } else if (!written.isEmpty() || !encounter.has("class")) {
            encounter
                    .putObject("class")
                    .put("system", profile.own("class"))
                    .put("code", written.isEmpty() ? "unknown" : written);
            remarks.add(
                    new Remark(
                            pv1.place(2),
                            "the class '"
                                    + written
                                    + "' is not in the table (tables.class of the profile); it was"
                                    + " kept as sent"));
        }
    }
}
