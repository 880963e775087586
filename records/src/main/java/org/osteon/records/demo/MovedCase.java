package org.osteon.records.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The chart of a worked case, moved in time so that its as-of day is today, under ids of its own.
final class MovedCase {
    private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");

    /// How the names of elements end that hold a date.
    private static final Pattern DATE = Pattern.compile("(Date|DateTime|On|^start|^end)$");

    private static final Pattern DAY =
            Pattern.compile("\"(\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01]))[\"T]");

    private static final int LONGEST_ID = 64;
    private static final int GROWN_UP = 18;

    private final JsonNode worked;
    private final String patient;
    private final LocalDate asOf;
    private final LocalDate today;
    private final Map<String, String> references = new HashMap<>();

    MovedCase(JsonNode worked, LocalDate today) {
        this.worked = worked;
        this.patient =
                shortened(
                        "demo-"
                                + worked.path("pathway").asText()
                                + "-"
                                + worked.path("id").asText());
        this.asOf = LocalDate.parse(worked.path("asOf").asText());
        this.today = today;
    }

    String patient() {
        return patient;
    }

    /// @param people who the patient becomes: several cases may be written of one
    ObjectNode bundle(MadeUpPeople people) {
        ArrayNode entries = DemoCohort.entries();
        for (JsonNode entry : worked.path("chart").path("entry")) {
            JsonNode resource = entry.path("resource");
            String type = resource.path("resourceType").asText();
            String reference = type + "/" + id(resource, entry);
            references.put(type + "/" + resource.path("id").asText(), reference);
            references.put(entry.path("fullUrl").asText(), reference);
        }
        for (JsonNode entry : worked.path("chart").path("entry")) {
            ObjectNode resource = (ObjectNode) moved(entry.path("resource"));
            resource.put("id", id(entry.path("resource"), entry));
            if (resource.path("resourceType").asText().equals("Patient")) {
                people.name(resource);
            }
            entries.addObject().set("resource", resource);
        }
        ObjectNode bundle = DemoCohort.bundle(entries);
        for (JsonNode entry : entries) {
            if (entry.path("resource").path("resourceType").asText().equals("Patient")) {
                born((ObjectNode) entry.path("resource"), people, days(bundle));
            }
        }
        return bundle;
    }

    /// A birth date of their own for the grown up: the age in years is what it was on every day
    /// that the chart names. Of a child days may count, and of who was born on a day that is not
    /// known.
    private void born(ObjectNode patient, MadeUpPeople people, List<LocalDate> days) {
        String written = patient.path("birthDate").asText();
        if (!DATED.matcher(written).matches()) {
            return;
        }
        LocalDate born = LocalDate.parse(written);
        if (Period.between(born, today).getYears() > GROWN_UP) {
            patient.put(
                    "birthDate",
                    people.birthday(
                                    born,
                                    other ->
                                            days.stream()
                                                    .allMatch(day ->
                                                            years(other, day) == years(born, day)))
                            .toString());
        }
    }

    private static int years(LocalDate born, LocalDate day) {
        return Period.between(born, day).getYears();
    }

    /// Today, and all days that the resources name.
    private List<LocalDate> days(JsonNode bundle) {
        Set<LocalDate> days = new TreeSet<>(Set.of(today));
        Matcher named = DAY.matcher(bundle.toString());
        while (named.find()) {
            // Where it is no day of the calendar, it is none that an age is worked out on.
            LocalDate month = LocalDate.parse(named.group(1).substring(0, 8) + "01");
            int day = Integer.parseInt(named.group(1).substring(8));
            days.add(month.withDayOfMonth(Math.min(day, month.lengthOfMonth())));
        }
        return List.copyOf(days);
    }

    private String id(JsonNode resource, JsonNode entry) {
        if (resource.path("resourceType").asText().equals("Patient")) {
            return patient;
        }
        String own =
                resource.path("id")
                        .asText(entry.path("fullUrl").asText())
                        .replaceAll("[^A-Za-z0-9.-]", "-");
        return shortened(patient + "-" + own);
    }

    static String shortened(String id) {
        return id.length() <= LONGEST_ID
                ? id
                : id.substring(0, LONGEST_ID - 9) + "-" + Integer.toHexString(id.hashCode());
    }

    private JsonNode moved(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = ((ObjectNode) node).objectNode();
            node.properties()
                    .forEach(field ->
                            copy.set(field.getKey(), moved(field.getKey(), field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = ((ArrayNode) node).arrayNode();
            node.forEach(item -> copy.add(moved(item)));
            return copy;
        }
        return node.isTextual() ? new TextNode(moved(node.asText())) : node;
    }

    private JsonNode moved(String name, JsonNode value) {
        if (name.equals("birthDate")) {
            return born(value);
        }
        return YEAR.matcher(value.asText()).matches() && DATE.matcher(name).find()
                ? new TextNode(movedYear(value.asText()))
                : moved(value);
    }

    private String movedYear(String year) {
        return Year.from(Year.parse(year).atMonth(12).atEndOfMonth().plusDays(days())).toString();
    }

    private long days() {
        return ChronoUnit.DAYS.between(asOf, today);
    }

    private String moved(String text) {
        if (references.containsKey(text)) {
            return references.getOrDefault(text, text);
        }
        if (MONTH.matcher(text).matches()) {
            return YearMonth.from(YearMonth.parse(text).atEndOfMonth().plusDays(days())).toString();
        }
        if (!DATED.matcher(text).matches()) {
            return text;
        }
        try {
            return LocalDate.parse(text.substring(0, 10)).plusDays(days()) + text.substring(10);
        } catch (DateTimeParseException _) {
            return text;
        }
    }

    /// A birth date keeps the age in years, months and days: a fixed number of days would turn
    /// somebody a day short of eighteen into an adult where a leap day lies between.
    private JsonNode born(JsonNode date) {
        try {
            Period age = Period.between(LocalDate.parse(date.asText()), asOf);
            return new TextNode(today.minus(age).toString());
        } catch (DateTimeParseException _) {
            return date;
        }
    }
}
