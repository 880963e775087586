package org.osteon.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whose a message is: by identifiers of systems that the profile names, and by nothing else. A
/// name finds nobody; where name and birth date both speak against the chart, nothing is taken.
final class Patients {
    private static final int LONGEST_CHAIN = 8;

    private final SourceProfile profile;
    private final Times times;
    private final Draft draft;
    private final List<Remark> remarks;
    private final String messageType;

    Patients(
            SourceProfile profile,
            Times times,
            Draft draft,
            List<Remark> remarks,
            String messageType) {
        this.profile = profile;
        this.times = times;
        this.draft = draft;
        this.remarks = remarks;
        this.messageType = messageType;
    }

    /// A patient whom a message names.
    ///
    /// @param chart whose
    /// @param identifiers by which; the first stands in what the message makes
    /// @param fresh whether the chart is made by this message
    record Found(String chart, List<Identifier> identifiers, boolean fresh) {
        ObjectNode reference() {
            ObjectNode reference = Json.reference("Patient", chart);
            reference.set("identifier", Json.identifier(identifiers.getFirst()));
            return reference;
        }
    }

    /// The identifiers of a field (CX) whose systems the profile names.
    List<Identifier> identifiers(Segment segment, int field) {
        Set<Identifier> all = new LinkedHashSet<>();
        for (int i = 0; i < segment.repetitions(field); i++) {
            String value = segment.text(field, i, 1);
            if (value.isEmpty() || value.equals(Segment.NULL)) {
                continue;
            }
            String authority = segment.text(field, i, 4);
            if (authority.isEmpty()) {
                authority = segment.text(field, i, 4, 2);
            }
            String type = segment.text(field, i, 5);
            Optional<String> system = profile.patientSystem(authority, type);
            if (system.isPresent()) {
                all.add(new Identifier(system.get(), value));
            } else {
                remarks.add(
                        new Remark(
                                segment.place(field),
                                "the identifier of '"
                                        + authority
                                        + "^"
                                        + type
                                        + "' has no system in the profile (identifiers) and was passed over"));
            }
        }
        return List.copyOf(all);
    }

    /// The charts that identifiers name, by where a merge has led.
    Set<String> charts(List<Identifier> identifiers) {
        Set<String> charts = new LinkedHashSet<>();
        for (Identifier identifier : identifiers) {
            for (Known.Held one : draft.known().bearing("Patient", identifier)) {
                charts.add(survivor(one.chart()));
            }
        }
        return charts;
    }

    private String survivor(String chart) {
        String at = chart;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            Optional<String> next = draft.current(at, "Patient", at).flatMap(Patients::replacedBy);
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
        return at;
    }

    private static Optional<String> replacedBy(ObjectNode patient) {
        for (JsonNode link : patient.path("link")) {
            if (link.path("type").asText().equals("replaced-by")) {
                String reference = link.path("other").path("reference").asText();
                return Optional.of(reference.substring(reference.lastIndexOf('/') + 1));
            }
        }
        return Optional.empty();
    }

    /// Whom a PID names.
    Found of(Segment pid) throws Unusable {
        List<Identifier> identifiers = identifiers(pid, 3);
        if (identifiers.isEmpty()) {
            throw new Unusable(
                    Reason.UNKNOWN_PATIENT,
                    pid.place(3),
                    "no identifier of a system that the profile names (identifiers): '"
                            + pid.shown(3, 0)
                            + "'");
        }
        Set<String> charts = charts(identifiers);
        if (charts.size() > 1) {
            throw new Unusable(
                    Reason.DOUBTFUL_PATIENT,
                    pid.place(3),
                    "its identifiers ("
                            + words(identifiers)
                            + ") name two charts: "
                            + String.join(", ", charts)
                            + "; where they are one person's, the sender merges them (A40)");
        }
        if (charts.isEmpty()) {
            return fresh(pid, identifiers);
        }
        String chart = charts.iterator().next();
        requireSame(pid, draft.current(chart, "Patient", chart).orElseGet(Json::object));
        return new Found(chart, identifiers, false);
    }

    private static String words(List<Identifier> identifiers) {
        return String.join(", ", identifiers.stream().map(Identifier::toString).toList());
    }

    private Found fresh(Segment pid, List<Identifier> identifiers) throws Unusable {
        if (!profile.creates().contains(messageType)) {
            throw new Unusable(
                    Reason.UNKNOWN_PATIENT,
                    pid.place(3),
                    "nobody here is known by "
                            + words(identifiers)
                            + "; bring the patient in (ADT, import) and send it again, or let the"
                            + " profile make charts of "
                            + messageType
                            + " (createsPatients)");
        }
        String chart =
                Names.of("pt", identifiers.getFirst().system(), identifiers.getFirst().value());
        if (draft.current(chart, "Patient", chart).isPresent()) {
            throw new Unusable(
                    Reason.DOUBTFUL_PATIENT,
                    pid.place(3),
                    "the chart " + chart + " was made for this identifier and no longer bears it");
        }
        ObjectNode patient = Json.resource("Patient", chart);
        return write(pid, new Found(chart, identifiers, true), patient);
    }

    /// Name and birth date that are both others' say that it is somebody else.
    private void requireSame(Segment pid, ObjectNode patient) throws Unusable {
        String family = pid.text(5);
        String born = patient.path("birthDate").asText("");
        String day = times.of(pid, 7).map(Times.Time::day).orElse("");
        boolean otherDay =
                !born.isEmpty() && !day.isEmpty() && !born.startsWith(day) && !day.startsWith(born);
        boolean otherName =
                !family.isEmpty() && !family.equals(Segment.NULL) && !isCalled(patient, family);
        if (otherDay && otherName) {
            throw new Unusable(
                    Reason.DOUBTFUL_PATIENT,
                    pid.place(5),
                    "name and birth date are both others than those of the chart that the identifier"
                            + " names");
        }
        if (otherDay) {
            remarks.add(
                    new Remark(
                            pid.place(7), "the birth date " + day + " is not the chart's " + born));
        }
        if (otherName && !messageType.equals("ADT")) {
            remarks.add(new Remark(pid.place(5), "the name is not the chart's"));
        }
    }

    private static boolean isCalled(ObjectNode patient, String family) {
        JsonNode names = patient.path("name");
        if (names.isEmpty()) {
            return true;
        }
        for (JsonNode name : names) {
            String there = name.path("family").asText(name.path("text").asText(""));
            if (there.isEmpty()
                    || folded(there).contains(folded(family))
                    || folded(family).contains(folded(there))) {
                return true;
            }
        }
        return false;
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}|[^\\p{L}]", "")
                .toLowerCase(Locale.ROOT);
    }

    /// Whether two charts look like two people.
    static boolean differ(ObjectNode one, ObjectNode other) {
        String born = one.path("birthDate").asText("");
        String otherBorn = other.path("birthDate").asText("");
        boolean days =
                !born.isEmpty()
                        && !otherBorn.isEmpty()
                        && !born.startsWith(otherBorn)
                        && !otherBorn.startsWith(born);
        String family = one.path("name").path(0).path("family").asText("");
        return days && !family.isEmpty() && !isCalled(other, family);
    }

    /// Writes what a PID says of a patient.
    Found write(Segment pid, Found found, ObjectNode patient) throws Unusable {
        String deceasedBefore = deceased(patient);
        found.identifiers().forEach(one -> Json.identify(patient, one));
        names(pid, patient);
        times.of(pid, 7).ifPresent(time -> patient.put("birthDate", time.day()));
        clear(pid, 7, patient, "birthDate");
        String sex = pid.text(8);
        if (!sex.isEmpty() && !sex.equals(Segment.NULL)) {
            Optional<String> gender = profile.tables().code("sex", sex);
            gender.ifPresent(one -> patient.put("gender", one));
            if (gender.isEmpty()) {
                remarks.add(
                        new Remark(
                                pid.place(8),
                                "'"
                                        + sex
                                        + "' is not in the table (tables.sex of the profile); the"
                                        + " chart's was kept"));
            }
        }
        clear(pid, 8, patient, "gender");
        addresses(pid, patient);
        telephones(pid, patient);
        death(pid, patient);
        String deceasedNow = deceased(patient);
        boolean takenBack = !deceasedBefore.isEmpty() && deceasedNow.isEmpty();
        draft.put(
                found.chart(), patient, takenBack ? "recorded as deceased, " + deceasedBefore : "");
        return found;
    }

    private static String deceased(ObjectNode patient) {
        return patient.path("deceasedBoolean").asBoolean()
                ? "no day known"
                : patient.path("deceasedDateTime").asText("");
    }

    private static void clear(Segment pid, int field, ObjectNode patient, String element) {
        if (pid.text(field).equals(Segment.NULL)) {
            patient.remove(element);
        }
    }

    private static void names(Segment pid, ObjectNode patient) {
        if (pid.isEmpty(5) || pid.text(5).equals(Segment.NULL)) {
            return;
        }
        ArrayNode names = Json.object().putArray("name");
        for (int i = 0; i < pid.repetitions(5); i++) {
            ObjectNode name = Json.object();
            put(name, "family", pid.text(5, i, 1));
            for (int component : new int[] {2, 3}) {
                String given = pid.text(5, i, component);
                if (!given.isEmpty() && !given.equals(Segment.NULL)) {
                    name.withArray("given").add(given);
                }
            }
            list(name, "suffix", pid.text(5, i, 4));
            list(name, "prefix", pid.text(5, i, 5));
            switch (pid.text(5, i, 7)) {
                case "L" -> name.put("use", "official");
                case "M" -> name.put("use", "maiden");
                case "A", "N" -> name.put("use", "nickname");
                default -> {}
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        if (!names.isEmpty()) {
            patient.set("name", names);
        }
    }

    private static void put(ObjectNode node, String element, String text) {
        if (!text.isEmpty() && !text.equals(Segment.NULL)) {
            node.put(element, text);
        }
    }

    private static void list(ObjectNode node, String element, String text) {
        if (!text.isEmpty() && !text.equals(Segment.NULL)) {
            node.putArray(element).add(text);
        }
    }

    private static void addresses(Segment pid, ObjectNode patient) {
        List<ObjectNode> all = new ArrayList<>();
        for (int i = 0; i < pid.repetitions(11); i++) {
            ObjectNode address = Json.object();
            for (int component : new int[] {1, 2}) {
                String line = pid.text(11, i, component);
                if (!line.isEmpty() && !line.equals(Segment.NULL)) {
                    address.withArray("line").add(line);
                }
            }
            put(address, "city", pid.text(11, i, 3));
            put(address, "state", pid.text(11, i, 4));
            put(address, "postalCode", pid.text(11, i, 5));
            put(address, "country", pid.text(11, i, 6));
            if (!address.isEmpty()) {
                all.add(address);
            }
        }
        if (!all.isEmpty()) {
            patient.putArray("address").addAll(all);
        }
        clear(pid, 11, patient, "address");
    }

    private static void telephones(Segment pid, ObjectNode patient) {
        List<ObjectNode> all = new ArrayList<>();
        for (int field : new int[] {13, 14}) {
            for (int i = 0; i < pid.repetitions(field); i++) {
                String number = pid.text(field, i, 1);
                String mail = pid.text(field, i, 4);
                if (number.isEmpty() || number.equals(Segment.NULL)) {
                    number = pid.text(field, i, 12);
                }
                if (!mail.isEmpty()) {
                    all.add(Json.object().put("system", "email").put("value", mail));
                }
                if (!number.isEmpty() && !number.equals(Segment.NULL)) {
                    all.add(Json.object().put("system", "phone").put("value", number));
                }
            }
        }
        if (!all.isEmpty()) {
            patient.putArray("telecom").addAll(all);
        }
    }

    private void death(Segment pid, ObjectNode patient) throws Unusable {
        Optional<Times.Time> day = times.of(pid, 29);
        String dead = pid.text(30);
        if (day.isPresent()) {
            patient.remove("deceasedBoolean");
            patient.put("deceasedDateTime", day.get().text());
        } else if (dead.equals("Y") && deceased(patient).isEmpty()) {
            patient.put("deceasedBoolean", true);
        } else if (dead.equals("N") && !deceased(patient).isEmpty()) {
            patient.remove("deceasedDateTime");
            patient.put("deceasedBoolean", false);
            remarks.add(
                    new Remark(
                            pid.place(30),
                            "the chart said that the patient had died; the sender says not"));
        }
    }
}
