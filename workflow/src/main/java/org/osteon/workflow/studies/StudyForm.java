package org.osteon.workflow.studies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.words.DayText;
import org.osteon.workflow.FhirEdit;

/// How a study is set up, as fields of a form: of what is written, and back into it. Criteria, and
/// what could tell the arm, stay as they are written: they are rules, with cases of their own.
public final class StudyForm {
    /// Who can be blind.
    public static final List<String> BLIND = List.of("patient", "assessor", "analyst");

    /// What FHIR calls the phases of a study.
    public static final List<String> PHASES =
            List.of(
                    "n-a",
                    "early-phase-1",
                    "phase-1",
                    "phase-1-phase-2",
                    "phase-2",
                    "phase-2-phase-3",
                    "phase-3",
                    "phase-4");

    /// Empty rows for more.
    private static final int MORE = 2;

    private static final int MOST_ROWS = 20;
    private static final String STUDY = "urn:osteon:study";
    private static final String ARM = "urn:osteon:study-arm";
    private static final Set<String> TYPED =
            Set.of(
                    "version",
                    "sponsor",
                    "registration",
                    "ethics",
                    "blind",
                    "sham",
                    "kit",
                    "randomisation",
                    "visit",
                    "primary",
                    "stopping");

    private final Map<String, String> fields;
    private final List<String> problems = new ArrayList<>();

    private StudyForm(Map<String, String> fields) {
        this.fields = fields;
    }

    /// What came of fields.
    ///
    /// @param definition `study.json`; what stands under `problems` is left as it was
    /// @param problems what cannot be read, in words
    public record Typed(String definition, List<String> problems) {
        public Typed {
            problems = List.copyOf(problems);
        }
    }

    // --- as fields ---

    /// A study as fields, with empty rows for more arms and visits. Sizes of blocks are never among
    /// them: who enrols people may not know them.
    public static Map<String, String> of(Study study) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("title", study.title());
        fields.put("description", study.description());
        fields.put("version", study.version());
        fields.put("phase", study.phase());
        fields.put("registration", study.registration());
        fields.put("sponsor", study.sponsor());
        fields.put("approval", study.ethics().approval());
        fields.put("until", study.ethics().until().map(LocalDate::toString).orElse(""));
        BLIND.forEach(who -> fields.put("blind." + who, study.blind().contains(who) ? "on" : ""));
        fields.put("sham", study.sham());
        fields.put("kit", study.kit());
        Study.Randomisation how = study.randomisation();
        fields.put("method", how.method() == Study.Method.MINIMISATION ? "minimisation" : "blocks");
        fields.put("probability", plain(how.probability()));
        fields.put("imbalance", how.imbalance());
        fields.put("planned", how.planned() == 0 ? "" : Integer.toString(how.planned()));
        fields.put("eligible-days", Integer.toString(how.eligibleDays()));
        for (Study.Factor factor : how.factors()) {
            fields.put("factor." + factor.code(), "on");
            fields.put("factor." + factor.code() + ".weight", plain(factor.weight()));
            fields.put("factor." + factor.code() + ".levels", String.join(", ", factor.levels()));
        }
        for (int i = 0; i < study.arms().size() + MORE; i++) {
            arm(fields, "arm." + i + ".", i < study.arms().size() ? study.arms().get(i) : null);
        }
        for (int i = 0; i < study.visits().size() + MORE; i++) {
            visit(
                    fields,
                    "visit." + i + ".",
                    i < study.visits().size() ? study.visits().get(i) : null);
        }
        study.primary().ifPresent(primary -> primary(fields, primary));
        fields.put("stopping", String.join("\n", study.stopping()));
        return fields;
    }

    private static void arm(Map<String, String> fields, String of, Study.@Nullable Arm arm) {
        fields.put(of + "name", arm == null ? "" : arm.name());
        fields.put(of + "description", arm == null ? "" : arm.description());
        fields.put(of + "code", arm == null ? "" : arm.code());
        fields.put(of + "label", arm == null ? "" : arm.label());
        fields.put(of + "ratio", arm == null ? "" : Integer.toString(arm.ratio()));
        fields.put(of + "role", arm == null ? "" : arm.tested() ? "tested" : "comparator");
    }

    private static void visit(Map<String, String> fields, String of, Study.@Nullable Visit visit) {
        fields.put(of + "code", visit == null ? "" : visit.code());
        fields.put(of + "title", visit == null ? "" : visit.title());
        fields.put(of + "day", visit == null ? "" : Integer.toString(visit.day()));
        fields.put(of + "from", visit == null ? "" : Integer.toString(visit.from()));
        fields.put(of + "to", visit == null ? "" : Integer.toString(visit.to()));
    }

    private static void primary(Map<String, String> fields, Study.Primary primary) {
        fields.put("primary.measure", primary.measure());
        fields.put("primary.title", primary.title());
        fields.put("primary.visit", primary.visit());
        fields.put("primary.better", primary.higherIsBetter() ? "higher" : "lower");
        fields.put("primary.method", primary.method());
        fields.put("primary.missing", primary.missing());
        fields.put("primary.minimal", plain(primary.minimal()));
        fields.put("primary.source", primary.source());
    }

    private static String plain(double number) {
        return Double.isNaN(number)
                ? ""
                : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// What of it is otherwise, in a line each; sizes of blocks are not told.
    public static List<String> changes(Study before, Study now) {
        Map<String, String> was = of(before);
        Map<String, String> is = of(now);
        Set<String> names = new LinkedHashSet<>(was.keySet());
        names.addAll(is.keySet());
        return names.stream()
                .filter(name -> !was.getOrDefault(name, "").equals(is.getOrDefault(name, "")))
                .map(name ->
                        name
                                + ": "
                                + was.getOrDefault(name, "")
                                + " → "
                                + is.getOrDefault(name, ""))
                .toList();
    }

    /// What of the changes people were screened, allocated or asked by: settled once the study is
    /// activated.
    public static List<String> settled(Study before, Study now) {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("arms", before.arms().equals(now.arms()));
        parts.put(
                "blinding",
                before.blind().equals(now.blind())
                        && before.sham().equals(now.sham())
                        && before.kit().equals(now.kit()));
        Study.Randomisation was = before.randomisation();
        Study.Randomisation is = now.randomisation();
        parts.put(
                "allocation",
                was.method() == is.method()
                        && was.factors().equals(is.factors())
                        && Double.compare(was.probability(), is.probability()) == 0
                        && was.imbalance().equals(is.imbalance()));
        parts.put("visits", before.visits().equals(now.visits()));
        parts.put("primary endpoint", before.primary().equals(now.primary()));
        return parts.entrySet().stream()
                .filter(one -> !one.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    // --- back into what is written ---

    /// What is written, with fields in the place of what it says of these.
    public static Typed into(String definition, Map<String, String> fields) {
        return new StudyForm(fields).into(FhirEdit.read(definition));
    }

    private Typed into(ObjectNode root) {
        root.put("title", said("title")).put("description", said("description"));
        if (PHASES.contains(said("phase"))) {
            ObjectNode coding = root.putObject("phase").putArray("coding").addObject();
            coding.put("system", "http://terminology.hl7.org/CodeSystem/research-study-phase");
            coding.put("code", said("phase"));
        } else {
            problems.add("“" + said("phase") + "” is no phase");
        }
        List<JsonNode> there = root.path("arm").valueStream().toList();
        ArrayNode arms = root.putArray("arm");
        for (String of : rows("arm.", "name")) {
            arm(arms.addObject(), of, there);
        }
        ObjectNode own = own(root);
        List<JsonNode> kept =
                own.path("extension")
                        .valueStream()
                        .filter(one -> !TYPED.contains(one.path("url").asText()))
                        .toList();
        JsonNode before =
                own.path("extension")
                        .valueStream()
                        .filter(one -> one.path("url").asText().equals("randomisation"))
                        .findFirst()
                        .orElse(FhirEdit.object());
        ArrayNode all = own.putArray("extension");
        all.addAll(kept);
        typed(all, before);
        return new Typed(FhirEdit.write(root), problems);
    }

    private static ObjectNode own(ObjectNode root) {
        for (JsonNode one : root.path("extension")) {
            if (one.path("url").asText().equals(STUDY)) {
                return (ObjectNode) one;
            }
        }
        return root.withArray("extension").addObject().put("url", STUDY);
    }

    private void arm(ObjectNode arm, String of, List<JsonNode> there) {
        boolean tested = said(of + "role").equals("tested");
        arm.put("name", said(of + "name"));
        // What the file calls it, as long as it is that arm in that role.
        arm.putObject("type")
                .put(
                        "text",
                        there.stream()
                                .filter(one -> one.path("name").asText().equals(said(of + "name")))
                                .filter(one ->
                                        Said.in(one, ARM).text("role").equals("tested") == tested)
                                .map(one -> one.at("/type/text").asText(""))
                                .filter(text -> !text.isEmpty())
                                .findFirst()
                                .orElse(tested ? "experimental" : "comparator"));
        arm.put("description", said(of + "description"));
        ArrayNode more =
                arm.putArray("extension").addObject().put("url", ARM).putArray("extension");
        text(more, "code", "valueCode", said(of + "code"));
        whole(more, "ratio", of + "ratio", "Ratio of " + said(of + "name"));
        text(more, "label", "valueString", said(of + "label"));
        text(more, "role", "valueCode", tested ? "tested" : "comparator");
    }

    private void typed(ArrayNode all, JsonNode before) {
        text(all, "version", "valueString", said("version"));
        text(all, "sponsor", "valueString", said("sponsor"));
        text(all, "registration", "valueString", said("registration"));
        ArrayNode ethics = part(all, "ethics");
        text(ethics, "approval", "valueString", said("approval"));
        day(ethics);
        BLIND.stream()
                .filter(who -> !said("blind." + who).isEmpty())
                .forEach(who -> text(all, "blind", "valueCode", who));
        text(all, "sham", "valueString", said("sham"));
        text(all, "kit", "valueString", said("kit"));
        randomisation(part(all, "randomisation"), before);
        for (String of : rows("visit.", "code")) {
            ArrayNode visit = part(all, "visit");
            text(visit, "code", "valueCode", said(of + "code"));
            text(visit, "title", "valueString", said(of + "title"));
            for (String name : List.of("day", "from", "to")) {
                whole(visit, name, of + name, "Visit " + said(of + "code") + ", " + name);
            }
        }
        if (!said("primary.measure").isEmpty()) {
            ArrayNode primary = part(all, "primary");
            text(primary, "measure", "valueCode", said("primary.measure"));
            text(primary, "visit", "valueCode", said("primary.visit"));
            text(
                    primary,
                    "better",
                    "valueCode",
                    said("primary.better").equals("lower") ? "lower" : "higher");
            for (String name : List.of("title", "method", "missing", "source")) {
                text(primary, name, "valueString", said("primary." + name));
            }
            number(primary, "minimal", "primary.minimal", "A change that matters");
        }
        said("stopping")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> text(all, "stopping", "valueString", line));
    }

    private void day(ArrayNode ethics) {
        String until = said("until");
        if (until.isEmpty()) {
            return;
        }
        try {
            text(ethics, "until", "valueDate", DayText.parse(until).toString());
        } catch (IllegalArgumentException _) {
            problems.add("“" + until + "” is no day until when the approval holds: 2030-12-31");
        }
    }

    private void randomisation(ArrayNode how, JsonNode before) {
        boolean minimisation = said("method").equals("minimisation");
        text(how, "method", "valueCode", minimisation ? "minimisation" : "blocks");
        if (minimisation) {
            number(how, "probability", "probability", "Probability");
            text(how, "imbalance", "valueCode", said("imbalance"));
        } else {
            blocks(how, before);
        }
        whole(how, "planned", "planned", "Planned");
        whole(how, "eligible-days", "eligible-days", "Days for which an eligibility holds");
        for (String code : factors(before)) {
            ArrayNode factor = part(how, "factor");
            text(factor, "code", "valueCode", code);
            number(factor, "weight", "factor." + code + ".weight", "Weight of " + code);
            for (String level : said("factor." + code + ".levels").split(",", -1)) {
                text(factor, "level", "valueString", level.strip());
            }
        }
    }

    /// Those that are typed, else those that there were.
    private void blocks(ArrayNode how, JsonNode before) {
        if (said("blocks").isEmpty()) {
            before.path("extension")
                    .valueStream()
                    .filter(one -> one.path("url").asText().equals("block"))
                    .forEach(one -> how.add(one.deepCopy()));
            return;
        }
        for (String size : said("blocks").split("[,;\\s]+", -1)) {
            if (size.matches("[1-9]\\d{0,2}")) {
                how.addObject().put("url", "block").put("valueInteger", Integer.parseInt(size));
            } else {
                problems.add("“" + size + "” is no size of a block: 4, 8");
            }
        }
    }

    /// Those that there were keep their order, in which strata are named.
    private List<String> factors(JsonNode before) {
        List<String> known =
                new Said(before.path("extension").valueStream().toList())
                        .parts("factor").stream().map(one -> one.text("code")).toList();
        List<String> chosen =
                fields.keySet().stream()
                        .filter(name -> name.matches("factor\\.[^.]+") && !said(name).isEmpty())
                        .map(name -> name.substring("factor.".length()))
                        .toList();
        return Stream.concat(
                        known.stream().filter(chosen::contains),
                        chosen.stream().filter(code -> !known.contains(code)))
                .distinct()
                .toList();
    }

    // --- fields ---

    /// What cannot be stored, or is seen by nobody, is a blank.
    private String said(String field) {
        return fields.getOrDefault(field, "").replaceAll("[\\p{Cntrl}&&[^\\n]]", " ").strip();
    }

    /// The rows that say something, in their order.
    private List<String> rows(String of, String name) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < MOST_ROWS; i++) {
            if (!said(of + i + "." + name).isEmpty()) {
                rows.add(of + i + ".");
            }
        }
        return rows;
    }

    private static ArrayNode part(ArrayNode all, String url) {
        return all.addObject().put("url", url).putArray("extension");
    }

    private static void text(ArrayNode all, String url, String element, String value) {
        if (!value.isEmpty()) {
            all.addObject().put("url", url).put(element, value);
        }
    }

    private void whole(ArrayNode all, String url, String field, String what) {
        String text = said(field);
        if (text.matches("[+-]?\\d{1,6}")) {
            all.addObject().put("url", url).put("valueInteger", Integer.parseInt(text));
        } else if (!text.isEmpty()) {
            problems.add(what + ": “" + text + "” is no whole number");
        }
    }

    private void number(ArrayNode all, String url, String field, String what) {
        String text = said(field).replace(',', '.');
        if (text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
            all.addObject().put("url", url).put("valueDecimal", new BigDecimal(text));
        } else if (!text.isEmpty()) {
            problems.add(what + ": “" + said(field) + "” is no number");
        }
    }
}
