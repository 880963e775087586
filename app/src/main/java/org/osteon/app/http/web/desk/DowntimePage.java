package org.osteon.app.http.web.desk;

import java.net.URI;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.osteon.app.http.web.QrCode;
import org.osteon.workflow.desk.Wording;

/// What is read and printed while the server cannot be reached.
///
/// @param printed when it was made
/// @param everyMinutes how often it is
/// @param store where the charts are, without secrets
/// @param address where people reach the server; empty: nobody said
/// @param style the pages' own, as an element
/// @param list all lines that may be shown, the most urgent of them as rows
/// @param sheets of those for whom something is to be released or given
/// @param leftOut how many further sheets there would be
record DowntimePage(
        LocalDateTime printed,
        long everyMinutes,
        String store,
        Optional<URI> address,
        String style,
        WorklistPage list,
        List<PatientPage> sheets,
        int leftOut) {

    String madeAt() {
        return Wording.day(printed.toLocalDate())
                + " at "
                + java.time.format.DateTimeFormatter.ofPattern("HH:mm").format(printed);
    }

    /// Leads to the patient once the server is there again; empty where nobody said where it is.
    String code(PatientPage sheet) {
        return address.map(server ->
                        QrCode.svg(
                                server.toString().replaceFirst("/$", "") + sheet.address(),
                                PatientPage.CODE))
                .orElse("");
    }

    int pending() {
        return list.pending();
    }

    int found() {
        return list.found();
    }

    List<WorklistRow> rows() {
        return list.rows();
    }

    String twin(WorklistRow row) {
        return list.twin(row);
    }

    String age(WorklistRow row) {
        return list.age(row);
    }

    String pathwayTitle(String id) {
        return list.pathwayTitle(id);
    }
}
