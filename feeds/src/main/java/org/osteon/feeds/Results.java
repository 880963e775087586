package org.osteon.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// ORU^R01: reports and results. A result is one of its order (filler number, else placer) by its
/// code and sub-id, so that a later message finds it whatever else it says.
final class Results {
    private final SourceProfile profile;
    private final Times times;
    private final Draft draft;
    private final List<Remark> remarks;
    private final Optional<Times.Time> sent;
    private final ResultWriting writing;

    /// Of whom each order was reported in this message.
    private final Map<Identifier, String> orders = new HashMap<>();

    Results(
            SourceProfile profile,
            Times times,
            Draft draft,
            List<Remark> remarks,
            Optional<Times.Time> sent) {
        this.profile = profile;
        this.times = times;
        this.draft = draft;
        this.remarks = remarks;
        this.sent = sent;
        this.writing = new ResultWriting(profile, times, draft, remarks);
    }

    /// A result with the notes under it.
    ///
    /// @param lines further lines of a running text
    record Line(Segment obx, List<String> notes, List<String> lines) {
        String key() {
            return Concepts.key(obx, 3) + "#" + obx.text(4);
        }
    }

    /// One report.
    private record Report(
            Optional<Segment> orc, Segment obr, List<Line> results, List<String> notes) {}

    /// Which order a report is of.
    record Order(String number, Identifier identifier) {}

    void write(Message message, Patients patients) throws Unusable {
        Patients.@Nullable Found patient = null;
        @Nullable Segment orc = null;
        @Nullable Report report = null;
        int reports = 0;
        for (Segment segment : message.segments()) {
            switch (segment.name()) {
                case "PID" -> {
                    write(report, patient);
                    report = null;
                    orc = null;
                    patient = patients.of(segment);
                }
                case "ORC" -> orc = segment;
                case "OBR" -> {
                    write(report, patient);
                    report =
                            new Report(
                                    Optional.ofNullable(orc),
                                    segment,
                                    new ArrayList<>(),
                                    new ArrayList<>());
                    orc = null;
                    reports++;
                }
                case "OBX" -> line(report, segment);
                case "NTE" -> note(report, segment);
                default -> {}
            }
        }
        write(report, patient);
        if (reports == 0) {
            throw new Unusable(Reason.MISSING, "OBR", "the message holds no report (OBR)");
        }
    }

    private static void line(@Nullable Report report, Segment obx) throws Unusable {
        if (report == null) {
            throw new Unusable(
                    Reason.MISSING, obx.place(1), "a result (OBX) without its report (OBR)");
        }
        if (obx.isEmpty(3)) {
            throw new Unusable(Reason.MISSING, obx.place(3), "what was measured is not said");
        }
        Line last = report.results().isEmpty() ? null : report.results().getLast();
        Line next = new Line(obx, new ArrayList<>(), new ArrayList<>());
        if (last != null
                && Values.isText(obx)
                && Values.isText(last.obx())
                && last.key().equals(next.key())
                && last.notes.isEmpty()) {
            for (int i = 0; i < obx.repetitions(5); i++) {
                last.lines.add(obx.shown(5, i));
            }
        } else {
            report.results().add(next);
        }
    }

    private void note(@Nullable Report report, Segment nte) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < nte.repetitions(3); i++) {
            text.add(nte.shown(3, i));
        }
        String note = String.join("\n", text).strip();
        if (note.isEmpty()) {
            return;
        }
        if (report == null) {
            remarks.add(new Remark(nte.place(3), "a note to no report was not kept: " + note));
        } else if (report.results().isEmpty()) {
            report.notes().add(note);
        } else {
            report.results().getLast().notes.add(note);
        }
    }

    private void write(@Nullable Report report, Patients.@Nullable Found patient) throws Unusable {
        if (report == null) {
            return;
        }
        if (patient == null) {
            throw new Unusable(Reason.MISSING, "PID", "a report (OBR) without its patient (PID)");
        }
        Optional<Times.Time> taken = times.of(report.obr(), 7);
        Order order = order(report, taken);
        Stamp stamp =
                new Stamp(
                        times.of(report.obr(), 22).flatMap(Times.Time::instant),
                        sent.flatMap(Times.Time::instant));
        requireOwn(order, report, patient);
        Set<String> twice = twice(report);
        ResultWriting.About about =
                new ResultWriting.About(report.obr(), order, stamp, taken, patient);
        List<String> members = new ArrayList<>();
        for (Line line : report.results()) {
            writing.result(line, about, twice.contains(line.key())).ifPresent(members::add);
        }
        writing.report(about, members, report.notes());
    }

    private Order order(Report report, Optional<Times.Time> taken) throws Unusable {
        String number = number(report.obr(), 3);
        if (number.isEmpty() && report.orc().isPresent()) {
            number = number(report.orc().get(), 3);
        }
        if (number.isEmpty()) {
            number = number(report.obr(), 2);
        }
        if (number.isEmpty() && report.orc().isPresent()) {
            number = number(report.orc().get(), 2);
        }
        String day = taken.map(Times.Time::day).orElse("");
        if (number.isEmpty() && !day.isEmpty()) {
            remarks.add(
                    new Remark(
                            report.obr().place(3),
                            "no order number; a correction is found by the time of the specimen"));
            number = "at " + taken.get().text();
        } else if (number.isEmpty()) {
            throw new Unusable(
                    Reason.MISSING,
                    report.obr().place(3),
                    "neither an order number nor a time of the specimen: a correction could never"
                            + " be told from a further result");
        } else if (profile.numbersPerDay()) {
            number = number + " of " + day;
        }
        return new Order(number, new Identifier(profile.own("order"), number));
    }

    private static String number(Segment segment, int field) {
        String entity = segment.text(field);
        return entity.isEmpty() || entity.equals(Segment.NULL)
                ? ""
                : entity
                        + (segment.text(field, 0, 2).isEmpty()
                                ? ""
                                : "^" + segment.text(field, 0, 2));
    }

    /// An order of another patient: a mix-up, or a number used again. Where all of it was taken
    /// back there, it may come here.
    private void requireOwn(Order order, Report report, Patients.Found patient) throws Unusable {
        String inThisMessage = orders.putIfAbsent(order.identifier(), patient.chart());
        if (inThisMessage != null && !inThisMessage.equals(patient.chart())) {
            throw new Unusable(
                    Reason.AGAINST_THE_CHART,
                    report.obr().place(3),
                    "order " + order.number() + " is reported of two patients in one message");
        }
        for (Known.Held one : draft.known().bearing("DiagnosticReport", order.identifier())) {
            if (one.chart().equals(patient.chart())) {
                continue;
            }
            for (JsonNode member : Json.read(one.json()).path("result")) {
                String reference = member.path("reference").asText();
                boolean holds =
                        draft.current(
                                        one.chart(),
                                        "Observation",
                                        reference.substring(reference.lastIndexOf('/') + 1))
                                .filter(result ->
                                        !ResultWriting.isTakenBack(result.path("status").asText()))
                                .isPresent();
                if (holds) {
                    throw new Unusable(
                            Reason.AGAINST_THE_CHART,
                            report.obr().place(3),
                            "order "
                                    + order.number()
                                    + " was reported of chart "
                                    + one.chart()
                                    + " before; the sender takes it back there first (W or D), or uses"
                                    + " its numbers again (orderNumbersPerDay in the profile)");
                }
            }
        }
    }

    /// Codes that a report has more than once with one sub-id.
    private Set<String> twice(Report report) throws Unusable {
        Map<String, Set<String>> times = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (Line line : report.results()) {
            Set<String> at = times.computeIfAbsent(line.key(), _ -> new HashSet<>());
            if (!at.isEmpty()) {
                twice.add(line.key());
            }
            if (!at.add(line.obx().text(14))) {
                throw new Unusable(
                        Reason.AGAINST_THE_CHART,
                        line.obx().place(4),
                        "two results of "
                                + Concepts.key(line.obx(), 3)
                                + " in one report, with one sub-id and one time: a correction could"
                                + " not say which it corrects");
            }
        }
        return twice;
    }
}
