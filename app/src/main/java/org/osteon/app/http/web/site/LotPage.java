package org.osteon.app.http.web.site;

import java.time.LocalDate;
import java.util.List;
import org.osteon.workflow.desk.Wording;

/// A lot of the stock and who received it.
///
/// @param recipients those whom the reader looks after
/// @param unseen how many charts more name it
record LotPage(RegisterPage.Lot lot, List<Recipient> recipients, long unseen) {
    /// A patient who received it.
    ///
    /// @param day when, in words
    /// @param pieces how many
    record Recipient(
            String patient, String name, String born, String record, String day, int pieces) {}

    /// A day of FHIR in words; what is none stays as it is.
    static String day(String moment) {
        return moment.length() < 10
                ? moment
                : Wording.day(LocalDate.parse(moment.substring(0, 10)));
    }
}
