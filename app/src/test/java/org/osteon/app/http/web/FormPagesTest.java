package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.LoadedKnowledge;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.FhirEdit;

/// A person enters a result and an allergy without JavaScript, and the pathway answers; the FHIR
/// door says the same (records 8, A4 and A7; C7, K6, X1, X5).
class FormPagesTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final Pattern HIDDEN =
            Pattern.compile("name=\"(response|shown|pathway|rows\\.[a-z-]+)\" value=\"([^\"]*)\"");

    private static RunningPages pages;

    @BeforeAll
    static void start() throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(KNOWLEDGE);
        pages =
                RunningPages.start(0, KNOWLEDGE)
                        .withBundles(
                                List.of(
                                        chart(knowledge, "bone-modifying-agents", STALE, "stale"),
                                        chart(knowledge, "bone-modifying-agents", STALE, "fhir"),
                                        chart(knowledge, "bone-modifying-agents", STALE, "draft"),
                                        chart(
                                                knowledge,
                                                "growth-factor-delivery",
                                                NOTHING_SAID,
                                                "asked")));
    }

    private static final String STALE = "own-data-stale-creatinine-8-days";
    private static final String NOTHING_SAID = "own-d1-allergy";

    /// The chart of a worked case with its patient under another id, in the months before today.
    private static String chart(KnowledgeBase knowledge, String pathway, String id, String patient)
            throws IOException {
        WorkedCase found =
                WorkedCase.of(KNOWLEDGE, knowledge.pathway(pathway).orElseThrow()).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        ObjectNode bundle = (ObjectNode) FhirEdit.read(found.json()).path("chart");
        String own =
                bundle.path("entry")
                        .valueStream()
                        .map(entry -> entry.path("resource"))
                        .filter(one -> one.path("resourceType").asText().equals("Patient"))
                        .map(one -> one.path("id").asText())
                        .findFirst()
                        .orElseThrow();
        bundle.path("entry")
                .forEach(entry -> {
                    ObjectNode resource = (ObjectNode) entry.path("resource");
                    String old = resource.path("id").asText();
                    resource.put("id", old.equals(own) ? patient : patient + "-" + old);
                });
        return FhirEdit.write(bundle)
                .replace("Patient/" + own, "Patient/" + patient)
                .replaceAll("2025-09-", "2025-05-");
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static Browsing.Seen send(
            Browsing person, Browsing.Seen form, String path, Map<String, String> answers) {
        Map<String, String> all = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(form.html());
        while (hidden.find()) {
            all.put(
                    hidden.group(1),
                    hidden.group(2)
                            .replace("&#34;", "\"")
                            .replace("&#39;", "'")
                            .replace("&lt;", "<")
                            .replace("&amp;", "&"));
        }
        Matcher when = Pattern.compile("name=\"when\"[^>]*value=\"([^\"]*)\"").matcher(form.html());
        if (when.find()) {
            all.put("when", when.group(1));
        }
        all.putAll(answers);
        return person.send(form, path, all);
    }

    private static Map<String, String> creatinine(String value, String unit, String wanted) {
        return Map.of(
                "test~0",
                "http://loinc.org|2160-0",
                "value~0",
                value,
                "value~0.unit",
                unit,
                "sampled~0",
                "2.6.2025 08.10",
                "person",
                "N. Example",
                "do",
                wanted);
    }

    @Test
    void a_creatinine_typed_in_is_assessed_and_one_that_cannot_be_is_refused() {
        Browsing nurse = new Browsing(pages);
        String path = "/patients/stale/forms/typed-result";
        Browsing.Seen patient = nurse.open("/patients/stale");
        assertThat(patient.html()).contains("/patients/stale/forms?pathway=bone-modifying-agents");
        Browsing.Seen form = nurse.open(path + "?pathway=bone-modifying-agents");

        Browsing.Seen noUnit = send(nurse, form, path, creatinine("141", "", "sign"));
        assertThat(noUnit.status()).isEqualTo(422);
        assertThat(noUnit.text())
                .contains("Value: The unit is missing: 141 of what? Choose mg/dL, µmol/L");
        assertThat(noUnit.html()).contains("href=\"#f-value~0\"").contains("value=\"141\"");

        Browsing.Seen impossible = send(nurse, form, path, creatinine("14100", "umol/L", "sign"));
        assertThat(impossible.text()).contains("14100 umol/L cannot be");

        Browsing.Seen checked = send(nurse, form, path, creatinine("80", "umol/L", "check"));
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.text()).contains("What it would say").contains("Proceed");
        assertThat(pages.store().history("stale", 0, 100))
                .noneMatch(one -> one.resource().type().equals("QuestionnaireResponse"));

        Browsing.Seen signed = send(nurse, checked, path, creatinine("80", "umol/L", "sign"));
        assertThat(signed.path()).isEqualTo("/patients/stale");
        assertThat(signed.text()).contains("Result typed by hand: signed.").contains("Proceed");

        Browsing.Seen again = send(nurse, checked, path, creatinine("80", "umol/L", "sign"));
        assertThat(again.path()).startsWith(path + "/f-");
        assertThat(pages.store().history("stale", 0, 200))
                .filteredOn(one -> one.resource().type().equals("QuestionnaireResponse"))
                .hasSize(1);
    }

    @Test
    void no_known_allergy_answers_the_question_and_entered_in_error_asks_it_again() {
        Browsing nurse = new Browsing(pages);
        String path = "/patients/asked/forms/allergies";
        assertThat(nurse.open("/patients/asked?pathway=growth-factor-delivery").text())
                .contains("allergies");
        Browsing.Seen form = nurse.open(path + "?pathway=growth-factor-delivery");

        Browsing.Seen both =
                send(
                        nurse,
                        form,
                        path,
                        Map.of(
                                "none-known", "true",
                                "substance~0", "yeast",
                                "person", "N. Example",
                                "do", "sign"));
        assertThat(both.status()).isEqualTo(422);
        assertThat(both.text()).contains("only one of them can be so");

        Browsing.Seen signed =
                send(
                        nurse,
                        form,
                        path,
                        Map.of("none-known", "true", "person", "N. Example", "do", "sign"));
        assertThat(signed.status()).isEqualTo(200);
        assertThat(signed.text()).doesNotContain("Needed to tell: allergies");

        String response =
                pages.store().history("asked", 0, 200).stream()
                        .filter(one -> one.resource().type().equals("QuestionnaireResponse"))
                        .findFirst()
                        .orElseThrow()
                        .resource()
                        .id();
        Browsing.Seen recorded = nurse.open(path + "/" + response);
        assertThat(recorded.text()).contains("No known allergy Yes").contains("N. Example");
        Browsing.Seen withdrawn =
                nurse.send(
                        recorded,
                        path + "/" + response + "/withdraw",
                        Map.of("reason", "Wrong patient"));
        assertThat(withdrawn.text()).contains("entered in error");
        assertThat(pages.store().history("asked", 0, 200))
                .filteredOn(one -> one.resource().type().equals("AllergyIntolerance"))
                .first()
                .satisfies(one -> assertThat(one.json()).contains("entered-in-error"));
    }

    @Test
    void a_draft_is_kept_and_gone_on_with() {
        Browsing nurse = new Browsing(pages);
        String path = "/patients/draft/forms/pain";
        Browsing.Seen form = nurse.open(path);
        Browsing.Seen list =
                send(
                        nurse,
                        form,
                        path,
                        Map.of("pain-worst-week", "6", "person", "N. Example", "do", "draft"));

        assertThat(list.path()).isEqualTo("/patients/draft/forms");
        assertThat(list.text()).contains("draft");
        Matcher link =
                Pattern.compile("href=\"(" + path + "\\?response=f-[a-z0-9]+)\"")
                        .matcher(list.html());
        assertThat(link.find()).isTrue();
        assertThat(nurse.open(link.group(1)).html()).contains("value=\"6\"");
    }

    @Test
    void a_form_that_somebody_opened_twice_is_saved_once_more_only_with_a_reason() {
        Browsing one = new Browsing(pages);
        Browsing other = new Browsing(pages);
        String path = "/patients/draft/forms/pregnancy";
        Map<String, String> answers =
                Map.of("breastfeeding", "false", "person", "I. Example", "do", "sign");
        Browsing.Seen first = one.open(path);
        Browsing.Seen second = other.open(path);
        assertThat(send(one, first, path, answers).status()).isEqualTo(200);

        Browsing.Seen refused = send(other, second, path, answers);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("I. Example saved this form at");
    }

    @Test
    void the_forms_of_the_patients_therapies_come_first() {
        String text = new Browsing(pages).open("/patients/stale/forms").text();

        String own = text.substring(0, text.indexOf("Of other therapies"));
        assertThat(own).contains("Check before the dose", "Visit note");
        assertThat(own).doesNotContain("Comorbidity index");
        assertThat(text.substring(own.length())).contains("Comorbidity index");
    }

    @Test
    void the_catalogue_and_the_blank_forms_can_be_read() {
        Browsing anybody = new Browsing(pages);

        assertThat(anybody.open("/forms").text()).contains("Result typed by hand");
        assertThat(anybody.open("/forms/allergies").text()).contains("No known allergy");
        assertThat(anybody.open("/forms/none").status()).isEqualTo(404);
    }

    private static HttpResponse<String> fhir(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(pages.url("/fhir" + path)))
                        .header("Cookie", pages.people().cookie())
                        .header("Content-Type", "application/fhir+json")
                        .header("Accept", "application/fhir+json");
        return HttpClient.newHttpClient()
                .send(
                        request.method(
                                        method,
                                        body.isEmpty()
                                                ? HttpRequest.BodyPublishers.noBody()
                                                : HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String response(String unit) {
        return """
        {"resourceType": "QuestionnaireResponse", "status": "completed",
         "questionnaire": "urn:osteon:questionnaire:typed-result|1.0.0",
         "subject": {"reference": "Patient/fhir"}, "authored": "2025-06-02T08:00:00Z",
         "author": {"display": "N. Example"},
         "item": [{"linkId": "result", "item": [
           {"linkId": "test", "answer": [{"valueCoding": {"system": "http://loinc.org", "code": "2160-0"}}]},
           {"linkId": "value", "answer": [{"valueQuantity": {"value": 80, "system": "http://unitsofmeasure.org", "code": "%s"}}]},
           {"linkId": "sampled", "answer": [{"valueDateTime": "2025-06-02T07:30:00Z"}]}]}]}
        """
                .formatted(unit);
    }

    @Test
    void a_response_that_comes_whole_is_checked_and_kept_as_the_page_would() throws Exception {
        assertThat(
                        fhir("GET", "/Questionnaire?url=urn:osteon:questionnaire:typed-result", "")
                                .body())
                .contains("Result typed by hand");
        assertThat(fhir("GET", "/Questionnaire/pregnancy", "").statusCode()).isEqualTo(200);
        assertThat(
                        fhir(
                                        "GET",
                                        "/Questionnaire/pre-dose-check/$populate?subject=Patient/fhir",
                                        "")
                                .body())
                .contains("QuestionnaireResponse")
                .contains("\"linkId\":\"weight\"");

        HttpResponse<String> refused = fhir("POST", "/QuestionnaireResponse", response("g/L"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("item.where(linkId='value')");

        HttpResponse<String> kept = fhir("POST", "/QuestionnaireResponse", response("umol/L"));
        assertThat(kept.statusCode()).isEqualTo(201);
        assertThat(fhir("GET", "/Observation?patient=fhir&code=2160-0", "").body())
                .contains("2025-06-02T07:30:00Z");
        assertThat(new Browsing(pages).open("/patients/fhir").text()).contains("Proceed");
    }

    @Test
    void the_pages_of_forms_are_for_everyone() {
        Chromium.assume();
        try (Chromium browser = new Chromium()) {
            for (String path :
                    List.of(
                            "/patients/asked/forms/allergies",
                            "/patients/stale/forms/pre-dose-check?pathway=bone-modifying-agents",
                            "/patients/stale/forms",
                            "/forms",
                            "/forms/transfusion")) {
                ForEveryone.check(browser, pages.url(path), path);
            }
        }
    }

    @Test
    void an_order_on_hold_is_judged_beside_a_form_as_on_its_page() {
        Browsing pharmacist = new Browsing(pages);
        Browsing.Seen page = pharmacist.open("/patients/stale?pathway=bone-modifying-agents");
        Matcher hold =
                Pattern.compile("action=\"(/patients/stale/orders/[^\"]+)/hold\"")
                        .matcher(page.html());
        assertThat(hold.find()).isTrue();
        Matcher because =
                Pattern.compile("<option value=\"([^\"]+)\"[^>]*>kidney function")
                        .matcher(page.html());
        assertThat(because.find()).isTrue();
        Map<String, String> reason =
                Map.of("because", because.group(1), "reason", "Old creatinine");
        Browsing.Seen held = pharmacist.send(page, hold.group(1) + "/hold", reason);
        assertThat(held.text()).contains("On hold:");

        String said =
                pharmacist
                        .open(
                                "/patients/stale/forms/typed-result"
                                        + "?pathway=bone-modifying-agents")
                        .text();
        Browsing.Seen resumed = pharmacist.send(held, hold.group(1) + "/resume", Map.of());

        assertThat(resumed.text()).contains("Planned:");
        assertThat(said).doesNotContain("No decision").contains("Cannot evaluate");
    }
}
