package org.osteon.app.cli.outcome;

import static org.osteon.app.cli.outcome.Rows.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures, scores, proportions, weights, designs.
final class GoldenMeasures extends GoldenRun {
    GoldenMeasures(Golden.Case golden, Path folder) {
        super(golden, folder);
    }

    private Rows kneeWide() throws IOException {
        return rows().wide("id", "visit_day", List.of("pain", "func", "global", "anchor"));
    }

    JsonNode change(String id) throws IOException {
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
                        "change --baseline pain.0 --follow-up pain.365 --by arm --reference SALINE"
                                + " --compare BMAC");
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
                        "ancova --baseline pain.0 --follow-up pain.365 --by arm --reference SALINE"
                                + " --covariates C(kl),C(site)");
            }
            case "ancova-acupuncture-12m" -> {
                yield run(
                        rows().where(row -> row.get("time").equals("12")),
                        "ancova --baseline head_base --follow-up head --by treat --covariates"
                                + " age,sex,migraine,chronicity");
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

    JsonNode repeated(String id) throws IOException {
        JsonNode fit;
        if (id.contains("antidepressant")) {
            fit =
                    run(
                            rows(),
                            "mmrm --value CHANGE --subject PATIENT --visit VISIT --by THERAPY"
                                    + " --reference PLACEBO --baseline BASVAL"
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
                            "mmrm --value change --subject id --visit visit --by arm --reference"
                                    + " SALINE --baseline base --covariates C(klg) --covariance "
                                    + covariance);
        }
        if (id.endsWith("gls-check")) {
            ((ObjectNode) fit).set("seModel", fit.get("se"));
        }
        return fit;
    }

    JsonNode responders(String id) throws IOException {
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
                    "mcid --baseline pain.0 --follow-up pain.365 --anchor anchor.365 --reliability"
                            + " 0.85");
        }
        return run(
                "proportions", "--counts", golden.node().get("x") + "/" + golden.node().get("n"));
    }

    JsonNode scores(String id) throws IOException {
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

    JsonNode propensity(String id) throws IOException {
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
                            "propensity --treatment ric --outcome dead --outcome-covariates"
                                    + " age,hctci,rint,rhi"
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

    JsonNode design(String id) throws IOException {
        JsonNode x = golden.node().path("x");
        return switch (id) {
            case "ni-means-synth-knee" ->
                    run(
                            kneeWide()
                                    .with(
                                            "change",
                                            row -> number(row, "pain.365") - number(row, "pain.0")),
                            "non-inferiority --value change --by arm --reference BMAC --compare PRP"
                                    + " --margin 8");
            case "ni-hr-bmt137" ->
                    run(
                            rows().where(row -> !row.get("group").equals("1")),
                            "non-inferiority --time t2 --event d3 --by group --reference 3 --margin"
                                    + " 1.3");
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
                                        "survival --hr 0.65 --median 18 --accrual 24 --follow-up"
                                                + " 12");
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

    JsonNode minimisation() throws IOException {
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

    JsonNode dose(String id) throws IOException {
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
                    "linear --value change --covariates interval_days,n_injections,pain_base"
                            + " --where n_injections>1");
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
