package org.osteon.app.http.web.reports;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.osteon.chart.Resource;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.registry.RegistryBundles;
import org.osteon.workflow.registry.RegistryDraft;
import org.osteon.workflow.registry.RegistryLine;

/// The page of a draft.
///
/// @param chart of the patient
/// @param today the day
/// @param reads whether who looks may read the chart: whether sources lead there
/// @param fills which forms they fill in
/// @param mayAct whether they may answer and sign
/// @param password whether a signature asks for it
/// @param text a resource in a line
record RegistryPage(
        String chart,
        RegistryDraft draft,
        LocalDate today,
        boolean reads,
        Predicate<String> fills,
        boolean mayAct,
        boolean password,
        Function<Resource, String> text) {
    private static final int MOST_SOURCES = 2;

    /// A source is a line: its beginning, and the day at its end.
    private static final int LONGEST = 80;

    private static final int DAY_LENGTH = 22;

    /// All drafts of a patient.
    record All(String chart, List<RegistryDraft> drafts, LocalDate today, boolean reads) {
        String path(RegistryDraft draft) {
            return "/patients/" + chart + "/registry/" + draft.due().key();
        }
    }

    static RegistryPage of(
            String chart, RegistryDraft draft, ReportDesk reports, HttpServletRequest request) {
        List<String> roles = reports.roles(org.osteon.workflow.registry.RegistryEntry.FORM);
        return new RegistryPage(
                chart,
                draft,
                reports.today(),
                reports.reads(chart),
                reports::fills,
                roles.contains(reports.desk().roleAmong(roles)),
                reports.desk().asksPassword(request),
                reports::text);
    }

    String path() {
        return "/patients/" + chart + "/registry/" + draft.due().key();
    }

    /// Whether a form can be opened to record what is not known.
    boolean opens(String form) {
        return !form.isEmpty() && (reads || fills.test(form));
    }

    String title() {
        return draft.due().form().registry()
                + " "
                + draft.due().form().form()
                + ", "
                + draft.due().title();
    }

    /// How late it is, in words; empty where it is not.
    String late() {
        long days = draft.due().daysLate(today);
        return draft.state() == RegistryDraft.State.SUBMITTED || days <= 0
                ? ""
                : Wording.count(days, "day", "days") + " late";
    }

    /// The groups with their items.
    List<Group> groups() {
        return draft.due().form().groups().stream()
                .map(group ->
                        new Group(
                                group.title(),
                                draft.lines().stream()
                                        .filter(line -> line.group().equals(group))
                                        .toList()))
                .filter(group -> !group.lines().isEmpty())
                .toList();
    }

    /// Items that belong together.
    record Group(String title, List<RegistryLine> lines) {
        long answered() {
            return lines.stream().filter(line -> line.state().isAnswered()).count();
        }
    }

    /// What an answer rests on, a few of it.
    List<Resource> sources(RegistryLine line) {
        return line.sources().stream().limit(MOST_SOURCES).toList();
    }

    int more(RegistryLine line) {
        return Math.max(0, line.sources().size() - MOST_SOURCES);
    }

    /// Where a source stands.
    String source(Resource resource) {
        return resource.type().equals("Patient")
                ? "/patients/" + chart
                : "/fhir/" + resource.reference();
    }

    String text(Resource resource) {
        String line = resource.type().equals("Patient") ? "Patient" : text.apply(resource);
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST - DAY_LENGTH)
                        + "…"
                        + line.substring(line.length() - DAY_LENGTH);
    }

    /// What is missing for the bundles.
    List<String> missing() {
        return RegistryBundles.missing(draft);
    }

    int bundles() {
        return RegistryBundles.of(draft).size();
    }

    boolean isSigned() {
        return draft.state() == RegistryDraft.State.SIGNED;
    }

    boolean isDone() {
        return draft.state() == RegistryDraft.State.SUBMITTED;
    }
}
