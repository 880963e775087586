package org.osteon.workflow.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.Write;

/// A picture in a chart: where a needle lay, what a wound looked like (records, 3.5, O12). A FHIR
/// Media with the picture in it. No rule reads it.
///
/// @param resource the Media
/// @param title what is seen
/// @param taken the day on which it was taken, as it is written; empty where nobody says
/// @param by who added it; empty where it does not say
/// @param partOf the reference of what was done then; empty where it does not say
/// @param shown what a browser can show
public record Picture(
        Resource resource, String title, String taken, String by, String partOf, Shown shown) {
    /// Who has larger ones keeps them where pictures are kept, and refers to them.
    public static final int MOST_BYTES = 4_000_000;

    private static final String TYPE = "Media";
    private static final String WITHDRAWN = "entered-in-error";
    private static final int LONGEST_TITLE = 200;

    /// How a picture is written down.
    private enum Format {
        PNG("image/png", "89504e470d0a1a0a"),
        JPEG("image/jpeg", "ffd8ff");

        private final String type;
        private final String begins;

        Format(String type, String begins) {
            this.type = type;
            this.begins = begins;
        }

        static Optional<Format> of(byte[] content) {
            String begun = HexFormat.of().formatHex(content, 0, Math.min(8, content.length));
            for (Format format : values()) {
                if (begun.startsWith(format.begins)) {
                    return Optional.of(format);
                }
            }
            return Optional.empty();
        }
    }

    /// What somebody adds.
    ///
    /// @param content the file
    /// @param title what is seen
    /// @param taken the day
    /// @param of the reference of what was done; empty: nothing in particular
    public record Added(byte[] content, String title, LocalDate taken, String of) {}

    /// Those of a chart, the latest first.
    public static List<Picture> on(Chart chart) {
        return chart.resources(TYPE).stream()
                .flatMap(one -> of(one).stream())
                .sorted(Comparator.comparing(Picture::taken).reversed())
                .toList();
    }

    /// Empty where it was taken back, lies elsewhere, or is none that a browser can show.
    private static Optional<Picture> of(Resource media) {
        ObjectNode json = FhirEdit.read(media.json());
        JsonNode content = json.path("content");
        String title = content.path("title").asText("");
        return json.path("status").asText("").equals(WITHDRAWN)
                ? Optional.empty()
                : shown(content.path("data").asText(""))
                        .map(shown ->
                                new Picture(
                                        media,
                                        title.isEmpty() ? "Picture" : title,
                                        json.path("createdDateTime").asText(""),
                                        json.path("operator").path("display").asText(""),
                                        json.path("partOf").path(0).path("reference").asText(""),
                                        shown));
    }

    /// The one of an id.
    public static Optional<Picture> on(Chart chart, String id) {
        return chart.resource(TYPE + "/" + id).flatMap(Picture::of);
    }

    /// What a picture of this chart can be of, the latest first.
    public static List<Resource> subjects(Chart chart) {
        return chart.resources("Procedure").stream()
                .filter(one -> one.content().text("status").filter(WITHDRAWN::equals).isEmpty())
                .sorted(
                        Comparator.comparing((Resource one) ->
                                        one.date().map(FhirTime::earliest).orElse(LocalDate.MIN))
                                .reversed())
                .toList();
    }

    /// Adds one.
    public static Outcome add(Chart chart, String patient, Added added, Deed deed) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<Format> format = Format.of(added.content());
        if (added.content().length == 0) {
            problems.add(new FieldProblem("picture", "Choose a picture."));
        } else if (added.content().length > MOST_BYTES) {
            problems.add(
                    new FieldProblem(
                            "picture",
                            "The picture has "
                                    + Wording.number(megabytes(added.content().length))
                                    + " MB, and may have "
                                    + MOST_BYTES / 1_000_000
                                    + ": make it smaller."));
        } else if (format.isEmpty()) {
            problems.add(
                    new FieldProblem(
                            "picture", "This is neither a JPEG nor a PNG: export it as one."));
        }
        if (added.title().isBlank() || added.title().length() > LONGEST_TITLE) {
            problems.add(
                    new FieldProblem(
                            "title",
                            "Say what is seen, in 1 to " + LONGEST_TITLE + " characters."));
        }
        if (added.taken().isAfter(deed.day())) {
            problems.add(new FieldProblem("taken", "The day is still to come."));
        }
        if (!added.of().isEmpty()
                && subjects(chart).stream().noneMatch(one -> one.reference().equals(added.of()))) {
            problems.add(
                    new FieldProblem("of", "“" + added.of() + "” is nothing done in this chart."));
        }
        if (!problems.isEmpty()) {
            return new Outcome.Incomplete(problems);
        }
        return new Outcome.Done(
                "picture",
                "",
                List.of(Write.fresh(media(patient, added, format.orElseThrow().type, deed))));
    }

    /// Never rounded down to what it may have.
    private static BigDecimal megabytes(int bytes) {
        return BigDecimal.valueOf(bytes).movePointLeft(6).setScale(1, RoundingMode.UP);
    }

    private static ObjectNode media(String patient, Added added, String type, Deed deed) {
        ObjectNode media = FhirEdit.object();
        media.put("resourceType", TYPE)
                .put("id", "m-" + UUID.randomUUID().toString().replace("-", ""));
        if (!added.of().isEmpty()) {
            media.putArray("partOf").addObject().put("reference", added.of());
        }
        media.put("status", "completed");
        media.putObject("type")
                .putArray("coding")
                .addObject()
                .put("system", "http://terminology.hl7.org/CodeSystem/media-type")
                .put("code", "image");
        media.putObject("subject").put("reference", "Patient/" + patient);
        media.put("createdDateTime", added.taken().toString());
        media.put("issued", deed.at().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        media.putObject("operator").put("display", deed.author());
        media.putObject("content")
                .put("contentType", type)
                .put("data", Base64.getEncoder().encodeToString(added.content()))
                .put("title", added.title().strip());
        return media;
    }

    /// Takes it back: it was another patient's, or should not be here. Its versions stay.
    public Outcome takeBack(Deed deed) {
        if (deed.reason().isBlank()) {
            return new Outcome.NeedsReason(List.of("Why it is taken back."));
        }
        ObjectNode json = FhirEdit.read(resource.json());
        json.put("status", WITHDRAWN);
        json.withArray("note")
                .addObject()
                .put("time", deed.at().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME))
                .put("text", "Taken back by " + deed.author() + ": " + deed.reason());
        return new Outcome.Done(
                "picture-back", deed.reason(), List.of(Write.changed(json, resource)));
    }

    /// Its id.
    public String id() {
        return resource.id().orElse("");
    }

    /// What was done when it was taken.
    public Optional<Resource> of(Chart chart) {
        return subjects(chart).stream().filter(one -> one.reference().equals(partOf)).findFirst();
    }

    private static Optional<Shown> shown(String data) {
        try {
            byte[] content = Base64.getDecoder().decode(data.replaceAll("\\s", ""));
            return Format.of(content).map(format -> new Shown(format.type, content));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// A picture as a file.
    ///
    /// @param type its media type, as its content says
    public record Shown(String type, byte[] content) {}
}
