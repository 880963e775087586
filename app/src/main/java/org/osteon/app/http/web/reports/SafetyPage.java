package org.osteon.app.http.web.reports;

import java.time.ZonedDateTime;
import java.util.List;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.safety.SafetyDraft;
import org.osteon.workflow.safety.SafetyReport;

/// The page of a report to an authority.
///
/// @param chart of the patient
/// @param hoursBefore how long before its end the manager is reminded
/// @param reads whether who looks may read the chart: whether sources lead there
/// @param mayAct whether they may write and sign
/// @param password whether a signature asks for it
record SafetyPage(
        String chart,
        SafetyDraft draft,
        ZonedDateTime now,
        int hoursBefore,
        boolean reads,
        boolean mayAct,
        boolean password) {
    private static final int DAY = 48;

    /// All reports of a patient.
    record All(
            String chart,
            List<SafetyReport> reports,
            ZonedDateTime now,
            int hoursBefore,
            boolean reads) {
        String path(SafetyReport report) {
            return "/patients/" + chart + "/reports/" + report.key();
        }

        String due(SafetyReport report) {
            return SafetyPage.due(report, now);
        }

        String reminders(SafetyReport report) {
            return String.join(", ", report.reminders(now, hoursBefore));
        }
    }

    /// When a report is due, and how long that is.
    static String due(SafetyReport report, ZonedDateTime now) {
        if (report.due().isEmpty()) {
            return report.rule().voluntary() ? "voluntary" : "no time is known";
        }
        String at = Wording.moment(report.due().get().toLocalDateTime());
        if (!report.isOpen()) {
            return at;
        }
        long hours = report.hoursLeft(now);
        String length =
                Math.abs(hours) < DAY
                        ? Wording.count(Math.abs(hours), "hour", "hours")
                        : Wording.count(Math.abs(hours) / 24, "day", "days");
        return at + (report.isLate(now) ? ", " + length + " late" : ", " + length + " left");
    }

    SafetyReport report() {
        return draft.report();
    }

    String due() {
        return due(report(), now);
    }

    String path() {
        return "/patients/" + chart + "/reports/" + report().key();
    }

    List<String> reminders() {
        return report().reminders(now, hoursBefore);
    }

    boolean isSigned() {
        return report().state() == SafetyReport.State.SIGNED;
    }

    /// How many lines a text takes in its field.
    static int rows(String text) {
        return Math.clamp(text.lines().count() + text.length() / 45, 1, 10);
    }
}
