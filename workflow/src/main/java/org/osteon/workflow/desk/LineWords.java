package org.osteon.workflow.desk;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.pathway.PlanItem;

/// What a line of the worklist says of a patient and of what is next.
final class LineWords {
    private LineWords() {}

    /// Till when it is to be done while its time runs, else from when.
    static String when(PlanItem item, LocalDate asOf) {
        boolean running =
                item.to().isPresent()
                        && item.from().filter(from -> !from.isAfter(asOf)).isPresent();
        Optional<LocalDate> named = running ? item.to() : item.from().or(item::to);
        return named.map(
                        date -> {
                            boolean near = Math.abs(ChronoUnit.DAYS.between(date, asOf)) < 100;
                            return (running && !item.to().equals(item.from()) ? "by " : "")
                                    + Wording.day(date)
                                    + (near
                                            ? ", " + Wording.window(item.from(), item.to(), asOf)
                                            : "");
                        })
                .orElse("");
    }

    /// Birth date, age, sex and record number in a line.
    static String details(PatientBanner patient) {
        String born = patient.born().isEmpty() ? "" : "born " + patient.born();
        String age = patient.age().isEmpty() ? "" : patient.age() + " y";
        return Stream.of(born, age, patient.sex(), String.join(" ", patient.identifiers()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }
}
