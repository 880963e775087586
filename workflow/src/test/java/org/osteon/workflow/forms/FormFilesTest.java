package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A form that cannot be used is named, with what is wrong and where; the others work (records 1.1,
/// 1.2; X6).
class FormFilesTest {
    private static final String SDC =
            "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

    private static String form(String item, String root) {
        return """
        {"resourceType": "Questionnaire", "url": "urn:osteon:questionnaire:trial", "version": "1.0.0",
         "title": "A trial", "status": "active", %s
         "item": [{"linkId": "when", "text": "When", "type": "dateTime", "required": true}, %s]}
        """
                .formatted(root, item);
    }

    private static FormLibrary read(String text) {
        return FormLibrary.of(DeliveredForms.KNOWLEDGE, Map.of("trial.json", text));
    }

    private static String item(String rest) {
        return "{\"linkId\": \"one\", \"text\": \"One\", \"type\": \"integer\"" + rest + "}";
    }

    @Test
    void a_sound_form_of_a_site_is_there_beside_the_others() {
        FormLibrary library = read(form(item(""), ""));

        assertThat(library.problems()).isEmpty();
        assertThat(library.form("trial")).isPresent();
        assertThat(library.form("typed-result")).isPresent();
    }

    @Test
    void who_asks_while_the_forms_are_read_waits_and_all_get_the_same() throws Exception {
        FormLibrary library = read(form(item(""), ""));
        List<CompletableFuture<List<Form>>> asked =
                IntStream.range(0, 8)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(
                                        library::forms, Thread::startVirtualThread))
                        .toList();

        List<Form> first = asked.getFirst().get();
        assertThat(first).extracting(Form::id).contains("trial", "typed-result");
        for (CompletableFuture<List<Form>> one : asked) {
            assertThat(one.get()).isSameAs(first);
        }
    }

    @Test
    void a_sites_form_takes_the_place_of_a_delivered_one_and_what_that_wrote_is_still_read() {
        String own =
                form(item(""), "")
                        .replace("questionnaire:trial", "questionnaire:typed-result")
                        .replace("\"version\": \"1.0.0\"", "\"version\": \"0.9-site\"");
        FormLibrary library = read(own);
        Form delivered = DeliveredForms.FORMS.form("typed-result").orElseThrow();

        assertThat(library.form("typed-result").orElseThrow().file()).isEqualTo("trial.json");
        assertThat(library.forms()).filteredOn(one -> one.id().equals("typed-result")).hasSize(1);
        assertThat(library.byAddress(delivered.canonical())).contains(delivered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON at all|it is not JSON",
                "[1]|it is not a JSON object",
                "{\"resourceType\": \"Questionnaire\", \"url\": \"urn:osteon:questionnaire:x\","
                        + " \"contained\": [1]}|trial.json",
                "{\"resourceType\": \"Questionnaire\", \"url\": \"urn:osteon:questionnaire:x\","
                        + " \"item\": [{\"linkId\": \"a\", \"type\": \"odd\"}]}|odd",
            })
    void a_file_that_is_broken_is_named_and_costs_no_other_form(String text, String said) {
        FormLibrary library = read(text);

        assertThat(library.problems())
                .singleElement()
                .satisfies(one -> assertThat(one.toString()).contains("trial.json").contains(said));
        assertThat(library.forms()).hasSameSizeAs(DeliveredForms.FORMS.forms());
    }

    @Test
    void signers_need_a_meaning_a_role_and_an_item_that_nobody_types() {
        String signer =
                """
                "extension": [{"url": "urn:osteon:form", "extension": [
                  {"url": "roles", "valueCode": "nurse"},
                  {"url": "signers", "extension": [{"url": "meaning", "valueCode": "author"}, {"url": "role", "valueCode": "nurse"}]},
                  {"url": "signers", "extension": [{"url": "meaning", "valueCode": "%s"}%s, {"url": "item", "valueString": "one"}]}]}],
                """;
        String role = ", {\"url\": \"role\", \"valueCode\": \"nurse\"}";

        assertThat(read(form(item(""), signer.formatted("verification", role))).problems())
                .singleElement()
                .satisfies(one -> assertThat(one.text()).contains("nobody types"));
        assertThat(read(form(item(""), signer.formatted("verification", ""))).problems())
                .anySatisfy(one -> assertThat(one.text()).contains("has no role"));
        assertThat(read(form(item(""), signer.formatted("oath", role))).problems())
                .singleElement()
                .satisfies(one -> assertThat(one.text()).contains("oath"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calculatedExpression|text/fhirpath|1 + 1|FHIRPath in calculatedExpression",
                "initialExpression|application/x-fhir-query|Observation?code=1|x-fhir-query",
                "enableWhenExpression|text/fhirpath|true|only text/cql-identifier is asked",
                "enableWhenExpression|text/fhirpath|now()|only text/cql-identifier is asked",
                "initialExpression|text/fhirpath|today()|only text/cql-identifier is asked",
            })
    void an_expression_that_is_no_cql_is_refused_by_name(
            String extension, String language, String expression, String said) {
        String text =
                form(
                        item(
                                ", \"extension\": [{\"url\": \""
                                        + SDC
                                        + extension
                                        + "\", \"valueExpression\": {\"language\": \""
                                        + language
                                        + "\", \"expression\": \""
                                        + expression
                                        + "\"}}]"),
                        "");

        assertThat(read(text).problems())
                .singleElement()
                .satisfies(one -> assertThat(one.file()).isEqualTo("trial.json"))
                .satisfies(one -> assertThat(one.item()).isEqualTo("one"))
                .satisfies(one -> assertThat(one.text()).contains(said));
        assertThat(read(text).form("typed-result")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "targetStructureMap|StructureMap",
                "questionnaireAdaptive|$next-question",
                "observationLinkPeriod|observationLinkPeriod",
                "preferredTerminologyServer|preferredTerminologyServer",
                "variable|variable, which is not understood here",
            })
    void a_feature_that_is_not_understood_is_refused_by_name(String extension, String said) {
        String text =
                form(
                        item(""),
                        "\"extension\": [{\"url\": \""
                                + SDC
                                + extension
                                + "\", \"valueString\": \"x\"}],");

        assertThat(read(text).problems()).anySatisfy(one -> assertThat(one.text()).contains(said));
        assertThat(read(text).form("trial")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"linkId\": \"when\", \"text\": \"Again\", \"type\": \"integer\"}|another item"
                        + " has the same linkId",
                "{\"linkId\": \"a weight\", \"text\": \"Weight\", \"type\": \"integer\"}|small"
                        + " letters",
                "{\"linkId\": \"w\", \"text\": \"Weight\", \"type\": \"quantity\"}|needs its unit",
                "{\"linkId\": \"c\", \"text\": \"Which\", \"type\": \"choice\"}|nothing to choose"
                        + " from",
                "{\"linkId\": \"c\", \"text\": \"Which\", \"type\": \"matrix\"}|is no type of item",
                "{\"linkId\": \"c\", \"text\": \"If\", \"type\": \"integer\", \"enableWhen\":"
                        + " [{\"question\": \"x\", \"operator\": \"exists\", \"answerBoolean\":"
                        + " true}]}|which is not asked",
                "{\"linkId\": \"c\", \"text\": \"Code\", \"type\": \"integer\", \"code\":"
                        + " [{\"system\": \"http://loinc.org\", \"code\": \"72514-33\"}]}|is in no"
                        + " value set",
            })
    void what_is_wrong_with_an_item_is_said(String item, String said) {
        assertThat(read(form(item, "")).problems())
                .anySatisfy(
                        one -> assertThat(one.toString()).contains("trial.json").contains(said));
    }

    @Test
    void an_expression_that_nothing_defines_and_a_path_that_cannot_be_read_are_said() {
        String expression =
                item(
                        ", \"extension\": [{\"url\": \""
                                + SDC
                                + "initialExpression\", \"valueExpression\": {\"language\":"
                                + " \"text/cql-identifier\", \"expression\": \"Body.\\\"Shoe"
                                + " Size\\\"\"}}]");
        String contained =
                "\"contained\": [{\"resourceType\": \"Observation\", \"id\": \"o\", \"_status\":"
                        + " {\"extension\": [{\"url\": \""
                        + SDC
                        + "templateExtractValue\", \"valueString\": \"item.resolve()\"}]}}],";

        assertThat(read(form(expression, "")).problems())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.text())
                                .isEqualTo(
                                        "nothing defines the CQL expression Body.\"Shoe Size\"."));
        assertThat(read(form(item(""), contained)).problems())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.text())
                                .isEqualTo(
                                        "the function resolve() is not one that templates may"
                                                + " use."));
    }
}
