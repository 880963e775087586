package org.osteon.workflow.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One report that a registry asks for: a form, the transplant that it is about, and which of its
/// times.
///
/// @param zero the day from which its time counts
/// @param time the name of its time, `day-100`, `year-3`
/// @param title of the time
/// @param from the first day on which it can be answered
/// @param due the day on which it is due
/// @param to the last day that it tells about
public record RegistryDue(
        RegistryForm form,
        LocalDate zero,
        String time,
        String title,
        LocalDate from,
        LocalDate due,
        LocalDate to) {

    /// Its name among a patient's reports.
    public String key() {
        return form.id() + "/" + zero + "/" + time;
    }

    /// As of which day its answers are read: what came later belongs to the next report.
    public LocalDate asOf(LocalDate today) {
        return today.isBefore(to) ? today : to;
    }

    /// How many days it is late; 0 or less: it is not.
    public long daysLate(LocalDate today) {
        return java.time.temporal.ChronoUnit.DAYS.between(due, today);
    }

    /// All that can be answered by a day.
    ///
    /// @param zeros the days from which times count, the earliest first: a later one ends what is
    ///   asked about the one before
    /// @param death the day of death: the report that tells of it is the last
    public static List<RegistryDue> of(
            RegistryForm form, List<LocalDate> zeros, Optional<LocalDate> death, LocalDate today) {
        List<RegistryDue> all = new ArrayList<>();
        for (int i = 0; i < zeros.size(); i++) {
            LocalDate zero = zeros.get(i);
            Optional<LocalDate> next =
                    i + 1 < zeros.size() ? Optional.of(zeros.get(i + 1)) : Optional.empty();
            Optional<LocalDate> died = death.filter(day -> !day.isBefore(zero));
            boolean told = false;
            for (RegistryDue one : times(form, zero, today)) {
                boolean overtaken = next.filter(day -> !one.from().isBefore(day)).isPresent();
                if (overtaken || told) {
                    continue;
                }
                all.add(next.map(one::endingBefore).orElse(one));
                told = died.filter(day -> !day.isAfter(one.to())).isPresent();
            }
        }
        return List.copyOf(all);
    }

    private static List<RegistryDue> times(RegistryForm form, LocalDate zero, LocalDate today) {
        List<RegistryDue> times = new ArrayList<>();
        for (RegistryForm.Time time : form.times()) {
            if (time.yearsFrom() == 0) {
                times.add(at(form, zero, zero, time, 0));
            } else {
                int year = time.yearsFrom();
                while (!zero.plusYears(year).plusDays(time.from()).isAfter(today)) {
                    times.add(at(form, zero, zero.plusYears(year), time, year));
                    year++;
                }
            }
        }
        return times.stream().filter(one -> !one.from().isAfter(today)).toList();
    }

    private static RegistryDue at(
            RegistryForm form, LocalDate zero, LocalDate from, RegistryForm.Time time, int year) {
        return new RegistryDue(
                form,
                zero,
                year == 0 ? time.id() : time.id() + "-" + year,
                time.title().replace("{n}", Integer.toString(year)),
                from.plusDays(time.from()),
                from.plusDays(time.due()),
                from.plusDays(time.to()));
    }

    private RegistryDue endingBefore(LocalDate next) {
        return to.isBefore(next)
                ? this
                : new RegistryDue(form, zero, time, title, from, due, next.minusDays(1));
    }
}
