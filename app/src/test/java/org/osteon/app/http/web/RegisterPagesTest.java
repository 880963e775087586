package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.records.charts.SiteRegister;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// A practitioner's licence is entered once for the site, and a procedure that is booked past its
/// end is blocked until it is renewed (records, section 8, O8; K13).
class RegisterPagesTest {
    private static final String FORMS = "/patients/" + SiteRegister.CHART + "/forms/";
    private static final String BLOCKED = "No licence of the operator for the day and place";

    private static PlayedCase played;

    @BeforeAll
    static void start() throws IOException {
        played = PlayedCase.of("marrow-knee-injection", "own-cr-1");
    }

    @AfterAll
    static void stop() {
        played.close();
    }

    private static Map<String, List<String>> licence(String until) {
        return Map.of(
                "licence", List.of("L-77"),
                "issuer", List.of("Medical board"),
                "country", List.of("US"),
                "from", List.of("2024-01-01"),
                "to", List.of(until),
                "may", List.of("privilege-bm-harvest", "credential-ultrasound"),
                "may-from", List.of("2024-01-01"));
    }

    private static Map<String, List<String>> and(
            Map<String, List<String>> answers, String field, String answer) {
        Map<String, List<String>> all = new java.util.LinkedHashMap<>(answers);
        all.put(field, List.of(answer));
        return all;
    }

    @Test
    void a_procedure_booked_past_the_end_of_a_licence_is_blocked_until_it_is_renewed() {
        Browsing manager = played.as("C. Example", "coordinator");
        Browsing.Seen list =
                PlayedCase.signed(
                        manager,
                        FORMS + "practitioner",
                        and(licence("2025-10-01"), "name", "Lind, K."));
        assertThat(list.path()).isEqualTo("/site");
        assertThat(list.text()).contains("Lind, K.", "1 Oct 2025 ends soon", "may harvest marrow");
        assertThat(list.text().replaceFirst(".*By region", "By region"))
                .contains("US United States none Lind, K. (may harvest marrow");
        assertThat(manager.open("/").text())
                .contains("The site: 1 to be done", "Have the licence renewed: Lind, K.");
        ServedForm take = new ServedForm(list, "/patients/" + SiteRegister.CHART + "/tasks/give");
        assertThat(manager.post(take.action(), take.pressed("")).text())
                .contains("with C. Example");
        String person =
                Pattern.compile("practitioner\\?who=(Practitioner/[A-Za-z0-9.-]+)")
                        .matcher(list.html())
                        .results()
                        .map((MatchResult one) -> one.group(1))
                        .findFirst()
                        .orElseThrow();

        Browsing physician = played.as("P. Example", "physician");
        String booking =
                "/patients/"
                        + played.patient()
                        + "/forms/candidacy-knee?pathway=marrow-knee-injection";
        Browsing.Seen booked =
                PlayedCase.signed(
                        physician,
                        booking,
                        Map.of(
                                "preference", List.of("preference-this"),
                                "book", List.of("2025-10-05 09:00"),
                                "operator", List.of(person),
                                "place", List.of("Location/place")));
        assertThat(booked.text()).contains(BLOCKED);
        assertThat(played.alerts()).contains("CR-1");

        Browsing.Seen renewed =
                PlayedCase.signed(
                        manager, FORMS + "practitioner?who=" + person, licence("2028-12-31"));
        assertThat(renewed.text()).contains("31 Dec 2028").doesNotContain("ends soon");
        assertThat(manager.open("/").text()).doesNotContain("The site:");
        assertThat(kept("Task")).contains("\"status\":\"completed\"");
        assertThat(played.alerts()).doesNotContain("CR-1", "CR-2", "CR-3");
        assertThat(physician.open("/patients/" + played.patient()).text()).doesNotContain(BLOCKED);
    }

    private static String kept(String type) {
        return new String(
                        played.pages().store().chart(SiteRegister.CHART).orElseThrow().utf8(),
                        java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"resourceType\":\"" + type + "\""))
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    @Test
    void a_kit_of_the_stock_documents_itself_and_a_recall_finds_who_received_it() {
        Browsing manager = played.as("C. Example", "coordinator");
        Browsing.Seen stock =
                PlayedCase.signed(
                        manager,
                        FORMS + "stock",
                        Map.of(
                                "what", List.of("stock-kit"),
                                "name", List.of("Concentrator 60"),
                                "lot", List.of("L-4410"),
                                "expiry", List.of("2026-08-31"),
                                "count", List.of("10"),
                                "low", List.of("9"),
                                "state", List.of("stock-in-use")));
        assertThat(stock.text())
                .contains("Concentrator 60", "L-4410", "31 Aug 2026", "in use", "10 10")
                .doesNotContain("runs low");
        String lot =
                Pattern.compile("/site/lots/([A-Za-z0-9.-]+)")
                        .matcher(stock.html())
                        .results()
                        .map((MatchResult one) -> one.group(1))
                        .findFirst()
                        .orElseThrow();
        assertThat(manager.open("/site/lots/" + lot).text()).contains("Nobody whom you look after");

        Browsing laboratory = played.as("L. Example", "cell-laboratory");
        String record =
                "/patients/"
                        + played.patient()
                        + "/forms/product-record?pathway=marrow-knee-injection";
        Map<String, List<String>> product =
                Map.of(
                        "product-code", List.of("marrow-concentrate"),
                        "source", List.of("autologous"),
                        "collected-at", List.of("2025-09-15 08:30"),
                        "from-stock", List.of("Device/" + lot),
                        "label-matches", List.of("true"));
        assertThat(PlayedCase.signed(laboratory, record, product).text())
                .contains("Record of a product");
        assertThat(manager.open("/site/lots/" + lot).text())
                .doesNotContain("Nobody whom")
                .contains("Who received it 1", "Received: 10, used: 1, left: 9");

        assertThat(manager.open("/site").text()).contains("10 9 runs low");

        PlayedCase.signed(
                manager,
                FORMS + "stock?which=Device/" + lot,
                Map.of(
                        "state", List.of("stock-recalled"),
                        "why", List.of("Letter of the maker: a seal may leak")));
        assertThat(manager.open("/site/lots/" + lot).text())
                .contains("Recalled by the maker", "a seal may leak", "Who received it 1");

        withheld("QuestionnaireResponse", "active");
        assertThat(manager.open("/site/lots/" + lot).text())
                .as("a recall does not lose whose record is withheld")
                .contains("1 chart more of patients", "withheld from you")
                .doesNotContain("Who received it 1");
        withheld("QuestionnaireResponse", "inactive");
        assertThat(manager.open("/site/lots/" + lot).text())
                .contains("Who received it 1")
                .doesNotContain("more of patients");
        assertThat(
                        Pattern.compile(".{0,90}Device/" + Pattern.quote(lot) + ".{0,60}")
                                .matcher(laboratory.open(record).html())
                                .results()
                                .map(MatchResult::group))
                .isEmpty();
    }

    private static void withheld(String type, String status) {
        played.pages()
                .store()
                .append(
                        played.patient(),
                        new Attribution(
                                "test",
                                played.day().atTime(12, 0).toInstant(ZoneOffset.UTC),
                                "import"),
                        List.of(
                                Change.put(
                                        "Consent",
                                        "withheld",
                                        ("{'resourceType':'Consent','id':'withheld','status':'%s','scope':{'coding':"
                                                        + "[{'code':'patient-privacy'}]},'category':[{'coding':[{'code':"
                                                        + "'59284-0'}]}],'patient':{'reference':'Patient/%s'},'provision':"
                                                        + "{'type':'deny','class':[{'code':'%s'}]}}")
                                                .formatted(status, played.patient(), type)
                                                .replace('\'', '"'))));
    }

    /// A form may ask for a reason of its own: a diagnosis is none for doing something all the
    /// same.
    @Test
    void what_an_item_is_called_is_never_taken_for_why_something_is_done() {
        Browsing physician = played.as("P. Example", "physician");
        Browsing.Seen form =
                physician.open(
                        "/patients/"
                                + played.patient()
                                + "/forms/candidacy-knee?pathway=marrow-knee-injection");

        assertThat(form.html()).contains("name=\"reason\"").doesNotContain("name=\"form.reason\"");
    }

    @Test
    void the_register_is_no_patient_and_a_patient_is_no_site() {
        Browsing everybody = new Browsing(played.pages());

        assertThat(everybody.open("/").text()).doesNotContain("Register of this site");
        assertThat(everybody.open("/patients/" + played.patient() + "/forms/practitioner").status())
                .isEqualTo(404);
        assertThat(everybody.open(FORMS + "pain").status()).isEqualTo(404);
        assertThat(everybody.open("/patients/" + SiteRegister.CHART).path()).isEqualTo("/site");
        assertThat(played.pages().store().charts(0, 10)).hasSize(1);
    }

    @Test
    void who_may_not_keep_the_register_reads_it() {
        Browsing nurse = played.as("N. Example", "nurse");

        assertThat(nurse.open("/site").text()).contains("Practitioners").doesNotContain("Enter:");
        Browsing.Seen form = nurse.open(FORMS + "practitioner");
        assertThat(form.text()).contains("You are here as nurse");
    }
}
