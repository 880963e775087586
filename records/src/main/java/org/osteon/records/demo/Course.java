package org.osteon.records.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A patient's course written from a template: resources on days of the course or in series, with
/// values that drift and scatter.
///
/// A template entry has a `resource` and says when it comes: `on` (a day of the course, or
/// several), `every` with `offset` (a series until today, `last` leaves out the newest that many),
/// `fromToday` (days after today, or a range of them) or `between` (a random day), give or take
/// `jitter`. What would lie after today is left out, but for `fromToday`. `chance` is how likely
/// the entry is, `each` how likely each of its days. A `value` goes from `start` to `end`, or takes
/// one of `means` per day, with `noise` and `decimals`, not under `least` nor over `most`.
///
/// Placeholders: `{date}`, also `{date+7}` and `{date-7}`; `{patient}`; `{value}`, drawn anew each
/// time; the names under the template's `choices`, one drawn per patient; and those under `inTurn`,
/// the first for the first patient and so on.
///
/// What is drawn for an entry with `apart` comes of a stream of that name of the patient's own: of
/// one name the same is drawn, and what others draw stays as it was.
///
/// A course takes `days`, a number drawn for each patient; `lengths` says it for the first ones.
/// The first so many `namesakes` have one name.
///
/// Where the template has `death` (`chance`, `between`), some die: what would come later does not
/// happen.
final class Course {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)([+-]\\d+)?}");

    private final JsonNode template;
    private final MadeUpPeople people;
    private final LocalDate today;
    private SplittableRandom random;
    private final int number;
    private final Map<String, String> choices = new TreeMap<>();
    private final ArrayNode entries = DemoCohort.entries();
    private LocalDate death = LocalDate.MAX;

    /// @param number of the patient among those of the template, from 1
    Course(
            JsonNode template,
            MadeUpPeople people,
            LocalDate today,
            SplittableRandom random,
            int number) {
        this.template = template;
        this.people = people;
        this.today = today;
        this.random = random;
        this.number = number;
    }

    ObjectNode bundle() {
        String patient = "demo-" + template.path("id").asText() + "-" + number;
        int drawn = between(template.path("days"));
        int length = template.path("lengths").path(number - 1).asInt(drawn);
        length -= length % template.path("multipleOf").asInt(1);
        LocalDate start = today.minusDays(length);
        ObjectNode person = patient(patient);
        entries.addObject().set("resource", person);
        if (template.has("death")) {
            mayDie(person, start);
        }
        fill(patient, start, length);
        return DemoCohort.bundle(entries);
    }

    /// The resources of the template for a patient who is there already, as of today.
    List<JsonNode> more(String patient) {
        fill(patient, today, 0);
        return entries.valueStream().toList();
    }

    private void fill(String patient, LocalDate start, int length) {
        template.path("choices")
                .properties()
                .forEach(choice ->
                        choices.put(
                                choice.getKey(), MadeUpPeople.oneOf(choice.getValue(), random)));
        template.path("inTurn")
                .properties()
                .forEach(choice -> {
                    JsonNode list = choice.getValue();
                    choices.put(choice.getKey(), list.path((number - 1) % list.size()).asText());
                });
        int line = 0;
        SplittableRandom shared = random;
        for (JsonNode entry : template.path("resources")) {
            line++;
            random =
                    entry.has("apart")
                            ? new SplittableRandom(
                                    (patient + entry.path("apart").asText()).hashCode())
                            : shared;
            if (random.nextDouble() >= entry.path("chance").asDouble(1)) {
                continue;
            }
            String base = patient + "-" + entry.path("resource").path("id").asText("" + line);
            List<LocalDate> days = days(entry, start, length);
            for (int i = 0; i < days.size(); i++) {
                boolean ahead = days.get(i).isAfter(today) && !entry.has("fromToday");
                if (!ahead && random.nextDouble() < entry.path("each").asDouble(1)) {
                    String own = days.size() == 1 ? base : base + "-" + (i + 1);
                    double progress = days.size() == 1 ? 1 : i / (days.size() - 1.0);
                    add(entry, own, new Moment(patient, days.get(i), i, progress));
                }
            }
        }
        random = shared;
    }

    /// When an entry comes.
    ///
    /// @param number of the day among those of the entry, from 0
    /// @param progress how far through the entry's days, 0 to 1
    private record Moment(String patient, LocalDate day, int number, double progress) {}

    private List<LocalDate> days(JsonNode entry, LocalDate start, int length) {
        int jitter = entry.path("jitter").asInt(0);
        List<LocalDate> days = new ArrayList<>();
        if (entry.has("every")) {
            int every = entry.path("every").asInt();
            int offset = entry.path("offset").asInt(0);
            int count = Math.max(0, (length - offset - jitter) / every + 1);
            for (int i = 0; i < count - entry.path("last").asInt(0); i++) {
                days.add(start.plusDays((long) i * every + offset + scatter(jitter)));
            }
        } else if (entry.has("fromToday")) {
            JsonNode ahead = entry.path("fromToday");
            days.add(today.plusDays(ahead.isArray() ? between(ahead) : ahead.asInt()));
        } else if (entry.has("between")) {
            days.add(start.plusDays(Math.min(between(entry.path("between")), length)));
        } else if (entry.path("on").isArray()) {
            entry.path("on")
                    .forEach(day -> days.add(start.plusDays(day.asInt() + scatter(jitter))));
        } else {
            days.add(start.plusDays(entry.path("on").asInt()));
        }
        return days;
    }

    private int scatter(int jitter) {
        return jitter == 0 ? 0 : random.nextInt(-jitter, jitter + 1);
    }

    private void mayDie(ObjectNode person, LocalDate start) {
        LocalDate day = start.plusDays(between(template.path("death").path("between")));
        boolean dies = random.nextDouble() < template.path("death").path("chance").asDouble();
        if (dies && day.isBefore(today)) {
            death = day;
            person.put("deceasedDateTime", death.toString());
        }
    }

    private void add(JsonNode entry, String id, Moment moment) {
        if (moment.day().isAfter(death)) {
            return;
        }
        ObjectNode resource = (ObjectNode) filled(entry.path("resource"), entry, moment);
        resource.put("id", MovedCase.shortened(id));
        entries.addObject().set("resource", resource);
    }

    private BigDecimal value(JsonNode value, Moment moment) {
        double start = value.path("start").asDouble();
        double mean =
                value.has("means")
                        ? value.path("means").path(moment.number()).asDouble()
                        : start + moment.progress() * (value.path("end").asDouble() - start);
        double noise =
                value.path("noise").asDouble() * (random.nextDouble() + random.nextDouble() - 1);
        BigDecimal rounded =
                BigDecimal.valueOf(mean + noise)
                        .setScale(value.path("decimals").asInt(1), RoundingMode.HALF_UP);
        if (value.has("least")) {
            rounded = rounded.max(value.path("least").decimalValue());
        }
        return value.has("most") ? rounded.min(value.path("most").decimalValue()) : rounded;
    }

    private JsonNode filled(JsonNode node, JsonNode entry, Moment moment) {
        if (node.isObject()) {
            ObjectNode copy = ((ObjectNode) node).objectNode();
            node.properties()
                    .forEach(field ->
                            copy.set(field.getKey(), filled(field.getValue(), entry, moment)));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = ((ArrayNode) node).arrayNode();
            node.forEach(item -> copy.add(filled(item, entry, moment)));
            return copy;
        }
        if (!node.isTextual()) {
            return node;
        }
        if (node.asText().equals("{value}")) {
            BigDecimal value = value(entry.path("value"), moment);
            return value.scale() == 0
                    ? IntNode.valueOf(value.intValue())
                    : DecimalNode.valueOf(value);
        }
        return new TextNode(
                PLACEHOLDER.matcher(node.asText()).replaceAll(found -> meant(found, moment)));
    }

    private String meant(MatchResult found, Moment moment) {
        return switch (found.group(1)) {
            case "date" -> shifted(found, moment.day());
            case "patient" -> moment.patient();
            default -> choices.getOrDefault(found.group(1), found.group());
        };
    }

    /// A text with its dates filled in.
    static String dated(String text, LocalDate day) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found ->
                        found.group(1).equals("date") ? shifted(found, day) : found.group());
    }

    private static String shifted(MatchResult date, LocalDate day) {
        String shift = date.group(2);
        return day.plusDays(shift == null ? 0 : Long.parseLong(shift)).toString();
    }

    private ObjectNode patient(String id) {
        ObjectNode patient = entries.objectNode();
        patient.put("resourceType", "Patient");
        patient.put("id", id);
        patient.put("gender", template.path("sex").asText());
        boolean namesake = number > 1 && number <= template.path("namesakes").asInt(1);
        if (namesake) {
            people.namesake(patient);
        } else {
            people.name(patient);
        }
        LocalDate born =
                today.minusYears(between(template.path("age"))).minusDays(random.nextInt(365));
        int age = Period.between(born, today).getYears();
        patient.put(
                "birthDate",
                people.birthday(born, day -> Period.between(day, today).getYears() == age)
                        .toString());
        return patient;
    }

    private int between(JsonNode range) {
        return random.nextInt(range.path(0).asInt(), range.path(1).asInt() + 1);
    }
}
