package org.osteon.app.http.web.desk;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.app.http.web.Who;
import org.osteon.chart.Chart;
import org.osteon.pathway.PageLayout;
import org.osteon.pathway.Pathway;
import org.osteon.search.PatientTyping;
import org.osteon.workflow.desk.Gate;
import org.osteon.workflow.desk.ReleaseSheet;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.RecordedResponse;
import org.osteon.workflow.forms.ValueText;
import org.osteon.workflow.tasks.PatientTasks;

/// What can be done from a patient's page: forms that answer a gate or an item of the plan, tools
/// of the pathway, and what was entered last.
///
/// @param gates the form that answers a gate, by its id
/// @param plan the form that answers an item of the plan, by its id
/// @param ways what would clear what stands in the way, the loudest first, each form once
/// @param tools what the pathway puts on the page
/// @param asked what somebody asked for in a form, and what waits for a second signature
/// @param next after a form was signed: the forms that come next
/// @param entered the forms that were filled in last
record PatientActions(
        Map<String, FormLink> gates,
        Map<String, FormLink> plan,
        List<FormLink> ways,
        List<Tool> tools,
        List<TaskLink> asked,
        List<FormLink> next,
        List<Entered> entered) {
    /// The page that needs a typing: without one it says what its tool remarks.
    private static final String DONORS = "donors";

    private static final int MOST_WAYS = 4;
    private static final int MOST_ENTERED = 8;
    private static final int MOST_NEXT = 3;

    /// Something that can be opened.
    ///
    /// @param remark what is to be known before; may be empty
    record Tool(String title, String address, String remark) {}

    /// A form that was filled in.
    record Entered(String title, String address, String when, String by, String state) {}

    /// Who looks, and where they come from.
    ///
    /// @param signed the form that they have just signed; empty: none
    /// @param named the forms that its answers lead to
    record Looking(Who who, String signed, List<String> named) {}

    static PatientActions of(
            Pathway pathway,
            PatientPage page,
            Chart chart,
            FormLibrary forms,
            Looking looking,
            ZoneId zone) {
        Map<String, FormLink> gates = new HashMap<>();
        for (Gate gate : page.sheet().gates()) {
            clearing(gate, pathway, page, forms).ifPresent(form -> gates.put(gate.id(), form));
        }
        Map<String, FormLink> plan = new HashMap<>();
        for (ReleaseSheet.PlanLine line : page.sheet().open()) {
            FormLink.openedBy(forms, pathway, line.id(), page.path())
                    .ifPresent(form -> plan.put(line.id(), form));
        }
        List<TaskLink> now =
                PatientTasks.of(pathway, page.assessment(), chart, forms).stream()
                        .filter(task -> !task.isAhead(page.asOf()) && !task.isSnoozed(page.asOf()))
                        .map(task ->
                                new TaskLink(
                                        page.patient().id(),
                                        pathway.id(),
                                        task,
                                        forms.form(task.form())
                                                .flatMap(Form::otherwise)
                                                .orElse("")))
                        .toList();
        return new PatientActions(
                gates,
                plan,
                page.headline().waiting().stream()
                        .flatMap(gate -> Stream.ofNullable(gates.get(gate.id())))
                        .distinct()
                        .limit(MOST_WAYS)
                        .toList(),
                page.layout().tools().stream()
                        .flatMap(tool -> tool(tool, pathway, page, chart, forms, zone).stream())
                        .toList(),
                now.stream().filter(TaskLink::isOfSomebody).toList(),
                looking.signed().isEmpty() ? List.of() : next(looking, now, pathway, page, forms),
                entered(page, chart, forms, zone));
    }

    /// What the answers lead to, then what is to be done now: what is theirs before what is
    /// others'.
    private static List<FormLink> next(
            Looking looking,
            List<TaskLink> now,
            Pathway pathway,
            PatientPage page,
            FormLibrary forms) {
        Who who = looking.who();
        return Stream.concat(
                        looking.named().stream()
                                .flatMap(form ->
                                        FormLink.named(forms, pathway, form, page.path()).stream()),
                        now.stream()
                                .filter(one -> !one.task().form().equals(looking.signed()))
                                .sorted(
                                        Comparator.comparing(
                                                one -> !one.task().isFor(who.name(), who.role())))
                                .flatMap(one -> one.form().stream()))
                .distinct()
                .limit(MOST_NEXT)
                .toList();
    }

    /// The tool that the pathway names for the gate, else the first form that says it answers it.
    private static Optional<FormLink> clearing(
            Gate gate, Pathway pathway, PatientPage page, FormLibrary forms) {
        return page.layout().tools().stream()
                .filter(tool -> tool.clears().contains(gate.id()))
                .flatMap(tool ->
                        FormLink.named(forms, pathway, tool.form(), page.path()).stream()
                                .map(form -> new FormLink(tool.title(), form.address())))
                .findFirst()
                .or(() ->
                        Stream.concat(
                                        Stream.of(gate.id()),
                                        gate.findings().stream().map(Gate.Finding::code))
                                .flatMap(id ->
                                        FormLink.openedBy(forms, pathway, id, page.path()).stream())
                                .findFirst());
    }

    /// On a past day nothing is entered: what was, is shown.
    static PatientActions nothing(PatientPage page, Chart chart, FormLibrary forms, ZoneId zone) {
        return new PatientActions(
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                entered(page, chart, forms, zone));
    }

    private static Optional<Tool> tool(
            PageLayout.Tool tool,
            Pathway pathway,
            PatientPage page,
            Chart chart,
            FormLibrary forms,
            ZoneId zone) {
        return tool.form().isEmpty()
                ? Optional.of(
                        new Tool(
                                tool.title(),
                                page.path() + "/" + tool.page() + "?pathway=" + pathway.id(),
                                tool.page().equals(DONORS) && PatientTyping.isOn(chart, page.asOf())
                                        ? ""
                                        : tool.remark()))
                : FormLink.named(forms, pathway, tool.form(), page.path())
                        .map(form ->
                                new Tool(
                                        tool.title(),
                                        form.address(),
                                        signedToday(tool.form(), page, chart, forms, zone)
                                                .orElse(tool.remark())));
    }

    /// That a form was signed on the day that is shown: nobody does the same check twice for want
    /// of knowing.
    private static Optional<String> signedToday(
            String form, PatientPage page, Chart chart, FormLibrary forms, ZoneId zone) {
        String day = Wording.day(page.asOf()) + " ";
        return RecordedResponse.on(chart).stream()
                .filter(one -> one.isSigned() && !one.status().equals("entered-in-error"))
                .filter(one ->
                        forms.byAddress(one.questionnaire())
                                .filter(found -> found.id().equals(form))
                                .isPresent())
                .map(one -> ValueText.shown(one.when(), zone))
                .filter(when -> when.startsWith(day))
                .findFirst()
                .map(when -> "signed today " + when.substring(day.length()));
    }

    private static List<Entered> entered(
            PatientPage page, Chart chart, FormLibrary forms, ZoneId zone) {
        List<Entered> entered = new ArrayList<>();
        for (RecordedResponse one : RecordedResponse.on(chart)) {
            if (entered.size() < MOST_ENTERED) {
                forms.byAddress(one.questionnaire())
                        .ifPresent(form ->
                                entered.add(
                                        new Entered(
                                                form.title(),
                                                page.path()
                                                        + "/forms/"
                                                        + form.id()
                                                        + (one.isDraft() && !one.isWaiting()
                                                                ? "?response="
                                                                : "/")
                                                        + one.id(),
                                                ValueText.shown(one.when(), zone),
                                                one.author(),
                                                state(one))));
            }
        }
        return entered;
    }

    private static String state(RecordedResponse one) {
        return switch (one.status()) {
            case "in-progress" -> one.isWaiting() ? "waits for the second signature" : "draft";
            case "amended" -> "amended";
            case "entered-in-error" -> "entered in error";
            case "stopped" -> "discarded";
            default -> "";
        };
    }
}
