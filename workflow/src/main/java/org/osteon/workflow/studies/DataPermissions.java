package org.osteon.workflow.studies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// What somebody said of the use of their data beyond their care, in the consents of their chart
/// (records, 2.9 and 6.4). Who was never asked has not agreed.
///
/// @param sharing whether their data may go to others, without who they are
/// @param research whether they may be found for research, or asked again
/// @param denied security labels of what of their data is denied, whatever the rest may be used for
public record DataPermissions(Answer sharing, Answer research, Set<String> denied) {
    private static final String SHARE = "permission-share-registry";
    private static final String ASKED_AGAIN = "permission-recontact";
    private static final String RESEARCH = "HRESCH";

    public DataPermissions {
        denied = Set.copyOf(denied);
    }

    /// What was said.
    public enum Answer {
        PERMITTED,
        DENIED,
        /// Nobody asked, or what was said cannot be read.
        NOT_SAID
    }

    /// What is said on a day. Of several consents that speak of one thing the latest counts, and of
    /// two that say different things at one time the one that denies. That data are not used for
    /// research denies all of it, whatever else is said.
    public static DataPermissions of(Chart chart, LocalDate day) {
        List<Statement> said = new ArrayList<>();
        Set<String> denied = new HashSet<>();
        for (Resource consent : chart.resources("Consent")) {
            FhirObject content = consent.content();
            if (content.text("status").filter("active"::equals).isEmpty()) {
                continue;
            }
            boolean whole = consent.unreadable().isEmpty();
            Optional<LocalDate> given = content.time("dateTime").flatMap(FhirTime::date);
            content.objects("provision").stream()
                    .flatMap(DataPermissions::withInner)
                    .forEach(one -> {
                        Set<String> labels = labels(one);
                        if (labels.isEmpty()) {
                            Statement.of(one, given, whole, day).ifPresent(said::add);
                        } else if (Statement.denies(one)) {
                            // It speaks of a part, and of nothing else.
                            denied.addAll(labels);
                        }
                    });
        }
        boolean noResearch = said.stream().anyMatch(one -> one.denies() && one.isOf(RESEARCH));
        return noResearch
                ? new DataPermissions(Answer.DENIED, Answer.DENIED, denied)
                : new DataPermissions(latest(said, SHARE), latest(said, ASKED_AGAIN), denied);
    }

    private static Set<String> labels(FhirObject provision) {
        return provision.codings("securityLabel").stream()
                .map(Coding::code)
                .collect(Collectors.toSet());
    }

    private static Answer latest(List<Statement> said, String what) {
        List<Statement> about = said.stream().filter(one -> one.isOf(what)).toList();
        Optional<LocalDate> last = about.stream().map(Statement::given).max(LocalDate::compareTo);
        if (last.isEmpty()) {
            return Answer.NOT_SAID;
        }
        return about.stream()
                        .filter(one -> one.given().equals(last.get()))
                        .anyMatch(Statement::denies)
                ? Answer.DENIED
                : Answer.PERMITTED;
    }

    private static Stream<FhirObject> withInner(FhirObject provision) {
        return Stream.concat(
                Stream.of(provision),
                provision.objects("provision").stream().flatMap(DataPermissions::withInner));
    }

    /// A provision that permits or denies something.
    ///
    /// @param given the day of its consent; one that denies without a day counts as the last word
    /// @param about its codes and purposes
    private record Statement(LocalDate given, boolean denies, List<String> about) {
        static Optional<Statement> of(
                FhirObject provision, Optional<LocalDate> given, boolean whole, LocalDate day) {
            List<String> about =
                    Stream.of("code", "purpose")
                            .flatMap(element -> provision.codings(element).stream())
                            .map(one -> one.code())
                            .toList();
            boolean denies = denies(provision);
            boolean permits = provision.text("type").filter("permit"::equals).isPresent();
            if (denies) {
                return Optional.of(new Statement(given.orElse(LocalDate.MAX), true, about));
            }
            return given.filter(when -> permits && whole && !when.isAfter(day))
                    .filter(_ -> holds(provision, day))
                    .map(when -> new Statement(when, false, about));
        }

        static boolean denies(FhirObject provision) {
            return provision.text("type").filter("deny"::equals).isPresent();
        }

        private static boolean holds(FhirObject provision, LocalDate day) {
            Optional<FhirObject> period = provision.object("period");
            Optional<FhirTime> from = period.flatMap(one -> one.time("start"));
            Optional<FhirTime> to = period.flatMap(one -> one.time("end"));
            return from.map(FhirTime::latest).filter(day::isBefore).isEmpty()
                    && to.map(FhirTime::earliest).filter(day::isAfter).isEmpty();
        }

        boolean isOf(String what) {
            return about.contains(what);
        }
    }
}
