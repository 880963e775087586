package org.osteon.workflow.safety;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.desk.Wording;

/// What would be told to the authority: written from the facts of the chart, with what a person
/// typed in place of it.
///
/// @param fields in their order
public record SafetyDraft(SafetyReport report, List<Field> fields) {
    static final String REPORTER = "reporter";
    static final String CONTACT = "reporter-contact";
    static final String PATIENT = "patient";
    static final String NARRATIVE = "narrative";
    static final String SUSPECT = "suspect";
    static final String MEDICINES = "other-medicines";
    static final String COURSE = "course";
    static final String ASSESSMENT = "assessment";
    static final String MEASURES = "measures";

    private static final int MOST = 20;
    private static final int DAYS_BEFORE = 1;
    private static final int HUNDRED = 100;

    public SafetyDraft {
        fields = List.copyOf(fields);
    }

    /// A part of the report.
    ///
    /// @param fact as the chart's facts have it; empty where they have nothing
    /// @param typed as a person wrote it; empty: nobody did
    /// @param sources what the facts stand in
    /// @param least whether no report is complete without it
    /// @param form the form that records what is missing; empty: it is typed here
    public record Field(
            String key,
            String label,
            String fact,
            String typed,
            List<Resource> sources,
            boolean least,
            String form) {
        /// What is told.
        public String text() {
            return typed.isEmpty() ? fact : typed;
        }

        /// Whether anything is.
        public boolean isThere() {
            return !text().isEmpty();
        }

        /// Whether it stands as the facts have it, and nobody wrote it.
        public boolean isFromFacts() {
            return typed.isEmpty() && !fact.isEmpty();
        }
    }

    /// The draft of a report.
    public static SafetyDraft of(
            KnowledgeBase knowledge, SafetyReport report, Chart chart, LocalDate today) {
        return new Drafting(knowledge, report, chart, today).draft();
    }

    /// The parts without which it is no report, and that are not there.
    public List<Field> missing() {
        return fields.stream().filter(one -> one.least() && !one.isThere()).toList();
    }

    /// The other parts that are not there.
    public List<Field> open() {
        return fields.stream().filter(one -> !one.least() && !one.isThere()).toList();
    }

    /// Whether it can be signed.
    public boolean isReady() {
        return missing().isEmpty();
    }

    /// How much of it is there, in percent.
    public int completeness() {
        long there = fields.stream().filter(Field::isThere).count();
        return (int) (there * HUNDRED / fields.size());
    }

    /// The part of that name.
    public Optional<Field> field(String key) {
        return fields.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    /// As a file: what a program of the authority, or a person, types from.
    public ObjectNode file() {
        ObjectNode file = FhirEdit.object();
        ReportRule rule = report.rule();
        file.put("template", report.event().classes().contains("device") ? "device" : "medicine")
                .put("state", report.state().words())
                .put("ready", isReady())
                .put("completeness", completeness());
        ObjectNode to = file.putObject("to");
        to.put("name", rule.to())
                .put("form", rule.form())
                .put("region", report.region().title())
                .put("by", rule.by())
                .put("rule", rule.id())
                .put("source", rule.source())
                .put("legalReviewNeeded", !rule.isConfirmed());
        report.aware().ifPresent(at -> file.put("aware", written(at)));
        report.due().ifPresent(at -> file.put("due", written(at)));
        ObjectNode event = file.putObject("event");
        event.put("what", report.event().what());
        report.event().began().ifPresent(at -> event.put("began", written(at)));
        event.put("grade", report.event().grade()).put("outcome", report.event().outcome());
        ArrayNode serious = event.putArray("serious");
        report.event().seriousBecause().forEach(serious::add);
        report.event().expected().ifPresent(one -> event.put("listed", one));
        ObjectNode parts = file.putObject("parts");
        fields.forEach(one -> {
            ObjectNode part = parts.putObject(one.key());
            part.put("text", one.text()).put("fromFacts", one.isFromFacts());
            ArrayNode from = part.putArray("from");
            one.sources().forEach(source -> from.add(source.reference()));
        });
        ArrayNode missing = file.putArray("missing");
        missing().forEach(one -> missing.add(one.label()));
        report.submitted()
                .ifPresent(sent -> {
                    ObjectNode submitted = file.putObject("submitted");
                    submitted
                            .put("on", sent.said(SafetyDeeds.SENT_ON))
                            .put("number", sent.said(SafetyDeeds.SENT_NUMBER))
                            .put("by", sent.said(SafetyDeeds.SENT_BY));
                });
        return file;
    }

    private static String written(ZonedDateTime at) {
        return at.withNano(0).toOffsetDateTime().toString();
    }

    /// Writes the parts.
    private record Drafting(
            KnowledgeBase knowledge, SafetyReport report, Chart chart, LocalDate today) {
        private SafetyEvent event() {
            return report.event();
        }

        SafetyDraft draft() {
            Map<String, String> typed =
                    SafetyDeeds.last(report.done(), SafetyDeeds.DRAFT, SafetyDeeds.SIGNED)
                            .map(SafetyDeeds.Done::answers)
                            .orElse(Map.of());
            List<Resource> own = List.of(event().resource());
            List<Resource> suspects = suspects();
            List<Resource> medicines = medicines();
            List<Resource> results = results();
            List<Field> fields = new ArrayList<>();
            fields.add(field(REPORTER, "Reporter", "", typed, List.of(), true, ""));
            fields.add(
                    field(CONTACT, "How to reach the reporter", "", typed, List.of(), false, ""));
            fields.add(
                    field(
                            PATIENT,
                            "Patient",
                            patient(),
                            typed,
                            List.of(chart.patient()),
                            true,
                            "visit-note"));
            fields.add(
                    field(
                            NARRATIVE,
                            "What happened",
                            event().what().isEmpty() ? "" : narrative(),
                            typed,
                            own,
                            true,
                            "adverse-event"));
            fields.add(
                    field(
                            SUSPECT,
                            "Suspected product, dose or procedure",
                            suspects.stream().map(this::withLot).collect(Collectors.joining("\n")),
                            typed,
                            suspects,
                            true,
                            "adverse-event"));
            fields.add(
                    field(
                            MEDICINES,
                            "Other medicines",
                            lines(medicines),
                            typed,
                            medicines,
                            false,
                            "medicines"));
            fields.add(
                    field(
                            COURSE,
                            "Course, with results",
                            lines(results),
                            typed,
                            results,
                            false,
                            "typed-result"));
            fields.add(
                    field(
                            ASSESSMENT,
                            "Assessment of the cause",
                            assessment(),
                            typed,
                            own,
                            false,
                            "adverse-event"));
            fields.add(
                    field(
                            MEASURES,
                            "What was done",
                            measures(),
                            typed,
                            own,
                            false,
                            "adverse-event"));
            return new SafetyDraft(report, fields);
        }

        private static Field field(
                String key,
                String label,
                String fact,
                Map<String, String> typed,
                List<Resource> sources,
                boolean least,
                String form) {
            return new Field(
                    key,
                    label,
                    fact,
                    typed.getOrDefault(key, ""),
                    fact.isEmpty() ? List.of() : sources,
                    least,
                    form);
        }

        /// Who it is, without a name: initials, age, sex, weight.
        private String patient() {
            PatientBanner banner = PatientBanner.of(chart, today);
            List<String> parts = new ArrayList<>();
            String initials =
                    banner.name()
                            .replaceAll("[^\\p{L} ,-]", "")
                            .replaceAll("(\\p{L})\\p{L}*[ ,-]*", "$1.");
            if (!initials.isEmpty()) {
                parts.add(initials);
            }
            if (!banner.age().isEmpty()) {
                parts.add(banner.age() + " years");
            }
            parts.add(banner.sex());
            banner.weight().ifPresent(weight -> parts.add(weight.value()));
            return String.join(", ", parts);
        }

        private String narrative() {
            List<String> said = new ArrayList<>();
            said.add(Wording.sentence(event().what()));
            event().began().ifPresent(at -> said.add("Began " + moment(at)));
            event().aware().ifPresent(at -> said.add("Staff learned of it " + moment(at)));
            if (!event().grade().isEmpty()) {
                said.add("CTCAE grade " + event().grade());
            }
            if (!event().seriousBecause().isEmpty()) {
                said.add("Serious because: " + String.join(", ", event().seriousBecause()));
            }
            event().expected()
                    .ifPresent(one ->
                            said.add(
                                    one
                                            ? "Listed for this therapy"
                                            : "Not listed for this therapy"));
            if (!event().outcome().isEmpty()) {
                said.add("Outcome: " + event().outcome());
            }
            return String.join(". ", said) + ".";
        }

        private static String moment(ZonedDateTime at) {
            return Wording.moment(at.toLocalDateTime());
        }

        private List<Resource> suspects() {
            return event().suspects().stream()
                    .flatMap(one -> chart.resource(one.reference()).stream())
                    .toList();
        }

        private String withLot(Resource suspect) {
            JsonNode json = FhirEdit.read(suspect.asWritten().json());
            List<String> lots = new ArrayList<>();
            json.findValues("lotNumber").forEach(one -> lots.add(one.asText("")));
            String performer =
                    json.path("performer").path(0).path("actor").path("display").asText("");
            return knowledge.text(suspect)
                    + (lots.isEmpty() ? "" : ", lot " + String.join(", ", lots))
                    + (performer.isEmpty() ? "" : ", by " + performer);
        }

        private List<Resource> medicines() {
            List<Resource> all = new ArrayList<>();
            for (String type : List.of("MedicationStatement", "MedicationRequest")) {
                chart.resources(type).stream()
                        .filter(one ->
                                one.content().text("status").filter("active"::equals).isPresent())
                        .forEach(all::add);
            }
            return all.stream().limit(MOST).toList();
        }

        private List<Resource> results() {
            Optional<LocalDate> from =
                    event().began().map(at -> at.toLocalDate().minusDays(DAYS_BEFORE));
            return from.isEmpty()
                    ? List.of()
                    : chart.resources("Observation").reversed().stream()
                            .filter(one -> one.content().get("value") != null)
                            .filter(one ->
                                    one.date()
                                            .map(FhirTime::earliest)
                                            .filter(day -> !day.isBefore(from.get()))
                                            .filter(day -> !day.isAfter(today))
                                            .isPresent())
                            .limit(MOST)
                            .toList();
        }

        private String lines(List<Resource> resources) {
            return resources.stream().map(knowledge::text).collect(Collectors.joining("\n"));
        }

        private String assessment() {
            return event().suspects().stream()
                    .filter(one -> !one.likely().isEmpty())
                    .map(one ->
                            chart.resource(one.reference())
                                            .map(knowledge::text)
                                            .orElse(one.reference())
                                    + ": "
                                    + one.likely())
                    .collect(Collectors.joining("\n"));
        }

        /// What the form of the event says was done.
        private String measures() {
            List<String> done = new ArrayList<>();
            SafetyReports.form(event().resource(), chart)
                    .map(one -> FhirEdit.read(one.json()))
                    .ifPresent(one -> {
                        for (JsonNode item : one.path("item")) {
                            if (item.path("linkId").asText("").equals("action")) {
                                item.path("answer")
                                        .forEach(answer ->
                                                done.add(
                                                        answer.path("valueCoding")
                                                                .path("display")
                                                                .asText("")));
                            }
                        }
                    });
            return String.join(", ", done);
        }
    }

    /// What was typed, kept beside the facts: only what differs from them.
    Map<String, String> typed(Map<String, String> given) {
        Map<String, String> typed = new LinkedHashMap<>();
        fields.forEach(one -> {
            String said = given.getOrDefault(one.key(), "").strip().replace("\r\n", "\n");
            if (!said.isEmpty() && !said.equals(one.fact())) {
                typed.put(one.key(), said);
            }
        });
        return typed;
    }
}
