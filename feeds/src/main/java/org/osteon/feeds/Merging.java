package org.osteon.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// ADT A40: two charts turn out to be one person's. All of the one moves to the other, marked by
/// where it came from, so that it can go back; nothing is lost in either direction, as every
/// version stays.
public final class Merging {
    private static final String FROM = "urn:osteon:feed:merged-from";

    private final Draft draft;
    private final List<Remark> remarks;

    Merging(Draft draft, List<Remark> remarks) {
        this.draft = draft;
        this.remarks = remarks;
    }

    List<Outcome.Merged> write(Message message, Patients patients) throws Unusable {
        List<Outcome.Merged> merged = new ArrayList<>();
        Optional<Segment> pid = Optional.empty();
        int count = 0;
        for (Segment segment : message.segments()) {
            if (segment.name().equals("PID")) {
                pid = Optional.of(segment);
            } else if (segment.name().equals("MRG")) {
                count++;
                if (pid.isEmpty()) {
                    throw new Unusable(
                            Reason.MISSING, "PID", "a merge (MRG) without who stays (PID)");
                }
                one(pid.get(), segment, patients).ifPresent(merged::add);
            }
        }
        if (count == 0) {
            throw new Unusable(Reason.MISSING, "MRG", "who is merged is not said");
        }
        return merged;
    }

    private Optional<Outcome.Merged> one(Segment pid, Segment mrg, Patients patients)
            throws Unusable {
        List<Identifier> stay = patients.identifiers(pid, 3);
        List<Identifier> go = patients.identifiers(mrg, 1);
        if (stay.isEmpty() || go.isEmpty()) {
            throw new Unusable(
                    Reason.UNKNOWN_PATIENT,
                    stay.isEmpty() ? pid.place(3) : mrg.place(1),
                    "no identifier of a system that the profile names (identifiers)");
        }
        Set<String> gone = patients.charts(go);
        Set<String> staying = patients.charts(stay);
        if (gone.size() > 1 || staying.size() > 1) {
            throw new Unusable(
                    Reason.DOUBTFUL_PATIENT,
                    gone.size() > 1 ? mrg.place(1) : pid.place(3),
                    "the identifiers name several charts: "
                            + String.join(", ", gone.size() > 1 ? gone : staying));
        }
        if (gone.isEmpty() && staying.isEmpty()) {
            throw new Unusable(
                    Reason.UNKNOWN_PATIENT, mrg.place(1), "neither of the two patients is here");
        }
        String survivor = staying.isEmpty() ? gone.iterator().next() : staying.iterator().next();
        ObjectNode patient = patient(survivor);
        if (!staying.isEmpty()) {
            patients.of(pid);
        }
        if (gone.isEmpty() || staying.isEmpty() || gone.equals(staying)) {
            stay.forEach(one -> Json.identify(patient, one));
            go.forEach(one -> identifyAsOld(patient, one));
            draft.put(survivor, patient, "");
            remarks.add(
                    new Remark(
                            "MRG",
                            gone.equals(staying)
                                    ? "both are one chart already"
                                    : "only one of the two is here; it goes by both identifiers now"));
            return Optional.empty();
        }
        String leaving = gone.iterator().next();
        if (Patients.differ(patient, patient(leaving))) {
            throw new Unusable(
                    Reason.DOUBTFUL_PATIENT,
                    mrg.place(1),
                    "the charts "
                            + survivor
                            + " and "
                            + leaving
                            + " differ in name and birth date");
        }
        move(leaving, survivor, patient, go);
        return Optional.of(new Outcome.Merged(survivor, leaving));
    }

    private ObjectNode patient(String chart) {
        return draft.current(chart, "Patient", chart)
                .orElseGet(() -> Json.resource("Patient", chart));
    }

    private static void identifyAsOld(ObjectNode patient, Identifier identifier) {
        int before = patient.path("identifier").size();
        Json.identify(patient, identifier);
        ArrayNode all = patient.withArray("identifier");
        if (all.size() > before) {
            ((ObjectNode) all.get(before)).put("use", "old");
        }
    }

    private void move(String from, String to, ObjectNode survivor, List<Identifier> named)
            throws Unusable {
        for (Known.Held one : draft.known().all(from)) {
            if (one.type().equals("Patient") && one.id().equals(from)) {
                continue;
            }
            if (draft.known().resource(to, one.type(), one.id()).isPresent()) {
                throw new Unusable(
                        Reason.AGAINST_THE_CHART,
                        "MRG",
                        "both charts hold a " + one.type() + "/" + one.id());
            }
            ObjectNode moved = Json.read(one.json());
            refer(moved, from, to);
            moved.withObject("meta")
                    .withArray("tag")
                    .addObject()
                    .put("system", FROM)
                    .put("code", from);
            draft.put(to, moved, "");
            draft.take(from, one.type(), one.id());
        }
        ObjectNode leaving = patient(from);
        for (JsonNode one : leaving.path("identifier")) {
            identifyAsOld(
                    survivor,
                    new Identifier(one.path("system").asText(), one.path("value").asText()));
        }
        named.forEach(one -> identifyAsOld(survivor, one));
        link(survivor, "replaces", from);
        draft.put(to, survivor, "");
        leaving.put("active", false);
        link(leaving, "replaced-by", to);
        draft.put(from, leaving, "");
    }

    private static void link(ObjectNode patient, String type, String other) {
        ObjectNode link = patient.withArray("link").addObject();
        link.set("other", Json.reference("Patient", other));
        link.put("type", type);
    }

    private static void unlink(ObjectNode patient, String other) {
        if (patient.get("link") instanceof ArrayNode links) {
            for (int i = links.size() - 1; i >= 0; i--) {
                if (links.get(i)
                        .path("other")
                        .path("reference")
                        .asText()
                        .equals("Patient/" + other)) {
                    links.remove(i);
                }
            }
            if (links.isEmpty()) {
                patient.remove("link");
            }
        }
    }

    private static void refer(JsonNode node, String from, String to) {
        if (node instanceof ObjectNode object) {
            String reference = object.path("reference").asText("");
            if (reference.equals("Patient/" + from) || reference.endsWith("/Patient/" + from)) {
                object.put("reference", "Patient/" + to);
            }
        }
        node.forEach(inner -> refer(inner, from, to));
    }

    /// What it takes to undo a merge.
    ///
    /// @param edits what changes in both charts
    /// @param stays what came into the surviving chart since, of which nothing says whose it is:
    ///   for a person to look at
    public record Undoing(List<ChartEdit> edits, List<String> stays) {
        public Undoing {
            edits = List.copyOf(edits);
            stays = List.copyOf(stays);
        }
    }

    /// Undoes a merge: what had moved goes back, as it is now; so does what came since by an
    /// identifier of the chart that was gone.
    ///
    /// @param since whether a resource of the surviving chart came after the merge
    public static Undoing undo(
            Outcome.Merged merged, Known known, java.util.function.Predicate<Known.Held> since) {
        Draft draft = new Draft(known);
        String survivor = merged.survivor();
        String gone = merged.gone();
        ObjectNode leaving =
                draft.current(gone, "Patient", gone)
                        .orElseGet(() -> Json.resource("Patient", gone));
        Set<Identifier> theirs = new HashSet<>();
        leaving.path("identifier")
                .forEach(one ->
                        theirs.add(
                                new Identifier(
                                        one.path("system").asText(), one.path("value").asText())));
        List<String> stays = new ArrayList<>();
        for (Known.Held one : known.all(survivor)) {
            ObjectNode resource = Json.read(one.json());
            if (one.type().equals("Patient") && one.id().equals(survivor)) {
                continue;
            }
            if (untag(resource, gone) || theirs.contains(named(resource))) {
                refer(resource, survivor, gone);
                draft.put(gone, resource, "");
                draft.take(survivor, one.type(), one.id());
            } else if (since.test(one)) {
                stays.add(one.type() + "/" + one.id());
            }
        }
        unlink(leaving, survivor);
        leaving.put("active", true);
        draft.put(gone, leaving, "");
        draft.current(survivor, "Patient", survivor)
                .ifPresent(patient -> {
                    unlink(patient, gone);
                    forget(patient, theirs);
                    draft.put(survivor, patient, "");
                });
        return new Undoing(draft.edits(), stays);
    }

    private static Identifier named(ObjectNode resource) {
        JsonNode identifier = resource.path("subject").path("identifier");
        return new Identifier(
                identifier.path("system").asText(), identifier.path("value").asText());
    }

    private static boolean untag(ObjectNode resource, String gone) {
        boolean was = false;
        if (resource.path("meta").path("tag") instanceof ArrayNode tags) {
            for (int i = tags.size() - 1; i >= 0; i--) {
                if (tags.get(i).path("system").asText().equals(FROM)
                        && tags.get(i).path("code").asText().equals(gone)) {
                    tags.remove(i);
                    was = true;
                }
            }
            if (tags.isEmpty()) {
                ((ObjectNode) resource.path("meta")).remove("tag");
            }
            if (resource.path("meta").isEmpty()) {
                resource.remove("meta");
            }
        }
        return was;
    }

    private static void forget(ObjectNode patient, Set<Identifier> theirs) {
        if (patient.get("identifier") instanceof ArrayNode all) {
            for (int i = all.size() - 1; i >= 0; i--) {
                JsonNode one = all.get(i);
                if (one.path("use").asText().equals("old")
                        && theirs.contains(
                                new Identifier(
                                        one.path("system").asText(), one.path("value").asText()))) {
                    all.remove(i);
                }
            }
        }
    }
}
