package org.osteon.app.http.web.site;

import java.util.List;
import org.osteon.app.http.Door;

/// What other systems need to connect.
///
/// @param server where this server answers
/// @param charts how many charts it holds
/// @param withoutPatient whether the lines hold a placeholder for want of a patient
record IntegratorPage(String server, long charts, boolean withoutPatient, List<Opened> doors) {
    /// A door with its lines.
    record Opened(String title, String base, List<Door.Offer> offers, List<Line> lines) {
        static Opened of(Door door, String server, String patient) {
            return new Opened(
                    door.title(),
                    server + door.path(),
                    door.offers(),
                    door.tries(patient).stream()
                            .map(one -> new Line(one.what(), curl(one, server)))
                            .toList());
        }
    }

    /// A program shows who it is.
    private static final String TOKEN = "-H \"Authorization: Bearer $OSTEON_TOKEN\" ";

    /// A line for the shell.
    record Line(String what, String curl) {}

    private static String curl(Door.Try one, String server) {
        String address = "'" + server + one.path() + "'";
        return one.body().isEmpty()
                ? "curl -s " + TOKEN + address
                : "curl -s "
                        + TOKEN
                        + "-X "
                        + one.method()
                        + " -H 'Content-Type: "
                        + (one.path().startsWith("/fhir")
                                ? "application/fhir+json"
                                : "application/json")
                        + "' -d '"
                        + one.body()
                        + "' "
                        + address;
    }
}
