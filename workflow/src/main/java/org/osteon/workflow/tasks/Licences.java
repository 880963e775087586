package org.osteon.workflow.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.workflow.FhirEdit;

/// How it stands with the licences of those who do procedures at a site. Of somebody with several
/// the one that lasts longest counts.
///
/// @param hold on the day
/// @param ended before it
/// @param notStated of whom no licence or no last day is known
public record Licences(int hold, int ended, int notStated) {
    /// As the register of a site has them on a day.
    public static Licences of(Chart register, LocalDate day) {
        int hold = 0;
        int ended = 0;
        int notStated = 0;
        for (Resource one : register.resources("Practitioner")) {
            Optional<LocalDate> end = end(one);
            if (end.isEmpty()) {
                notStated++;
            } else if (end.get().isBefore(day)) {
                ended++;
            } else {
                hold++;
            }
        }
        return new Licences(hold, ended, notStated);
    }

    /// The last day of the licence of somebody.
    private static Optional<LocalDate> end(Resource practitioner) {
        return FhirEdit.read(practitioner.json())
                .path("qualification")
                .valueStream()
                .flatMap(one -> day(one).stream())
                .max(LocalDate::compareTo);
    }

    private static Optional<LocalDate> day(JsonNode qualification) {
        String end = qualification.path("period").path("end").asText("");
        return end.length() < 10
                ? Optional.empty()
                : Optional.of(LocalDate.parse(end.substring(0, 10)));
    }

    /// How many people there are.
    public int practitioners() {
        return hold + ended + notStated;
    }
}
