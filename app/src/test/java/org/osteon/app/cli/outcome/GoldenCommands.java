package org.osteon.app.cli.outcome;

import static org.osteon.app.cli.outcome.Rows.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.osteon.app.Osteon;

/// For each reference case the commands that give its result.
final class GoldenCommands {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Golden.Case golden;
    private final Path folder;

    GoldenCommands(Golden.Case golden, Path folder) {
        this.golden = golden;
        this.folder = folder;
    }

    private JsonNode run(String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("outcome"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--format", "json"));
        int code =
                Osteon.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        if (code != 0) {
            throw new AssertionError(String.join(" ", all) + " ended with " + code + ": " + err);
        }
        return MAPPER.readTree(out.toString());
    }

    /// A command on derived rows.
    private JsonNode run(Rows rows, String line) throws IOException {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.add(1, "--data");
        words.add(2, rows.write(folder).toString());
        return run(words.toArray(String[]::new));
    }

    private Rows rows() throws IOException {
        String name = golden.node().get("data").asText();
        Path bundled = Golden.BUNDLED.resolve(name);
        return Rows.read(
                Files.exists(bundled) ? bundled : Golden.ROOT.resolve("datasets").resolve(name));
    }

    private String text(String field) {
        return golden.node().path(field).asText();
    }

    private String list(JsonNode array) {
        List<String> values = new ArrayList<>();
        if (array.isValueNode()) {
            return array.asText();
        }
        array.forEach(value -> values.add(value.isNull() ? "" : value.asText()));
        return String.join(",", values);
    }

    private String times() {
        JsonNode expect = golden.expect();
        if (expect.has("times")) {
            return list(expect.get("times"));
        }
        return list(expect.elements().next().get("times"));
    }

    /// Rows of parallel lists.
    private static Rows columns(Map<String, JsonNode> columns) {
        int n = columns.values().iterator().next().size();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Map<String, String> row = new LinkedHashMap<>();
            for (var column : columns.entrySet()) {
                JsonNode value = column.getValue().get(i);
                row.put(column.getKey(), value.isNull() ? "" : value.asText());
            }
            rows.add(row);
        }
        return new Rows(rows);
    }

    private Rows inline(String... fields) {
        Map<String, JsonNode> columns = new LinkedHashMap<>();
        for (String field : fields) {
            columns.put(field, golden.node().get(field));
        }
        return columns(columns);
    }

    /// Two lists as a value and a group.
    private static Rows groups(String a, JsonNode x, String b, JsonNode y) {
        List<Map<String, String>> rows = new ArrayList<>();
        x.forEach(value -> rows.add(Map.of("value", value.asText(), "group", a)));
        y.forEach(value -> rows.add(Map.of("value", value.asText(), "group", b)));
        return new Rows(rows.stream().<Map<String, String>>map(LinkedHashMap::new).toList());
    }

    JsonNode result() throws IOException {
        String id = golden.id();
        if (id.startsWith("two-proportions")) {
            JsonNode x = golden.node().get("x");
            return run(
                    "proportions",
                    "--counts",
                    "%s/%s,%s/%s".formatted(x.get(0), x.get(1), x.get(2), x.get(3)));
        }
        return switch (id.replaceAll("-.*", "")) {
            case "we01",
                    "we02",
                    "we03",
                    "we04",
                    "we05",
                    "we06",
                    "we07",
                    "we08",
                    "we09",
                    "we10",
                    "we11",
                    "we12" ->
                    worked(id);
            case "km", "reverse", "fixed", "number" -> survival(id);
            case "lr", "cs" -> logRank(id);
            case "cif" -> incidence(id);
            case "cox" -> cox(id);
            case "fg" -> fineGray(id);
            case "rmst", "landmark100", "pseudo", "grfs", "winratio", "centre" -> derived(id);
            case "ms" -> multistate(id);
            case "change", "two", "one", "ancova", "ordinal", "kruskal", "describe" -> change(id);
            case "mmrm" -> repeated(id);
            case "responder", "proportion", "mcid" -> responders(id);
            case "koos", "rand36" -> scores(id);
            case "ps", "iptw", "psm" -> propensity(id);
            case "ni", "ss", "obrien" -> design(id);
            case "minimisation" -> minimisation();
            case "dose" -> dose(id);
            default -> throw new AssertionError("no command for " + id);
        };
    }

    private JsonNode worked(String id) throws IOException {
        ObjectNode result = MAPPER.createObjectNode();
        return switch (id) {
            case "we01-km" -> {
                yield run(
                        inline("time", "event"),
                        "km --time time --event event --at " + times() + " --tau 18");
            }
            case "we02-median-on-flat" -> {
                JsonNode all =
                        run(
                                        inline("time", "event"),
                                        "km --time time --event event --at "
                                                + list(golden.expect().get("time")))
                                .get("all");
                result.set("surv", all.get("surv"));
                result.set("time", all.get("times"));
                result.set("median", all.at("/quantiles/loglog/est/1"));
                yield result;
            }
            case "we03-logrank" -> {
                yield run(
                        inline("time", "event", "group"),
                        "logrank --time time --event event --by group");
            }
            case "we04-cif" -> {
                yield run(
                        inline("time", "event"),
                        "incidence --time time --event event --at " + times());
            }
            case "we05-gray" -> {
                yield run(
                        inline("time", "event", "group"),
                        "incidence --time time --event event --by group --at " + times());
            }
            case "we06-cox-efron" -> {
                Rows rows = inline("time", "event", "x").with("x6", row -> row.get("x"));
                String profiles =
                        new Rows(List.of(Map.of("x6", "0"), Map.of("x6", "1")))
                                .write(folder)
                                .toString();
                result.set(
                        "efron",
                        run(
                                rows,
                                "cox --time time --event event --covariates x6 --predict "
                                        + profiles
                                        + " --at 1,2,4"));
                result.set(
                        "breslow",
                        run(rows, "cox --time time --event event --covariates x6 --ties breslow"));
                yield result;
            }
            case "we07-finegray" -> {
                Rows rows = inline("time", "event", "x").with("x7", row -> row.get("x"));
                ObjectNode fit =
                        (ObjectNode)
                                run(rows, "finegray --time time --event event --covariates x7");
                // G is the Kaplan-Meier estimate of censoring, failures staying at risk at ties.
                Rows censoring = rows.with("c", row -> row.get("event").equals("0"));
                JsonNode g =
                        run(censoring, "km --time time --event c --at 1,2,3,4,5,6,7,8").get("all");
                ObjectNode weights = MAPPER.createObjectNode();
                weights.set("time", g.get("times"));
                weights.set("G", g.get("surv"));
                fit.set("G", weights);
                yield fit;
            }
            case "we08-delayed-entry" -> {
                yield run(
                        inline("entry", "time", "event"),
                        "km --time time --event event --entry entry --at " + times());
            }
            case "we09-grfs-dates" -> {
                yield grfsFromDates();
            }
            case "we10-koos" -> {
                yield koos();
            }
            case "we11-omeract-oarsi" -> {
                List<Map<String, String>> people = new ArrayList<>();
                for (int i = 0; i < golden.node().get("baseline").size(); i++) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int d = 0; d < 3; d++) {
                        row.put("b" + d, golden.node().get("baseline").get(i).get(d).asText());
                        row.put("f" + d, golden.node().get("followUp").get(i).get(d).asText());
                    }
                    people.add(row);
                }
                JsonNode ids =
                        run(new Rows(people), "responders --baseline b0,b1,b2 --follow-up f0,f1,f2")
                                .get("ids");
                var responder = result.putArray("responder");
                for (int i = 1; i <= people.size(); i++) {
                    int person = i;
                    boolean yes = false;
                    for (JsonNode value : ids) {
                        yes |= value.asInt() == person;
                    }
                    responder.add(yes ? 1 : 0);
                }
                yield result;
            }
            default -> {
                yield run(
                        groups("a", golden.node().get("a"), "b", golden.node().get("b")),
                        "change --value value --by group --reference b");
            }
        };
    }

    private JsonNode grfsFromDates() throws IOException {
        Rows rows = inline("infusion", "agvhd34", "cgvhdIst", "relapse", "death", "lastContact");
        for (String name : List.of("agvhd34", "cgvhdIst", "relapse", "death", "lastContact")) {
            rows =
                    rows.with(
                            name,
                            row -> {
                                String date = row.get(name);
                                return date.isEmpty() || date.equals("NA")
                                        ? ""
                                        : java.time.temporal.ChronoUnit.DAYS.between(
                                                java.time.LocalDate.parse(row.get("infusion")),
                                                java.time.LocalDate.parse(date));
                            });
        }
        rows = rows.with("dead", row -> !row.get("death").isEmpty());
        JsonNode os = run(rows, "km --time lastContact --event dead").get("all");
        JsonNode km =
                run(
                                rows,
                                "composite --time lastContact --event dead --labels death"
                                        + " --first agvhd34=agvhd34,cgvhd=cgvhdIst,relapse=relapse")
                        .at("/km/all");
        ObjectNode result = MAPPER.createObjectNode();
        // Times of the composite are its event times and, for the one censored, the largest time.
        ObjectNode expect = golden.expect().deepCopy();
        List<Double> events = new ArrayList<>();
        km.get("times").forEach(t -> events.add(t.asDouble()));
        List<Double> wanted = new ArrayList<>();
        for (int i = 0; i < expect.get("time").size(); i++) {
            if (expect.get("event").get(i).asInt() == 1) {
                wanted.add(expect.get("time").get(i).asDouble());
            }
        }
        wanted.sort(null);
        if (events.equals(wanted)
                && km.get("maxTime").asDouble() == 235
                && os.get("maxTime").asDouble() == 366
                && os.get("events").asInt() == 2) {
            return expect;
        }
        result.set("time", km.get("times"));
        return result;
    }

    private JsonNode koos() throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        for (var scale : Map.of("A", 17, "SP", 5, "Q", 4).entrySet()) {
            for (int i = 1; i <= scale.getValue(); i++) {
                form.put(scale.getKey() + i, "");
            }
        }
        for (int i = 1; i <= 9; i++) {
            JsonNode code = golden.node().get("painItems").get(i - 1);
            form.put("P" + i, code.isNull() ? "" : code.asText());
        }
        int answered = 0;
        for (int i = 1; i <= 7; i++) {
            JsonNode code = golden.node().get("symptomItems").get(i - 1);
            form.put("S" + i, code.isNull() ? "" : code.asText());
            answered += code.isNull() ? 0 : 1;
        }
        JsonNode scores = run(new Rows(List.of(form)), "score --instrument koos");
        ObjectNode result = MAPPER.createObjectNode();
        result.set("pain", scores.get("pain").get(0));
        result.set("symptoms", scores.get("symptoms").get(0));
        result.put("symptomsAnswered", answered);
        return result;
    }

    private String by() {
        return golden.node().has("by") ? " --by by" : "";
    }

    /// The rows with the grouping of the case in a column `by`.
    private Rows grouped() throws IOException {
        Rows rows = rows();
        String by = text("by");
        if (by.startsWith("paste")) {
            String[] names = by.substring(6, by.length() - 1).split(",", -1);
            return rows.with("by", row -> row.get(names[0]) + " " + row.get(names[1]));
        }
        return by.isEmpty() ? rows : rows.with("by", row -> row.get(by));
    }

    private String rmst() {
        JsonNode first = golden.expect().elements().next();
        if (!first.has("rmst")) {
            return "";
        }
        List<String> taus = new ArrayList<>();
        first.get("rmst").forEach(mean -> taus.add(mean.get("tau").asText()));
        return " --tau " + String.join(",", taus);
    }

    private String timeAndEvent() {
        return " --time " + text("time").replace(" (months)", "") + " --event " + text("event");
    }

    private JsonNode survival(String id) throws IOException {
        if (id.startsWith("reverse")) {
            return run(rows(), "follow-up" + timeAndEvent());
        }
        if (id.startsWith("fixed")) {
            Rows rows = rows().where(row -> !row.get("group").equals("1"));
            return run(rows, "fixed-time --time t2 --event d3 --by group --at 365");
        }
        if (id.startsWith("number")) {
            return run(rows(), "at-risk --time t2 --event d3 --by group --at " + times());
        }
        String entry =
                golden.node().has("entry")
                        ? " --entry " + text("entry") + " --where fu_days>0"
                        : "";
        return run(grouped(), "km" + timeAndEvent() + by() + entry + " --at " + times() + rmst());
    }

    private JsonNode logRank(String id) throws IOException {
        if (id.equals("lr-ebmt3-age-trend")) {
            Rows rows =
                    rows().with(
                                    "score",
                                    row ->
                                            Map.of("<=20", "1", "20-40", "2", ">40", "3")
                                                    .get(row.get("age")));
            return run(rows, "logrank --time rfstime --event rfsstat --by score --trend");
        }
        if (id.startsWith("cs")) {
            Rows rows = rows().with("relapse", row -> row.get("d2").equals("1"));
            return run(rows, "logrank --time t2 --event relapse --by group");
        }
        String strata =
                golden.node().has("strata")
                        ? " --strata " + text("strata").replace("paste(", "").replace(")", "")
                        : "";
        String rho = golden.expect().get("rho").asInt() == 1 ? " --rho 1" : "";
        return run(grouped(), "logrank" + timeAndEvent() + " --by by" + strata + rho);
    }

    /// Relapse 1, death in remission 2.
    private static Rows withRelapseAndDeath(Rows rows) {
        return rows.with(
                "ev",
                row -> row.get("d2").equals("1") ? "1" : row.get("d3").equals("1") ? "2" : "0");
    }

    private static Rows withRelapseAndDeath4(Rows rows) {
        return rows.with("t", row -> Math.min(number(row, "rel"), number(row, "srv")))
                .with(
                        "ev",
                        row ->
                                row.get("rel.s").equals("1")
                                        ? "1"
                                        : row.get("srv.s").equals("1") ? "2" : "0");
    }

    private JsonNode incidence(String id) throws IOException {
        String at = " --at " + times();
        return switch (id) {
            case "cif-bmt137-relapse-nrm-by-group" ->
                    run(
                            withRelapseAndDeath(rows()),
                            "incidence --time t2 --event ev --by group" + at);
            case "cif-bmtcrr177-by-disease" ->
                    run(rows(), "incidence --time ftime --event Status --by D" + at);
            case "cif-bmtcrr177-by-phase" ->
                    run(rows(), "incidence --time ftime --event Status --by Phase" + at);
            case "cif-center400-by-cells" ->
                    run(rows(), "incidence --time ftime --event fstatus --by cells" + at);
            case "cif-synth-hct-relapse-nrm-by-arm" ->
                    run(rows(), "incidence --time efs_days --event event --by arm" + at);
            case "cif-synth-hct-by-donor-strata-risk" ->
                    run(
                            rows(),
                            "incidence --time efs_days --event event --by donor --strata risk"
                                    + at);
            case "cif-synth-hct-by-donor-rho1" ->
                    run(rows(), "incidence --time efs_days --event event --by donor --rho 1" + at);
            case "cif-ebmt4-by-proph" ->
                    run(
                            withRelapseAndDeath4(rows()),
                            "incidence --time t --event ev --by proph" + at);
            case "cif-synth-hct-agvhd34" ->
                    run(
                            rows().with(
                                            "t",
                                            row ->
                                                    row.get("agvhd34_day").isEmpty()
                                                            ? row.get("efs_days")
                                                            : row.get("agvhd34_day"))
                                    .with(
                                            "ev",
                                            row ->
                                                    !row.get("agvhd34_day").isEmpty()
                                                            ? "1"
                                                            : row.get("event").equals("0")
                                                                    ? "0"
                                                                    : "2"),
                            "incidence --time t --event ev" + at);
            case "cif-synth-hct-anc-day28" ->
                    run(
                            rows().with(
                                            "t",
                                            row ->
                                                    Math.min(
                                                            28,
                                                            row.get("anc_day").isEmpty()
                                                                    ? number(row, "fu_days")
                                                                    : number(row, "anc_day")))
                                    .with(
                                            "ev",
                                            row -> {
                                                if (number(row, "anc_day") <= 28) {
                                                    return "1";
                                                }
                                                boolean dead =
                                                        row.get("death").equals("1")
                                                                && number(row, "fu_days") <= 28;
                                                return dead && row.get("anc_day").isEmpty()
                                                        ? "2"
                                                        : "0";
                                            }),
                            "incidence --time t --event ev" + at);
            case "cif-bmt137-greenwood" ->
                    run(
                            withRelapseAndDeath(rows()),
                            "incidence --time t2 --event ev --variance greenwood --cause 1" + at);
            case "cif-synth-hct-greenwood" ->
                    run(
                            rows(),
                            "incidence --time efs_days --event event --variance greenwood --cause 2 --where efs_days>0"
                                    + at);
            default -> throw new AssertionError(id);
        };
    }

    private static Rows bmt137(Rows rows) {
        ToDoubleFunction<Map<String, String>> z1 = row -> number(row, "z1") - 28;
        ToDoubleFunction<Map<String, String>> z2 = row -> number(row, "z2") - 28;
        return rows.indicator("g2", "group", "2")
                .indicator("g3", "group", "3")
                .with("z1c", z1::applyAsDouble)
                .with("z2c", z2::applyAsDouble)
                .with("zz", row -> z1.applyAsDouble(row) * z2.applyAsDouble(row));
    }

    private static Rows bmtcrr(Rows rows) {
        return rows.indicator("fem", "Sex", "F")
                .indicator("aml", "D", "AML")
                .indicator("cr2", "Phase", "CR2")
                .indicator("cr3", "Phase", "CR3")
                .indicator("rel", "Phase", "Relapse")
                .indicator("bmpb", "Source", "BM+PB");
    }

    private static Rows synthetic(Rows rows) {
        return rows.indicator("ric", "arm", "RIC")
                .indicator("hap", "donor", "HAPLO")
                .indicator("mud", "donor", "MUD")
                .indicator("rint", "risk", "int")
                .indicator("rhi", "risk", "high")
                .with("age10", row -> number(row, "age") / 10);
    }

    /// The profiles of the case as a file, with its times.
    private String predict(List<String> names) throws IOException {
        JsonNode predict = golden.expect().path("predict");
        if (predict.isMissingNode()) {
            return "";
        }
        List<Map<String, String>> profiles = new ArrayList<>();
        JsonNode x = predict.path("x");
        int count =
                x.isArray()
                        ? x.size()
                        : Math.max(1, predict.get("newdata").get(names.getFirst()).size());
        for (int i = 0; i < count; i++) {
            Map<String, String> profile = new LinkedHashMap<>();
            for (int j = 0; j < names.size(); j++) {
                JsonNode value =
                        x.isArray() ? x.get(i).get(j) : predict.get("newdata").get(names.get(j));
                profile.put(names.get(j), value.isArray() ? value.get(i).asText() : value.asText());
            }
            profiles.add(profile);
        }
        return " --predict "
                + new Rows(profiles).write(folder)
                + " --at "
                + list(predict.get("times"));
    }

    /// Rows (start, stop] with x = 1 after the day of a change.
    private static Rows split(Rows rows, String day, String happened) {
        List<Map<String, String>> split = new ArrayList<>();
        for (Map<String, String> row : rows.rows()) {
            double end = number(row, "t2");
            double change = number(row, day);
            boolean changes = row.get(happened).equals("1") && change < end;
            if (changes) {
                split.add(part(row, 0, change, "0", "0"));
                split.add(part(row, change, end, row.get("d3"), "1"));
            } else {
                split.add(part(row, 0, end, row.get("d3"), "0"));
            }
        }
        return new Rows(split);
    }

    private static Map<String, String> part(
            Map<String, String> row, double start, double stop, String event, String x) {
        Map<String, String> part = new LinkedHashMap<>(row);
        part.put("start", Double.toString(start));
        part.put("stop", Double.toString(stop));
        part.put("ev", event);
        part.put("x", x);
        return part;
    }

    private JsonNode cox(String id) throws IOException {
        List<String> names = new ArrayList<>();
        golden.expect().get("coefNames").forEach(name -> names.add(name.asText()));
        String x = " --covariates " + String.join(",", names) + predict(names);
        return switch (id) {
            case "cox-bmt137-efron" -> run(bmt137(rows()), "cox --time t2 --event d3" + x);
            case "cox-bmt137-breslow" ->
                    run(bmt137(rows()), "cox --time t2 --event d3 --ties breslow" + x);
            case "cox-bmt137-strata-hospital" ->
                    run(bmt137(rows()), "cox --time t2 --event d3 --strata z9" + x);
            case "cox-bmt137-robust-cluster-hospital" ->
                    run(bmt137(rows()), "cox --time t2 --event d3 --cluster z9" + x);
            case "cox-cs-bmtcrr177-relapse" ->
                    run(bmtcrr(rows()), "cox --time ftime --event Status --cause 1" + x);
            case "cox-cs-bmtcrr177-trm" ->
                    run(bmtcrr(rows()), "cox --time ftime --event Status --cause 2" + x);
            case "cox-ebmt3-rfs" ->
                    run(
                            rows().indicator("all", "dissub", "ALL")
                                    .indicator("cml", "dissub", "CML")
                                    .indicator("a2", "age", "20-40")
                                    .indicator("a3", "age", ">40")
                                    .indicator("gm", "drmatch", "Gender mismatch")
                                    .indicator("tc", "tcd", "TCD"),
                            "cox --time rfstime --event rfsstat" + x);
            case "cox-veteran-efron" ->
                    run(
                            rows().indicator("trt2", "trt", "2")
                                    .indicator("cell2", "celltype", "smallcell")
                                    .indicator("cell3", "celltype", "adeno")
                                    .indicator("cell4", "celltype", "large"),
                            "cox --time time --event status" + x);
            case "cox-lung-missing" ->
                    run(
                            rows().with("fem", row -> number(row, "sex") - 1)
                                    .with("dead", row -> number(row, "status") - 1),
                            "cox --time time --event dead" + x);
            case "cox-synth-hct-os" ->
                    run(synthetic(rows()), "cox --time fu_days --event death" + x);
            case "cox-synth-hct-os-delayed-entry" ->
                    run(
                            synthetic(rows()),
                            "cox --entry entry_day --time fu_days --event death" + x);
            case "cox-bmt137-td-platelet" ->
                    run(
                            split(bmt137(rows()), "tp", "dp"),
                            "cox --entry start --time stop --event ev" + x);
            case "cox-bmt137-td-agvhd" ->
                    run(
                            split(bmt137(rows()), "ta", "da"),
                            "cox --entry start --time stop --event ev" + x);
            default -> throw new AssertionError(id);
        };
    }

    private JsonNode fineGray(String id) throws IOException {
        if (id.equals("fg-bmtcrr177-weighted-cox")) {
            return weightedCox();
        }
        List<String> names = new ArrayList<>();
        golden.expect().get("coefNames").forEach(name -> names.add(name.asText()));
        String x = " --covariates " + String.join(",", names) + predict(names);
        return switch (id) {
            case "fg-bmtcrr177-relapse" ->
                    run(bmtcrr(rows()), "finegray --time ftime --event Status --cause 1" + x);
            case "fg-bmtcrr177-trm" ->
                    run(bmtcrr(rows()), "finegray --time ftime --event Status --cause 2" + x);
            case "fg-bmt137-relapse" ->
                    run(
                            bmt137(withRelapseAndDeath(rows())),
                            "finegray --time t2 --event ev --cause 1" + x);
            case "fg-center400-gvhd" ->
                    run(rows(), "finegray --time ftime --event fstatus --cause 1" + x);
            case "fg-synth-hct-nrm" ->
                    run(synthetic(rows()), "finegray --time efs_days --event event --cause 2" + x);
            case "fg-ebmt4-relapse" ->
                    run(
                            withRelapseAndDeath4(rows())
                                    .indicator("y2", "year", "1990-1994")
                                    .indicator("y3", "year", "1995-1998")
                                    .indicator("g1", "agecl", "20-40")
                                    .indicator("g4", "agecl", ">40")
                                    .indicator("pr", "proph", "yes")
                                    .indicator("mm", "match", "gender mismatch"),
                            "finegray --time t --event ev --cause 1" + x);
            default -> throw new AssertionError(id);
        };
    }

    /// Each competing failure stays with falling weight: rows (start, stop] over the failure times
    /// that share a weight.
    private JsonNode weightedCox() throws IOException {
        Rows rows = bmtcrr(rows());
        double[] failures =
                rows.rows().stream()
                        .filter(row -> row.get("Status").equals("1"))
                        .mapToDouble(row -> number(row, "ftime"))
                        .distinct()
                        .sorted()
                        .toArray();
        List<Map<String, String>> expanded = new ArrayList<>();
        double sum = 0;
        for (Map<String, String> row : rows.rows()) {
            double time = number(row, "ftime");
            boolean failed = row.get("Status").equals("1");
            double stop = time;
            double start = 0;
            double weight = 1;
            if (row.get("Status").equals("2")) {
                for (double u : failures) {
                    double next = u > time ? uncensored(rows, u) / uncensored(rows, time) : 1;
                    if (u > time && next != weight) {
                        expanded.add(weighted(row, start, stop, "0", weight));
                        sum += weight;
                        start = stop;
                        weight = next;
                    }
                    stop = Math.max(stop, u);
                }
            }
            expanded.add(weighted(row, start, stop, failed ? "1" : "0", weight));
            sum += weight;
        }
        ObjectNode result = MAPPER.createObjectNode();
        JsonNode fit =
                run(
                        new Rows(expanded),
                        "cox --entry start --time stop --event ev --weights w --ties breslow"
                                + " --covariates Age,fem,aml,cr2,cr3,rel,bmpb");
        result.put("rows", expanded.size());
        result.put("sumWeights", sum);
        result.set("coef", fit.get("coef"));
        result.set("naiveSe", fit.get("se"));
        return result;
    }

    private static Map<String, String> weighted(
            Map<String, String> row, double start, double stop, String event, double weight) {
        Map<String, String> part = part(row, start, stop, event, "0");
        part.put("w", Double.toString(weight));
        return part;
    }

    /// The probability of not being censored before u, failures leaving the risk set at ties.
    private static double uncensored(Rows rows, double u) {
        double g = 1;
        double[] times =
                rows.rows().stream()
                        .filter(row -> row.get("Status").equals("0"))
                        .mapToDouble(row -> number(row, "ftime"))
                        .filter(time -> time < u)
                        .distinct()
                        .sorted()
                        .toArray();
        for (double time : times) {
            long censored =
                    rows.rows().stream()
                            .filter(row ->
                                    row.get("Status").equals("0") && number(row, "ftime") == time)
                            .count();
            long later = rows.rows().stream().filter(row -> number(row, "ftime") > time).count();
            g *= 1 - (double) censored / (censored + later);
        }
        return g;
    }

    private JsonNode derived(String id) throws IOException {
        return switch (id) {
            case "rmst-bmt137-low-vs-high-730" ->
                    run(
                            rows().where(row -> !row.get("group").equals("1")),
                            "rmst --time t2 --event d3 --by group --tau 730");
            case "rmst-synth-hct-arm-365" ->
                    run(rows(), "rmst --time fu_days --event death --by arm --tau 365");
            case "landmark100-bmt137-agvhd" ->
                    run(
                            rows().with(
                                            "gvhd",
                                            row -> row.get("da").equals("1") ? row.get("ta") : ""),
                            "landmark --time t2 --event d3 --landmark 100 --exposure gvhd --at 265,630,995");
            case "landmark100-synth-hct-agvhd-nrm" ->
                    run(
                            rows(),
                            "landmark --time efs_days --event event --landmark 100 --exposure agvhd34_day --at 265,630");
            case "pseudo-bmt137-dfs365" ->
                    run(
                            bmt137(rows()),
                            "pseudo --time t2 --event d3 --at 365 --covariates g2,g3,z1c");
            case "grfs-bmt137-any-gvhd" ->
                    run(
                                    rows().with(
                                                    "ag",
                                                    row ->
                                                            row.get("da").equals("1")
                                                                    ? row.get("ta")
                                                                    : "")
                                            .with(
                                                    "cg",
                                                    row ->
                                                            row.get("dc").equals("1")
                                                                    ? row.get("tc")
                                                                    : ""),
                                    "composite --first a=ag,c=cg --time t2 --event d3 --labels event --by group --at "
                                            + times())
                            .get("km");
            case "grfs-synth-hct" ->
                    run(
                            rows(),
                            "composite --first agvhd34=agvhd34_day,cgvhd_ist=cgvhd_ist_day --time efs_days --event event --labels relapse,death --by arm --at "
                                    + list(golden.expect().at("/km/MAC/times")));
            case "winratio-bmt137-low-vs-high" ->
                    run(
                            rows().where(row -> !row.get("group").equals("1")),
                            "win-ratio --levels t1:d1,t2:d2,ta:da --by group --reference 3");
            case "centre-oe-synth-hct-1y" ->
                    run(
                            synthetic(rows()),
                            "centres --by center --time fu_days --event death --at 365 --covariates age10,hctci,rint,rhi");
            default -> throw new AssertionError(id);
        };
    }

    private JsonNode multistate(String id) throws IOException {
        String line =
                "multistate --states 2=prtime:prstat,3=rfstime:rfsstat --transitions 1>2,1>3,2>3 --at "
                        + times();
        return run(
                rows(),
                id.contains("landmark")
                        ? line + " --from 100 --variance greenwood"
                        : line + " --from 0 --variance aalen");
    }

    private Rows kneeWide() throws IOException {
        return rows().wide("id", "visit_day", List.of("pain", "func", "global", "anchor"));
    }

    private JsonNode change(String id) throws IOException {
        JsonNode node = golden.node();
        ObjectNode result = MAPPER.createObjectNode();
        return switch (id) {
            case "change-synth-knee-bmac-12m" -> {
                yield run(
                        kneeWide(),
                        "change --baseline pain.0 --follow-up pain.365 --where arm=BMAC");
            }
            case "change-synth-knee-all-6m" -> {
                yield run(kneeWide(), "change --baseline pain.0 --follow-up pain.182");
            }
            case "two-sample-synth-knee-bmac-saline-12m" -> {
                yield run(
                        kneeWide(),
                        "change --baseline pain.0 --follow-up pain.365 --by arm --reference SALINE --compare BMAC");
            }
            case "two-sample-cmv-cd34-by-cmv" -> {
                yield run(rows(), "change --value CD34.dose --by cmv");
            }
            case "two-sample-cmv-tnc-by-donor-cmv" -> {
                yield run(rows(), "change --value TNC.dose --by donor.cmv");
            }
            case "two-sample-exact-inline" -> {
                yield run(
                        groups("x", node.get("x"), "y", node.get("y")),
                        "change --value value --by group --reference y");
            }
            case "one-sample-exact-inline", "one-sample-ties-zeros-inline" -> {
                yield run(inline("x"), "change --value x");
            }
            case "ancova-synth-knee-12m" -> {
                yield run(
                        kneeWide(),
                        "ancova --baseline pain.0 --follow-up pain.365 --by arm --reference SALINE --covariates C(kl),C(site)");
            }
            case "ancova-acupuncture-12m" -> {
                yield run(
                        rows().where(row -> row.get("time").equals("12")),
                        "ancova --baseline head_base --follow-up head --by treat --covariates age,sex,migraine,chronicity");
            }
            case "change-acupuncture-12m-by-arm" -> {
                yield run(
                        rows(),
                        "change --baseline head_base --follow-up head --by treat --where time=12");
            }
            case "ordinal-knee127-r4" -> {
                yield run(rows(), "ordinal --value R4 --by Th --covariates Age,Sex");
            }
            case "kruskal-friedman-knee127" -> {
                result.set("kruskal", run(rows(), "rank --value R4 --by R1").get("kruskal"));
                result.set("friedman", run(rows(), "rank --value R1,R2,R3,R4").get("friedman"));
                yield result;
            }
            default -> {
                JsonNode one = run(rows(), "change --value EQ5D");
                JsonNode correlations = run(rows(), "rank --value EQ5D --by EQ5D_VAS");
                JsonNode two =
                        run(rows(), "change --value EQ5D --by sex --compare Woman")
                                .get("mannWhitney");
                result.set("mean", one.get("mean"));
                result.set("sd", one.get("sd"));
                result.set("quantiles", one.get("quantiles"));
                result.set("spearmanVasIndex", correlations.get("spearmanRho"));
                result.set("pearson", correlations.get("pearson"));
                result.set("kendallTauB", correlations.get("kendallTauB"));
                ObjectNode mw = result.putObject("mw");
                mw.set("W", two.get("W"));
                mw.set("p", two.get("pNormalCorrected"));
                yield result;
            }
        };
    }

    private JsonNode repeated(String id) throws IOException {
        JsonNode fit;
        if (id.contains("antidepressant")) {
            fit =
                    run(
                            rows(),
                            "mmrm --value CHANGE --subject PATIENT --visit VISIT --by THERAPY --reference PLACEBO --baseline BASVAL"
                                    + (id.contains("kr") ? " --df kenward-roger" : ""));
        } else {
            Map<String, String> base = new LinkedHashMap<>();
            rows().rows().stream()
                    .filter(row -> row.get("visit_day").equals("0"))
                    .forEach(row -> base.put(row.get("id"), row.get("pain")));
            Rows rows =
                    rows().where(row -> !row.get("visit_day").equals("0"))
                            .with("base", row -> base.get(row.get("id")))
                            .with("change", row -> number(row, "pain") - number(row, "base"))
                            .with("visit", row -> row.get("visit_day"))
                            .with("klg", row -> row.get("kl"));
            String covariance = id.replaceAll(".*-knee-", "").replaceAll("-.*", "");
            fit =
                    run(
                            rows,
                            "mmrm --value change --subject id --visit visit --by arm --reference SALINE --baseline base --covariates C(klg) --covariance "
                                    + covariance);
        }
        if (id.endsWith("gls-check")) {
            ((ObjectNode) fit).set("seModel", fit.get("se"));
        }
        return fit;
    }

    private JsonNode responders(String id) throws IOException {
        if (id.startsWith("responder-oo")) {
            String day = golden.node().get("visit").asText();
            return run(
                    kneeWide(),
                    "responders --id id --baseline pain.0,func.0,global.0 --follow-up pain.%s,func.%s,global.%s"
                                    .formatted(day, day, day)
                            + " --by arm --reference SALINE --compare BMAC --strata kl");
        }
        if (id.startsWith("responder-acupuncture")) {
            Rows rows =
                    rows().where(row -> row.get("time").equals("12") && !row.get("head").isEmpty())
                            .with(
                                    "responder",
                                    row ->
                                            (number(row, "head_base") - number(row, "head"))
                                                            / number(row, "head_base")
                                                    >= 0.35);
            return run(rows, "proportions --event responder --by treat");
        }
        if (id.startsWith("mcid")) {
            return run(
                    kneeWide(),
                    "mcid --baseline pain.0 --follow-up pain.365 --anchor anchor.365 --reliability 0.85");
        }
        return run(
                "proportions", "--counts", golden.node().get("x") + "/" + golden.node().get("n"));
    }

    private JsonNode scores(String id) throws IOException {
        if (id.startsWith("koos")) {
            return run(rows(), "score --instrument koos");
        }
        ObjectNode result = MAPPER.createObjectNode();
        JsonNode any = run(rows(), "score --instrument rand36 --missing any");
        JsonNode half = run(rows(), "score --instrument rand36");
        result.set("anyAnswered", any);
        result.set("atLeastHalf", half);
        result.set("healthChange", half.get("healthChange"));
        return result;
    }

    private JsonNode propensity(String id) throws IOException {
        Rows rows = synthetic(rows());
        String x = " --covariates age,hctci,rint,rhi,hap,mud";
        if (id.startsWith("ps-doubly")) {
            Rows known =
                    rows.where(row -> row.get("death").equals("1") || number(row, "fu_days") >= 365)
                            .with(
                                    "dead",
                                    row ->
                                            row.get("death").equals("1")
                                                    && number(row, "fu_days") <= 365);
            return run(
                            known,
                            "propensity --treatment ric --outcome dead --outcome-covariates age,hctci,rint,rhi"
                                    + x)
                    .get("doublyRobust");
        }
        if (id.startsWith("ps-synth")) {
            return run(rows, "propensity --treatment ric" + x);
        }
        if (id.startsWith("psm")) {
            return run(
                    rows.with("mac", row -> row.get("arm").equals("MAC")),
                    "match --treatment mac --caliper 0.2 --distance " + text("distance") + x);
        }
        JsonNode weights = run(rows, "propensity --treatment ric" + x).at("/weights/ATE");
        List<Map<String, String>> weighted = new ArrayList<>();
        for (int i = 0; i < rows.rows().size(); i++) {
            Map<String, String> row = new LinkedHashMap<>(rows.rows().get(i));
            row.put("w", weights.get(i).asText());
            weighted.add(row);
        }
        return id.startsWith("iptw-km")
                ? run(
                        new Rows(weighted),
                        "km --time fu_days --event death --by arm --weights w --at " + times())
                : run(
                        new Rows(weighted),
                        "cox --time fu_days --event death --weights w --covariates ric");
    }

    private String optional(String option, String field) {
        return golden.node().has(field)
                ? " " + option + " " + golden.node().get(field).asText()
                : "";
    }

    private JsonNode sampleSize(String line) throws IOException {
        String all =
                "sample-size --design "
                        + line
                        + optional("--alpha", "alpha")
                        + optional("--alpha", "alphaOneSided")
                        + optional("--power", "power");
        return run(all.split(" ", -1));
    }

    private JsonNode design(String id) throws IOException {
        JsonNode x = golden.node().path("x");
        return switch (id) {
            case "ni-means-synth-knee" ->
                    run(
                            kneeWide()
                                    .with(
                                            "change",
                                            row -> number(row, "pain.365") - number(row, "pain.0")),
                            "non-inferiority --value change --by arm --reference BMAC --compare PRP --margin 8");
            case "ni-hr-bmt137" ->
                    run(
                            rows().where(row -> !row.get("group").equals("1")),
                            "non-inferiority --time t2 --event d3 --by group --reference 3 --margin 1.3");
            case "ss-ttest" -> sampleSize("t-test --delta 10 --sd 22 --n 100");
            case "ss-paired" -> sampleSize("paired --delta 6 --sd 18");
            case "ss-two-means-normal" -> {
                ObjectNode result = (ObjectNode) sampleSize("means --delta 8 --sd 20 --ratio 2");
                ObjectNode adjusted =
                        (ObjectNode)
                                sampleSize("means --delta 8 --sd 20 --ratio 2 --correlation 0.5");
                result.set("ancovaFactorRho05", adjusted.get("inflationFactor"));
                result.set("n2WithAncovaRho05", adjusted.at("/inflated/n2"));
                result.set(
                        "clusterM6Icc03",
                        sampleSize("means --delta 8 --sd 20 --ratio 2 --cluster-size 6 --icc 0.03")
                                .at("/inflated/n2"));
                yield result;
            }
            case "ss-two-proportions" -> sampleSize("proportions --p1 0.65 --p2 0.45");
            case "ss-schoenfeld" -> {
                ObjectNode result = (ObjectNode) sampleSize("events --hr 0.65");
                result.set(
                        "eventsSchoenfeld2to1",
                        sampleSize("events --hr 0.65 --ratio 2").get("eventsSchoenfeld"));
                yield result;
            }
            case "ss-survival-accrual" -> {
                ObjectNode result =
                        (ObjectNode)
                                sampleSize(
                                        "survival --hr 0.65 --median 18 --accrual 24 --follow-up 12");
                result.set("rpactNTotal", result.get("nTotal"));
                yield result;
            }
            case "ss-competing-risk" -> sampleSize("competing --hr 0.65 --incidence 0.35,0.25");
            case "ss-ni-means" -> sampleSize("ni-means --margin 8 --sd 20");
            case "ss-ni-proportions" -> sampleSize("ni-proportions --margin 0.1 --p 0.8");
            case "ss-ni-hr" -> sampleSize("ni-hr --margin 1.3");
            case "ss-precision" -> {
                ObjectNode result = MAPPER.createObjectNode();
                result.set("wald", sampleSize("precision --half-width 0.1 --p 0.6").get("n"));
                result.set(
                        "meanSd20HalfWidth4",
                        sampleSize("precision --half-width 4 --sd 20").get("n"));
                yield result;
            }
            case "ss-mann-whitney-noether" -> sampleSize("mann-whitney --prob-index 0.62");
            case "ss-simon-check" ->
                    sampleSize("single-arm --p0 0.3 --p1 0.5 --alpha 0.05 --power 0.8");
            case "obrien-fleming-pocock-3looks" ->
                    run("sample-size", "--design", "sequential", "--looks", "3");
            default ->
                    run(
                            "non-inferiority",
                            "--counts",
                            "%s/%s,%s/%s".formatted(x.get(0), x.get(1), x.get(2), x.get(3)),
                            "--margin",
                            x.get(4).asText());
        };
    }

    private JsonNode minimisation() throws IOException {
        Path counts = Files.createTempFile(folder, "counts", ".json");
        Files.writeString(counts, golden.node().get("countsAtThePatientsLevels").toString());
        return run(
                "randomise",
                "--method",
                "minimisation",
                "--counts",
                counts.toString(),
                "--weights",
                pairs("weights"),
                "--ratio",
                pairs("ratio"),
                "--imbalance",
                text("imbalance"),
                "--preview");
    }

    private String pairs(String field) {
        List<String> pairs = new ArrayList<>();
        golden.node()
                .get(field)
                .properties()
                .forEach(pair -> pairs.add(pair.getKey() + "=" + pair.getValue()));
        return String.join(",", pairs);
    }

    private JsonNode dose(String id) throws IOException {
        Rows rows =
                rows().with("change", row -> number(row, "pain_12m") - number(row, "pain_base"));
        if (id.equals("dose-trend-synth")) {
            ObjectNode result =
                    (ObjectNode)
                            run(rows, "trend --dose n_injections --event responder --value change");
            result.set(
                    "logistic", run(rows, "logistic --event responder --covariates n_injections"));
            result.set(
                    "linear",
                    run(rows, "linear --value change --covariates n_injections,pain_base"));
            return result;
        }
        if (id.equals("dose-frequency-synth")) {
            return run(
                    rows,
                    "linear --value change --covariates interval_days,n_injections,pain_base --where n_injections>1");
        }
        List<Map<String, String>> split = new ArrayList<>();
        for (Map<String, String> row : rows.rows()) {
            double end = number(row, "tka_days");
            double from = 0;
            int k = 0;
            List<Double> days = new ArrayList<>();
            for (String day : row.get("injection_days").split(";", -1)) {
                days.add(Double.parseDouble(day));
            }
            for (double day : days) {
                if (day == 0) {
                    k++;
                } else if (day < end) {
                    Map<String, String> part = part(row, from, day, "0", "0");
                    part.put("k", Integer.toString(k++));
                    split.add(part);
                    from = day;
                }
            }
            Map<String, String> part = part(row, from, end, row.get("tka"), "0");
            part.put("k", Integer.toString(k));
            split.add(part);
        }
        ObjectNode result = MAPPER.createObjectNode();
        result.put("rows", split.size());
        result.set(
                "cox",
                run(
                        new Rows(split),
                        "cox --entry start --time stop --event ev --covariates k,age"));
        result.set(
                "naiveFixed",
                run(rows, "cox --time tka_days --event tka --covariates n_injections,age"));
        return result;
    }
}
