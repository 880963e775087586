package org.osteon.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// What is written of a reason is what is read of it (X7).
class IssueReasonTest {
    private static final Deed DEED =
            new Deed(
                    "N. Ismail",
                    LocalDate.of(2025, 6, 2).atStartOfDay(ZoneOffset.UTC),
                    "the dentist was called");

    @Test
    void of_an_override_and_of_what_really_happened() {
        assertThat(
                        IssueReason.of(
                                FhirEdit.read(
                                        """
                                        {"detail":"Teeth.","mitigation":[{"action":{"text":"%s"}}]}
                                        """
                                                .formatted(IssueReason.overridden(DEED)))))
                .contains(new IssueReason(IssueReason.Kind.OVERRIDDEN, "the dentist was called"));
        assertThat(
                        IssueReason.of(
                                FhirEdit.read(
                                        """
                                        {"detail":"Ten times the dose. %s"}
                                        """
                                                .formatted(IssueReason.recorded(DEED)))))
                .contains(new IssueReason(IssueReason.Kind.RECORDED, "the dentist was called"));
    }

    @Test
    void an_issue_that_nobody_answered_has_none() {
        assertThat(IssueReason.of(FhirEdit.read("{\"detail\":\"Calcium is low.\"}"))).isEmpty();
        assertThat(IssueReason.of(FhirEdit.read("{}"))).isEmpty();
    }
}
