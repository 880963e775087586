package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// FHIR lets a chart say one thing in many ways; what is concluded does not depend on which (X1,
/// chart dictionary 3.1). Every third worked case is told in another way and must still agree.
class SaidOtherwiseTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void the_order_of_the_entries_does_not_matter() {
        casesAgreeWhen(chart -> {
            ArrayNode reversed = JSON.createArrayNode();
            chart.withArray("entry").forEach(entry -> reversed.insert(0, entry));
            chart.set("entry", reversed);
        });
    }

    @Test
    void resources_may_go_by_urns_instead_of_ids() {
        casesAgreeWhen(chart -> {
            Map<String, String> urns = new HashMap<>();
            for (JsonNode entry : chart.withArray("entry")) {
                ObjectNode resource = (ObjectNode) entry.path("resource");
                String urn = "urn:uuid:" + urns.size();
                urns.put(entry.path("fullUrl").asText(), urn);
                urns.put(
                        resource.path("resourceType").asText() + "/" + resource.path("id").asText(),
                        urn);
                ((ObjectNode) entry).put("fullUrl", urn);
                resource.remove("id");
            }
            chart.findParents("reference").stream()
                    .map(ObjectNode.class::cast)
                    .forEach(reference -> {
                        String target = reference.path("reference").asText();
                        reference.put("reference", urns.getOrDefault(target, target));
                    });
            chart.put("type", "transaction");
        });
    }

    @Test
    void medications_may_be_contained() {
        casesAgreeWhen(chart ->
                resources(chart)
                        .forEach(resource -> {
                            JsonNode code = resource.remove("medicationCodeableConcept");
                            if (code != null) {
                                resource.withArray("contained")
                                        .addObject()
                                        .put("resourceType", "Medication")
                                        .put("id", "drug")
                                        .set("code", code);
                                resource.putObject("medicationReference").put("reference", "#drug");
                            }
                        }));
    }

    @Test
    void a_moment_may_be_the_start_of_a_period() {
        casesAgreeWhen(chart ->
                resources(chart)
                        .forEach(resource -> {
                            for (String element : List.of("effective", "performed", "onset")) {
                                JsonNode date = resource.remove(element + "DateTime");
                                if (date != null) {
                                    resource.putObject(element + "Period").set("start", date);
                                }
                            }
                        }));
    }

    @Test
    void units_may_be_written_without_their_system() {
        casesAgreeWhen(chart ->
                chart.findParents("unit").stream()
                        .map(ObjectNode.class::cast)
                        .filter(quantity -> quantity.path("unit").equals(quantity.path("code")))
                        .forEach(quantity -> quantity.remove(List.of("system", "code"))));
    }

    @Test
    void what_was_entered_in_error_changes_nothing() {
        casesAgreeWhen(chart -> {
            ArrayNode entries = chart.withArray("entry");
            for (ObjectNode resource : resources(chart)) {
                String type = resource.path("resourceType").asText();
                if (type.equals("Patient") || type.equals("Medication")) {
                    continue;
                }
                ObjectNode wrong = resource.deepCopy();
                wrong.put("id", "wrong-" + entries.size());
                if (type.equals("Condition") || type.equals("AllergyIntolerance")) {
                    wrong.putObject("verificationStatus")
                            .putArray("coding")
                            .addObject()
                            .put("code", "entered-in-error");
                } else {
                    wrong.put("status", "entered-in-error");
                }
                entries.addObject().set("resource", wrong);
            }
        });
    }

    private static List<ObjectNode> resources(ObjectNode chart) {
        return chart.withArray("entry")
                .valueStream()
                .map(entry -> (ObjectNode) entry.path("resource"))
                .toList();
    }

    private void casesAgreeWhen(Consumer<ObjectNode> told) {
        for (Pathway pathway : Knowledge.BASE.pathways()) {
            Path retold = folder.resolve(pathway.id());
            try {
                Files.createDirectories(retold);
                List<WorkedCase> all = Knowledge.allCases(pathway);
                for (int i = 0; i < all.size(); i += 3) {
                    ObjectNode worked = (ObjectNode) JSON.readTree(all.get(i).json());
                    told.accept((ObjectNode) worked.path("chart"));
                    Files.writeString(retold.resolve(all.get(i).id() + ".json"), worked.toString());
                }
                List<WorkedCase> cases = WorkedCase.in(retold);
                assertThat(cases).as(pathway.id()).isNotEmpty();
                assertThat(cases)
                        .allSatisfy(one ->
                                assertThat(one.differences(pathway)).as(one.toString()).isEmpty());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
