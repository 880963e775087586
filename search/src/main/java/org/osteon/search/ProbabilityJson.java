package org.osteon.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osteon.hla.frequency.MatchProbability;

/// Match probabilities as JSON, in full precision.
public final class ProbabilityJson {
    private ProbabilityJson() {}

    public static ObjectNode of(MatchProbability probability) {
        var json = chances(probability.total());
        var byLocus = json.putObject("loci");
        probability
                .byLocus()
                .forEach((locus, chances) -> byLocus.set(locus.name(), chances(chances)));
        json.put("patientPlan", probability.patientPlan().name());
        json.put("donorPlan", probability.donorPlan().name());
        return json;
    }

    private static ObjectNode chances(MatchProbability.Chances chances) {
        var json = ComparisonJson.MAPPER.createObjectNode();
        json.put("p0", chances.zero());
        json.put("p1", chances.one());
        json.put("p2", chances.two());
        return json;
    }
}
