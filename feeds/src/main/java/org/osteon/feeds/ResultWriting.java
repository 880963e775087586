package org.osteon.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes results as Observations, and what they are reported in as DiagnosticReports. A correction
/// is a further version of what it corrects.
final class ResultWriting {
    private static final Set<String> FINAL = Set.of("final", "corrected", "amended");
    private static final String SECTIONS = "http://terminology.hl7.org/CodeSystem/v2-0074";
    private static final String KINDS =
            "http://terminology.hl7.org/CodeSystem/observation-category";
    private static final Set<String> NOT_YET = Set.of("preliminary", "registered");

    private final SourceProfile profile;
    private final Times times;
    private final Draft draft;
    private final List<Remark> remarks;
    private final Concepts concepts;
    private final Quantities quantities;
    private final Values values;

    ResultWriting(SourceProfile profile, Times times, Draft draft, List<Remark> remarks) {
        this.profile = profile;
        this.times = times;
        this.draft = draft;
        this.remarks = remarks;
        this.concepts = new Concepts(profile);
        this.quantities = new Quantities(profile);
        this.values = new Values(concepts, quantities, times, remarks);
    }

    /// What all results of a report share.
    record About(
            Segment obr,
            Results.Order order,
            Stamp stamp,
            Optional<Times.Time> taken,
            Patients.Found patient) {}

    static boolean isTakenBack(String status) {
        return status.equals("entered-in-error") || status.equals("cancelled");
    }

    /// Writes one.
    ///
    /// @param twice whether its code and sub-id are in the report again, at another time
    /// @return its id; empty where the segment is no result
    Optional<String> result(Results.Line line, About about, boolean twice) throws Unusable {
        Segment obx = line.obx();
        String letter = obx.text(11);
        if (letter.equals("O")) {
            remarks.add(new Remark(obx.place(11), "it describes the order (O) and is no result"));
            return Optional.empty();
        }
        String status = status(obx, letter);
        Optional<Times.Time> at = obx.isEmpty(14) ? about.taken() : times.of(obx, 14);
        String id = which(line, about, at, twice);
        Optional<ObjectNode> before = draft.current(about.patient().chart(), "Observation", id);
        if (before.isPresent() && about.stamp().isBefore(Stamp.of(before.get()))) {
            remarks.add(
                    new Remark(
                            obx.place(11),
                            "the status '"
                                    + letter
                                    + "' is older than what the chart holds of this result; not taken"));
            return Optional.of(id);
        }
        boolean takesBack = status.equals("entered-in-error");
        ObjectNode result;
        String supersedes = "";
        if (before.isPresent() && (takesBack || letter.equals("U"))) {
            result = before.get().deepCopy();
            supersedes =
                    takesBack && !isTakenBack(statusOf(before.get())) ? shown(before.get()) : "";
        } else if (letter.equals("U")) {
            throw new Unusable(
                    Reason.AGAINST_THE_CHART,
                    obx.place(11),
                    "it makes a preliminary result final (U) that never came");
        } else {
            result = fresh(line, about, at, id, status);
            supersedes = before.isPresent() ? held(line, before.get(), result, letter, at) : "";
            if (before.isEmpty() && (letter.equals("C") || takesBack)) {
                remarks.add(
                        new Remark(
                                obx.place(11),
                                "the status '"
                                        + letter
                                        + "' is of a result that the chart never had; it was kept with this status"));
            }
        }
        result.put("status", status);
        about.stamp().put(result);
        about.stamp()
                .changed()
                .or(() -> about.stamp().sent())
                .ifPresent(one -> result.put("issued", one.toString()));
        notes(line, result);
        draft.put(about.patient().chart(), result, supersedes);
        return Optional.of(id);
    }

    private String status(Segment obx, String letter) throws Unusable {
        if (letter.equals("U")) {
            return "final";
        }
        return profile.tables()
                .code("result", letter)
                .orElseThrow(() ->
                        new Unusable(
                                letter.isEmpty() ? Reason.MISSING : Reason.TABLE,
                                obx.place(11),
                                letter.isEmpty()
                                        ? "the result has no status"
                                        : "'"
                                                + letter
                                                + "' is no status of a result (table 0085; tables.result of"
                                                + " the profile)"));
    }

    /// The id of the result: that of the order, code and sub-id; where a report has it at several
    /// times, with the time.
    private String which(Results.Line line, About about, Optional<Times.Time> at, boolean twice)
            throws Unusable {
        String key = key(line, about);
        String plain = Names.of("v2", "result", profile.name(), key);
        String timed =
                Names.of("v2", "result", profile.name(), key, at.map(Times.Time::text).orElse(""));
        String chart = about.patient().chart();
        if (twice) {
            return draft.current(chart, "Observation", plain)
                            .filter(one ->
                                    one.path("effectiveDateTime")
                                            .asText()
                                            .equals(at.map(Times.Time::text).orElse("")))
                            .isPresent()
                    ? plain
                    : timed;
        }
        if (draft.current(chart, "Observation", plain).isPresent()) {
            return plain;
        }
        List<Known.Held> others =
                draft.known().bearing("Observation", identifier(key)).stream()
                        .filter(one -> one.chart().equals(chart))
                        .toList();
        if (others.isEmpty()) {
            return plain;
        }
        if (others.stream().anyMatch(one -> one.id().equals(timed))) {
            return timed;
        }
        throw new Unusable(
                Reason.AGAINST_THE_CHART,
                line.obx().place(14),
                "the order has this result at "
                        + others.size()
                        + " times, and this is none of them: it does not say which it corrects");
    }

    private static String key(Results.Line line, About about) {
        return about.order().number() + "|" + line.key();
    }

    private Identifier identifier(String key) {
        return new Identifier(profile.own("result"), key);
    }

    /// What becomes of the result that was there.
    ///
    /// @return what it said, where that no longer holds
    private String held(
            Results.Line line,
            ObjectNode before,
            ObjectNode result,
            String letter,
            Optional<Times.Time> at)
            throws Unusable {
        Segment obx = line.obx();
        String was = statusOf(before);
        String status = result.path("status").asText();
        if (isTakenBack(was)) {
            if (!isTakenBack(status)) {
                remarks.add(
                        new Remark(
                                obx.place(11),
                                "the result had been taken back (" + was + ") and comes again"));
                return shown(before);
            }
            return "";
        }
        if (!FINAL.contains(was)) {
            return "";
        }
        if (NOT_YET.contains(status)) {
            throw new Unusable(
                    Reason.AGAINST_THE_CHART,
                    obx.place(11),
                    "the chart holds a final result of it; after that a correction (C) is due, and not '"
                            + letter
                            + "'");
        }
        String day = at.map(Times.Time::day).orElse("");
        String dayBefore = before.path("effectiveDateTime").asText("");
        if (letter.equals("F")
                && !day.isEmpty()
                && !dayBefore.isEmpty()
                && !dayBefore.startsWith(day)
                && !day.startsWith(dayBefore)) {
            throw new Unusable(
                    Reason.AGAINST_THE_CHART,
                    obx.place(11),
                    "the chart holds a final result of this order for a specimen of "
                            + dayBefore.substring(0, Math.min(10, dayBefore.length()))
                            + ", and this one is of "
                            + day
                            + "; where the sender uses order numbers again, the profile says so"
                            + " (orderNumbersPerDay), and a correction says C");
        }
        if (says(before).equals(says(result))) {
            return "";
        }
        if (letter.equals("F")) {
            remarks.add(
                    new Remark(
                            obx.place(11),
                            "a final result says otherwise than before without being called a"
                                    + " correction; it was taken as one"));
        }
        return shown(before);
    }

    private static String statusOf(ObjectNode result) {
        return result.path("status").asText();
    }

    /// What a result says: value, code, time.
    private static ObjectNode says(ObjectNode result) {
        ObjectNode said = Json.object();
        result.properties()
                .forEach(one -> {
                    String name = one.getKey();
                    if (name.startsWith("value")
                            || name.equals("dataAbsentReason")
                            || name.equals("effectiveDateTime")) {
                        said.set(name, one.getValue());
                    }
                });
        return said;
    }

    /// A result in a few words.
    static String shown(ObjectNode result) {
        String name =
                result.path("code")
                        .path("text")
                        .asText(result.path("code").path("coding").path(0).path("code").asText());
        JsonNode quantity = result.path("valueQuantity");
        String value =
                quantity.isObject()
                        ? quantity.path("comparator").asText("")
                                + quantity.path("value").asText()
                                + " "
                                + quantity.path("unit").asText("")
                        : result.path("valueString")
                                .asText(
                                        result.path("valueCodeableConcept")
                                                .path("text")
                                                .asText("no value"));
        return name
                + " "
                + value.strip()
                + " of "
                + result.path("effectiveDateTime").asText("no known time")
                + ", "
                + statusOf(result);
    }

    private ObjectNode fresh(
            Results.Line line, About about, Optional<Times.Time> at, String id, String status)
            throws Unusable {
        Segment obx = line.obx();
        ObjectNode result = Json.resource("Observation", id);
        Json.identify(result, identifier(key(line, about)));
        result.put("status", status);
        category(about.obr(), result);
        result.set("code", concepts.of(obx, 3, 0).orElseGet(Json::object));
        result.set("subject", about.patient().reference());
        if (at.isPresent()) {
            result.put("effectiveDateTime", at.get().text());
        } else {
            remarks.add(new Remark(obx.place(14), "the result has no time (OBX-14, OBR-7)"));
        }
        if (status.equals("cancelled")) {
            result.set("dataAbsentReason", Values.absent("unknown"));
        } else if (!NOT_YET.contains(status) || !obx.isEmpty(5)) {
            values.put(obx, result);
            if (!line.lines().isEmpty()) {
                result.put(
                        "valueString",
                        result.path("valueString").asText()
                                + "\n"
                                + String.join("\n", line.lines()));
            }
        }
        flags(obx, result);
        range(obx, result);
        concepts.of(obx, 17, 0).ifPresent(method -> result.set("method", method));
        performer(obx, result);
        return result;
    }

    /// The section as it was sent, and what FHIR's own and the United States' categories call it.
    private void category(Segment obr, ObjectNode resource) {
        String section = obr.text(24);
        if (section.isEmpty()) {
            return;
        }
        category(resource, SECTIONS, section);
        profile.tables()
                .of("section", section)
                .ifPresent(kind -> {
                    boolean result = resource.path("resourceType").asText().equals("Observation");
                    String code = result ? kind.code() : kind.more();
                    if (!code.isEmpty() && !(code.equals(section) && !result)) {
                        category(resource, result ? KINDS : SECTIONS, code);
                    }
                });
    }

    private static void category(ObjectNode resource, String system, String code) {
        resource.withArray("category")
                .addObject()
                .putArray("coding")
                .addObject()
                .put("system", system)
                .put("code", code);
    }

    private void flags(Segment obx, ObjectNode result) {
        ArrayNode flags = Json.object().putArray("interpretation");
        for (int i = 0; i < obx.repetitions(8); i++) {
            String flag = obx.text(8, i, 1);
            if (!flag.isEmpty()) {
                flags.addObject()
                        .putArray("coding")
                        .addObject()
                        .put("system", profile.system("HL70078"))
                        .put("code", flag);
            }
        }
        if (!flags.isEmpty()) {
            result.set("interpretation", flags);
        }
    }

    private static void range(Segment obx, ObjectNode result) {
        String range = obx.shown(7, 0);
        if (!range.isEmpty() && !range.equals(Segment.NULL)) {
            result.putArray("referenceRange").addObject().put("text", range);
        }
    }

    private static void performer(Segment obx, ObjectNode result) {
        ArrayNode performers = Json.object().putArray("performer");
        String person = (obx.text(16, 0, 3) + " " + obx.text(16, 0, 2)).strip();
        if (person.isEmpty()) {
            person = obx.text(16);
        }
        for (String one : List.of(person, obx.text(23))) {
            if (!one.isEmpty()) {
                performers.addObject().put("display", one);
            }
        }
        if (!performers.isEmpty()) {
            result.set("performer", performers);
        }
    }

    private static void notes(Results.Line line, ObjectNode result) {
        Set<String> there = new LinkedHashSet<>();
        result.path("note").forEach(one -> there.add(one.path("text").asText()));
        for (String note : line.notes()) {
            if (there.add(note)) {
                result.withArray("note").addObject().put("text", note);
            }
        }
    }

    /// The report with its results; those of earlier messages stay in it.
    void report(About about, List<String> members, List<String> notes) throws Unusable {
        Segment obr = about.obr();
        String chart = about.patient().chart();
        String id =
                Names.of(
                        "v2",
                        "report",
                        profile.name(),
                        about.order().number(),
                        Concepts.key(obr, 4));
        Optional<ObjectNode> before = draft.current(chart, "DiagnosticReport", id);
        boolean older = before.isPresent() && about.stamp().isBefore(Stamp.of(before.get()));
        ObjectNode report = older ? before.get() : Json.resource("DiagnosticReport", id);
        if (!older) {
            Json.identify(report, about.order().identifier());
            report.put("status", reportStatus(obr));
            category(obr, report);
            report.set("code", concepts.of(obr, 4, 0).orElseGet(Json::object));
            report.set("subject", about.patient().reference());
            about.taken().ifPresent(at -> report.put("effectiveDateTime", at.text()));
            about.stamp()
                    .changed()
                    .or(() -> about.stamp().sent())
                    .ifPresent(at -> report.put("issued", at.toString()));
            if (!notes.isEmpty()) {
                report.put("conclusion", String.join("\n", notes));
            }
            about.stamp().put(report);
        }
        Set<String> all = new LinkedHashSet<>();
        before.ifPresent(one ->
                one.path("result").forEach(member -> all.add(member.path("reference").asText())));
        members.forEach(member -> all.add("Observation/" + member));
        ArrayNode results = report.putArray("result");
        all.forEach(one -> results.addObject().put("reference", one));
        if (all.isEmpty()) {
            report.remove("result");
        }
        draft.put(chart, report, "");
    }

    private String reportStatus(Segment obr) throws Unusable {
        String letter = obr.text(25);
        if (letter.isEmpty()) {
            remarks.add(new Remark(obr.place(25), "the report has no status"));
            return "unknown";
        }
        return profile.tables()
                .code("report", letter)
                .orElseThrow(() ->
                        new Unusable(
                                Reason.TABLE,
                                obr.place(25),
                                "'"
                                        + letter
                                        + "' is no status of a report (table 0123; tables.report of the profile)"));
    }
}
