package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osteon.store.AuditEntry;

/// A chart from a file: looked at before it is kept, refused with the reason (X1).
class ImportReviewTest {
    private RunningPages pages;
    private Browsing pharmacist;

    @BeforeEach
    void start() {
        pages = RunningPages.start(0).withWard();
        pharmacist = new Browsing(pages);
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    @Test
    void an_import_is_reviewed_before_it_is_kept() {
        Browsing.Seen form = pharmacist.open("/import");
        String bundle =
                """
                {"resourceType":"Bundle","type":"collection","entry":[
                 {"resource":{"resourceType":"Patient","id":"new-1","name":[{"family":"Jensen","given":["Ida"]}],"gender":"female","birthDate":"1972-01-01"}},
                 {"resource":{"resourceType":"Observation","id":"hb","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}],"text":"Haemoglobin"},
                  "subject":{"reference":"Patient/new-1"},"effectiveDateTime":"2025-05-30","valueQuantity":{"value":92,"unit":"g/L"}}},
                 {"resource":{"resourceType":"Basic","id":"odd","subject":{"reference":"Patient/new-1"}}}]}
                """;

        Browsing.Seen review =
                pharmacist.upload(form, "/import", "jensen.json", bundle, "A. Example");

        assertThat(review.text())
                .contains("Jensen, Ida")
                .contains("3 resources, a new chart")
                .contains("Observation 1 1 Haemoglobin 92 g/L on 30 May 2025")
                .contains("Basic 1 0");
        assertThat(pages.store().listing("new-1")).isEmpty();

        String ticket =
                review.html().replaceAll("(?s).*name=\"ticket\" value=\"([^\"]+)\".*", "$1");
        Browsing.Seen kept = pharmacist.send(review, "/import/keep", Map.of("ticket", ticket));

        assertThat(kept.path()).isEqualTo("/patients/new-1");
        assertThat(kept.text()).contains("jensen.json: 3 resources new");
        List<AuditEntry> audit = pages.store().auditOf("new-1", Long.MAX_VALUE, 5);
        assertThat(audit.getFirst().actor()).isEqualTo("A. Example");
    }

    @Test
    void a_file_that_is_no_chart_is_refused_with_the_reason() {
        Browsing.Seen form = pharmacist.open("/import");

        Browsing.Seen answer =
                pharmacist.upload(
                        form, "/import", "broken.json", "{\"resourceType\":", "A. Example");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("Nothing can be taken in", "not JSON");
    }
}
