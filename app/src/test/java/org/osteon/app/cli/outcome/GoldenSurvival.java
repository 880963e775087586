package org.osteon.app.cli.outcome;

import static org.osteon.app.cli.outcome.Rows.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Times to an event: curves, tests, models, and what is derived of them.
final class GoldenSurvival extends GoldenRun {
    GoldenSurvival(Golden.Case golden, Path folder) {
        super(golden, folder);
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

    JsonNode survival(String id) throws IOException {
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

    JsonNode logRank(String id) throws IOException {
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

    JsonNode incidence(String id) throws IOException {
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
                            "incidence --time efs_days --event event --variance greenwood --cause 2"
                                    + " --where efs_days>0"
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

    JsonNode cox(String id) throws IOException {
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

    JsonNode fineGray(String id) throws IOException {
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

    JsonNode derived(String id) throws IOException {
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
                            "landmark --time t2 --event d3 --landmark 100 --exposure gvhd --at"
                                    + " 265,630,995");
            case "landmark100-synth-hct-agvhd-nrm" ->
                    run(
                            rows(),
                            "landmark --time efs_days --event event --landmark 100 --exposure"
                                    + " agvhd34_day --at 265,630");
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
                                    "composite --first a=ag,c=cg --time t2 --event d3 --labels"
                                            + " event --by group --at "
                                            + times())
                            .get("km");
            case "grfs-synth-hct" ->
                    run(
                            rows(),
                            "composite --first agvhd34=agvhd34_day,cgvhd_ist=cgvhd_ist_day --time"
                                    + " efs_days --event event --labels relapse,death --by arm --at "
                                    + list(golden.expect().at("/km/MAC/times")));
            case "winratio-bmt137-low-vs-high" ->
                    run(
                            rows().where(row -> !row.get("group").equals("1")),
                            "win-ratio --levels t1:d1,t2:d2,ta:da --by group --reference 3");
            case "centre-oe-synth-hct-1y" ->
                    run(
                            synthetic(rows()),
                            "centres --by center --time fu_days --event death --at 365 --covariates"
                                    + " age10,hctci,rint,rhi");
            default -> throw new AssertionError(id);
        };
    }

    JsonNode multistate(String id) throws IOException {
        String line =
                "multistate --states 2=prtime:prstat,3=rfstime:rfsstat --transitions 1>2,1>3,2>3"
                        + " --at "
                        + times();
        return run(
                rows(),
                id.contains("landmark")
                        ? line + " --from 100 --variance greenwood"
                        : line + " --from 0 --variance aalen");
    }
}
