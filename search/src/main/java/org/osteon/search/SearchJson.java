package org.osteon.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.match.CordDose;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.search.DonorTypeComparison;
import org.osteon.hla.search.RankedDonor;
import org.osteon.hla.search.RankingProfile;
import org.osteon.hla.search.SearchResult;

/// Results of a search as JSON.
public final class SearchJson {
    private final List<Locus> loci;
    private final RankingProfile profile;

    public SearchJson(List<Locus> loci, RankingProfile profile) {
        this.loci = loci;
        this.profile = profile;
    }

    public ObjectNode result(SearchResult result, double milliseconds) {
        var json = ComparisonJson.MAPPER.createObjectNode();
        json.put("searched", result.searched());
        json.put("found", result.found());
        json.put("ms", Math.round(milliseconds * 1000) / 1000.0);
        json.put("release", result.release());
        result.frequencySet().ifPresent(name -> json.put("frequencySet", name));
        json.put("dataVersion", result.dataVersion());
        var notes = json.putArray("notes");
        result.notes().forEach(notes::add);
        json.set("profile", profile(profile));
        var donors = json.putArray("donors");
        RankedDonor above = null;
        for (RankedDonor donor : result.donors()) {
            var one = donor(donor);
            if (above != null) {
                one.put("why", SearchWords.below(above, donor));
            }
            donors.add(one);
            above = donor;
        }
        return json;
    }

    /// Types of donors side by side.
    public static ArrayNode types(List<DonorTypeComparison.Row> rows) {
        var json = ComparisonJson.MAPPER.createArrayNode();
        for (DonorTypeComparison.Row row : rows) {
            var one = json.addObject();
            one.put("donorType", row.type().id());
            one.put("count", row.count());
            one.put("bestConventional", id(row.bestConventional()));
            one.put("bestPtcy", id(row.bestPtcy()));
            if (row.bestAge().isPresent()) {
                one.put("bestAge", row.bestAge().getAsInt());
            } else {
                one.putNull("bestAge");
            }
            one.put("dsa", row.antibody().orElse(null));
            row.type().needs().forEach(one.putArray("needs")::add);
            row.type().unknown().forEach(one.putArray("unknown")::add);
            one.put("title", row.type().title());
            one.put("known", row.type().known());
        }
        return json;
    }

    private static @Nullable String id(Optional<RankedDonor> donor) {
        return donor.map(one -> one.donor().id()).orElse(null);
    }

    /// A profile with its keys, each with what it rests on.
    public static ObjectNode profile(RankingProfile profile) {
        var json = ComparisonJson.MAPPER.createObjectNode();
        json.put("id", profile.id());
        json.put("title", profile.title());
        json.put("dissent", profile.dissent());
        var keys = json.putArray("keys");
        for (RankingProfile.Key key : profile.keys()) {
            keys.addObject()
                    .put("key", ComparisonJson.words(key.kind()))
                    .put("better", key.explanation())
                    .put("source", key.source())
                    .put("certainty", key.certainty());
        }
        return json;
    }

    public ObjectNode donor(RankedDonor ranked) {
        var json = ComparisonJson.MAPPER.createObjectNode();
        var donor = ranked.donor();
        json.put("rank", ranked.rank());
        var elsewhere = json.putObject("elsewhere");
        ranked.elsewhere().forEach(elsewhere::put);
        json.put("id", donor.id());
        json.put("type", ComparisonJson.words(donor.kind()));
        donor.birthDate().ifPresent(date -> json.put("birthDate", date.toString()));
        json.put("sex", ComparisonJson.words(donor.sex()));
        json.put("abo", donor.bloodGroup().text());
        json.put("cmv", ComparisonJson.words(donor.cmv()));
        json.put("status", ComparisonJson.words(donor.availability()));
        json.put("registry", donor.registry());
        json.put("typing", ranked.typing().glString());
        var byLocus = json.putObject("loci");
        var comparison = ranked.comparison();
        for (Locus locus : loci) {
            var match = comparison.at(locus);
            var at = byLocus.putObject(locus.name());
            at.put("status", ComparisonJson.words(match.status()));
            at.set("mm", ComparisonJson.range(match.mismatches()));
            at.set("gvh", ComparisonJson.range(match.graftVersusHost()));
            at.set("hvg", ComparisonJson.range(match.hostVersusGraft()));
        }
        var total = json.putObject("total");
        total.put("outOf", comparison.outOf());
        total.set("mm", ComparisonJson.range(comparison.mismatches()));
        total.set("gvh", ComparisonJson.range(comparison.graftVersusHost()));
        total.set("hvg", ComparisonJson.range(comparison.hostVersusGraft()));
        total.put("best", comparison.best());
        total.put("worst", comparison.worst());
        ranked.probability().ifPresent(p -> json.set("probability", ProbabilityJson.of(p)));
        ranked.permissiveness()
                .ifPresent(tce -> {
                    var classes = json.putArray("dpb1");
                    tce.classes().forEach(verdict -> classes.add(verdict.text()));
                });
        ranked.antibodies()
                .ifPresent(found -> {
                    var antibodies = json.putObject("antibodies");
                    found.certain().forEach(antibodies.putArray("certain")::add);
                    found.possible().forEach(antibodies.putArray("possible")::add);
                    found.belowThreshold().forEach(antibodies.putArray("belowThreshold")::add);
                });
        ranked.dose().ifPresent(dose -> json.set("dose", dose(dose)));
        if (!donor.attributes().isEmpty()) {
            var attributes = json.putObject("attributes");
            new TreeMap<>(donor.attributes()).forEach(attributes::put);
        }
        var reasons = json.putArray("reasons");
        ranked.reasons()
                .forEach(reason ->
                        reasons.addObject().put("key", reason.key()).put("value", reason.value()));
        return json;
    }

    private static ObjectNode dose(CordDose dose) {
        var json = ComparisonJson.MAPPER.createObjectNode();
        put(json, "tncPerKg", dose.tncPerKg());
        put(json, "cd34PerKg", dose.cd34PerKg());
        json.put("single", ComparisonJson.words(dose.single()));
        json.put("double", ComparisonJson.words(dose.ofTwo()));
        return json;
    }

    private static void put(ObjectNode json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(name, value.getAsDouble());
        } else {
            json.putNull(name);
        }
    }
}
