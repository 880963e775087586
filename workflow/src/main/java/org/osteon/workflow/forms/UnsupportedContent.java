package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What forms of others may hold and ours do not understand: each is named when the form is read,
/// so that nothing of a form is silently left undone.
final class UnsupportedContent {
    private static final String CQL = "text/cql-identifier";

    /// Expressions that are asked of the chart, and never computed in the form.
    private static final Set<String> ASKED =
            Set.of(
                    Extensions.INITIAL,
                    Extensions.CALCULATED,
                    Extensions.ENABLE_WHEN,
                    Extensions.ANSWERS);

    private static final Set<String> KNOWN =
            Set.of(
                    Extensions.LAUNCH_CONTEXT,
                    Extensions.INITIAL,
                    Extensions.CALCULATED,
                    Extensions.ENABLE_WHEN,
                    Extensions.ANSWERS,
                    Extensions.OBSERVATION_EXTRACT,
                    Extensions.OBSERVATION_CATEGORY,
                    Extensions.TEMPLATE,
                    Extensions.TEMPLATE_CONTEXT,
                    Extensions.TEMPLATE_VALUE,
                    Extensions.ALLOCATE,
                    Extensions.SHORT_TEXT);

    private final String file;
    private final List<FormProblem> problems = new ArrayList<>();

    private UnsupportedContent(String file) {
        this.file = file;
    }

    static List<FormProblem> in(String file, JsonNode questionnaire) {
        UnsupportedContent refused = new UnsupportedContent(file);
        refused.look("", questionnaire);
        return refused.problems;
    }

    private void look(String item, JsonNode node) {
        String here = node.path("linkId").asText(item);
        if (node.has("answerValueSet")
                && !node.path("answerValueSet").asText("").startsWith("urn:osteon:valueset:")) {
            refuse(
                    here,
                    "a value set that is not of this knowledge (answerValueSet): list the options");
        }
        if (node.has("url") && !node.has("resourceType")) {
            extension(here, node);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue().isTextual() && field.getValue().asText().contains("<script")) {
                refuse(here, "a script");
            }
            look(here, field.getValue());
        }
        if (node.isArray()) {
            node.forEach(one -> look(here, one));
        }
    }

    private void extension(String item, JsonNode extension) {
        String url = extension.path("url").asText("");
        JsonNode expression = Extensions.value(extension);
        String language = expression.path("language").asText("");
        if (language.equals("application/x-fhir-query")) {
            refuse(item, "a query (x-fhir-query): say it in CQL");
        } else if (url.equals(Extensions.CALCULATED) && language.equals("text/fhirpath")) {
            refuse(item, "FHIRPath in calculatedExpression: say it in CQL");
        } else if (ASKED.contains(url) && !language.equals(CQL) && !isNow(url, expression)) {
            refuse(item, language + " in " + name(url) + ": only " + CQL + " is asked");
        }
        if (url.endsWith("targetStructureMap")) {
            refuse(item, "StructureMap (" + name(url) + "): use templates");
        } else if (url.endsWith("questionnaireAdaptive")
                || url.endsWith("questionnaire-adaptive")) {
            refuse(item, "an adaptive form ($next-question)");
        } else if (url.endsWith("rendering-xhtml")) {
            refuse(item, "rendering-xhtml: plain text only");
        } else if (url.endsWith("preferredTerminologyServer")) {
            refuse(item, "a terminology server (preferredTerminologyServer)");
        } else if (url.endsWith("observationLinkPeriod")) {
            refuse(
                    item,
                    "observationLinkPeriod: a link knows one code of a fact, CQL knows all; use"
                            + " initialExpression");
        } else if (url.startsWith(Extensions.SDC) && !KNOWN.contains(url)) {
            refuse(item, name(url) + ", which is not understood here");
        }
    }

    private static boolean isNow(String url, JsonNode expression) {
        return url.equals(Extensions.INITIAL)
                && expression.path("language").asText("").equals("text/fhirpath")
                && expression.path("expression").asText("").equals(FormItem.NOW);
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1).replace("sdc-questionnaire-", "");
    }

    private void refuse(String item, String what) {
        FormProblem problem = new FormProblem(file, item, "it uses " + what + ".");
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
