package org.osteon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.pathway.Pathway;

/// The life of an order: planned, released, held or planned again, withdrawn, given or not given. A
/// chart and an intention in, an [Outcome] out.
///
/// @param pathway whose orders they are
/// @param chart as it is
/// @param twoPersons whether who plans may not release: a site's setting
public record OrderLife(Pathway pathway, Chart chart, boolean twoPersons) {
    /// The field with why something is done all the same.
    public static final String REASON = "reason";

    /// The field that says that the advice was read.
    public static final String READ = "read";

    /// Something that can be ordered.
    ///
    /// @param template the order as the pathway's author wrote it, in JSON
    public record Chosen(Pathway.Orderable option, String template) {
        /// What a PlanDefinition contains under the option's id.
        public static Chosen of(Pathway.Orderable option, JsonNode plan) {
            return plan.path("contained")
                    .valueStream()
                    .filter(order -> order.path("id").asText("").equals(option.id()))
                    .map(order -> new Chosen(option, FhirEdit.write(order)))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("there is no order " + option.id()));
        }
    }

    /// The order that a form describes, as a draft. Takes the place of a draft that is there.
    public ObjectNode draft(Chosen chosen, Answers answers, LocalDate today) {
        ObjectNode order =
                OrderDraft.filled(
                        OrderForm.of(chosen.option()), FhirEdit.read(chosen.template()), answers);
        order.put("id", planned().map(Order::id).orElseGet(() -> "order-" + UUID.randomUUID()));
        order.put("status", Order.State.PLANNED.status());
        order.putObject("subject").put("reference", chart.patient().reference());
        order.put("authoredOn", today.toString());
        order.putArray(Order.INSTANTIATES).add(Order.canonical(pathway));
        return order;
    }

    /// The chart as it would be with a draft in it.
    public Chart with(ObjectNode draft) {
        String reference =
                draft.path("resourceType").asText("") + "/" + draft.path("id").asText("");
        return chart.without(List.of(reference)).with(ChartReader.resource(FhirEdit.write(draft)));
    }

    /// What is planned: one draft for each pathway, and planning again changes it.
    public Optional<Order> planned() {
        return Order.of(pathway, chart).stream()
                .filter(order -> order.state() == Order.State.PLANNED)
                .findFirst();
    }

    /// What a form for planning shows of what is there.
    public Screen planScreen() {
        return planned().map(Screen::of).orElseGet(Screen::empty);
    }

    /// The order of that reference, where it waits for something.
    public Optional<Order> order(String reference) {
        return Order.of(pathway, chart).stream()
                .filter(order -> order.reference().equals(reference))
                .findFirst();
    }

    /// Plans.
    public Outcome plan(Chosen chosen, Answers answers, Optional<Screen> seen, Deed deed) {
        Optional<Outcome> changed = changed(seen, planScreen());
        if (changed.isPresent()) {
            return changed.get();
        }
        List<FieldProblem> problems = OrderForm.of(chosen.option()).problems(answers);
        if (!problems.isEmpty()) {
            return new Outcome.Incomplete(problems);
        }
        ObjectNode draft = draft(chosen, answers, deed.day());
        List<GivenDose> given = givenOnItsDay(draft);
        if (!given.isEmpty() && deed.reason().isBlank()) {
            return new Outcome.NeedsReason(
                    given.stream()
                            .map(dose -> "Given on that day already: " + dose.words() + ".")
                            .toList());
        }
        draft.putObject("requester").put("display", deed.author());
        return new Outcome.Done(
                "plan",
                deed.reason(),
                List.of(
                        planned()
                                .map(before -> Write.changed(draft, before.resource()))
                                .orElseGet(() -> Write.fresh(draft))));
    }

    private List<GivenDose> givenOnItsDay(ObjectNode draft) {
        return Order.of(pathway, with(draft)).stream()
                .filter(order -> order.id().equals(draft.path("id").asText("")))
                .flatMap(order -> order.day().stream())
                .flatMap(day -> GivenDose.on(day, pathway, chart).stream())
                .toList();
    }

    /// Makes a draft an order that may be given.
    ///
    /// @param now what the form would show if it were opened again
    public Outcome release(
            Order order, Answers answers, Optional<Screen> seen, Screen now, Deed deed) {
        if (order.state() != Order.State.PLANNED) {
            return new Outcome.Gone();
        }
        Optional<Outcome> changed = changed(seen, now);
        if (changed.isPresent()) {
            return changed.get();
        }
        if (twoPersons && PersonName.areSame(order.plannedBy(), deed.author())) {
            return new Outcome.NeedsAnother(deed.author());
        }
        ReleaseFindings findings = ReleaseFindings.of(pathway, chart, order, deed.day());
        if (!findings.obstacles().isEmpty() && deed.reason().isBlank()) {
            return new Outcome.NeedsReason(
                    findings.obstacles().stream().map(OrderFinding::summary).toList());
        }
        if (!findings.advice().isEmpty() && !answers.has(READ)) {
            return new Outcome.AdviceUnread(findings.advice());
        }
        List<FieldProblem> problems = AnswerCheck.needed(order.open(), answers);
        if (!problems.isEmpty()) {
            return new Outcome.Incomplete(problems);
        }
        ObjectNode json = FhirEdit.read(order.resource().json());
        ObjectNode released =
                order.option()
                        .map(option -> OrderDraft.filled(OrderForm.of(option), json, answers))
                        .orElse(json);
        released.put("status", Order.State.RELEASED.status());
        released.put("intent", "order");
        ofThePathway(released);
        FhirEdit.extension(released, Order.RELEASED_BY, deed.author());
        FhirEdit.extension(released, Order.RELEASED_AT, Order.WRITTEN.format(deed.at()));
        List<Write> writes = new ArrayList<>();
        writes.add(Write.changed(released, order.resource()));
        for (OrderFinding finding : findings.obstacles()) {
            writes.add(Write.fresh(overridden(order, finding, deed)));
        }
        return new Outcome.Done(
                findings.obstacles().isEmpty() ? "release" : "override", deed.reason(), writes);
    }

    /// Whose draft came from elsewhere: once something is done with it here, it is told from a
    /// running series by the pathway that it was done with.
    private void ofThePathway(ObjectNode order) {
        if (order.path(Order.INSTANTIATES).isEmpty()) {
            order.putArray(Order.INSTANTIATES).add(Order.canonical(pathway));
        }
    }

    /// A finding that was seen and overridden, with the reason (X7).
    private ObjectNode overridden(Order order, OrderFinding finding, Deed deed) {
        ObjectNode issue = issue(order.reference(), finding, deed);
        ObjectNode mitigation = issue.putArray("mitigation").addObject();
        mitigation.putObject("action").put("text", IssueReason.overridden(deed));
        mitigation.put("date", moment(deed));
        mitigation.putObject("author").put("display", deed.author());
        return issue;
    }

    private ObjectNode issue(String implicated, OrderFinding finding, Deed deed) {
        ObjectNode issue =
                IssueWords.issue(
                        "override-" + UUID.randomUUID(),
                        finding.code(),
                        finding.summary(),
                        finding.severity(),
                        chart.patient().reference(),
                        moment(deed),
                        deed.author(),
                        implicated);
        if (!finding.evidence().isEmpty()) {
            var details = issue.putArray("evidence").addObject().putArray("detail");
            finding.evidence()
                    .forEach(datum -> details.addObject().put("reference", datum.reference()));
        }
        issue.put("detail", (finding.summary() + ". " + finding.action()).strip());
        return issue;
    }

    private static String moment(Deed deed) {
        return deed.at().toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Where an order can be moved to.
    public enum Move {
        HOLD("hold", Order.State.HELD.status(), true),
        WITHDRAW("withdraw", "cancelled", true),
        RESUME("resume", Order.State.PLANNED.status(), false);

        private final String action;
        private final String status;
        private final boolean needsReason;

        Move(String action, String status, boolean needsReason) {
            this.action = action;
            this.status = status;
            this.needsReason = needsReason;
        }

        private boolean startsFrom(Order.State state) {
            return switch (this) {
                case HOLD -> state != Order.State.HELD;
                case WITHDRAW -> true;
                case RESUME -> state == Order.State.HELD;
            };
        }

        /// The word of the audit and of addresses.
        public String action() {
            return action;
        }
    }

    /// Holds it with a reason, makes a held one a draft again, or withdraws it.
    public Outcome move(Order order, Move move, Optional<Screen> seen, Deed deed) {
        return move(order, move, "", seen, deed);
    }

    /// The same with why it is held, in a way that rules can read.
    ///
    /// @param because the code of a choice of the pathway; empty: none
    public Outcome move(Order order, Move move, String because, Optional<Screen> seen, Deed deed) {
        Optional<HoldReason> reason = HoldReason.of(pathway, because, deed.reason());
        if (reason.isEmpty()) {
            return HoldReason.unknown(because);
        }
        Optional<Outcome> changed = changed(seen, Screen.of(order));
        if (changed.isPresent()) {
            return changed.get();
        }
        if (!move.startsFrom(order.state())) {
            return new Outcome.Gone();
        }
        if (move.needsReason && reason.get().isBlank()) {
            return new Outcome.NeedsReason(
                    List.of("To " + move.action + " an order, others must be able to read why."));
        }
        ObjectNode json = FhirEdit.read(order.resource().json());
        json.put("status", move.status);
        ofThePathway(json);
        json.remove("statusReason");
        FhirEdit.removeExtension(json, Order.RELEASED_BY);
        FhirEdit.removeExtension(json, Order.RELEASED_AT);
        if (!reason.get().isBlank()) {
            json.set("statusReason", reason.get().concept());
        }
        return new Outcome.Done(
                move.action, reason.get().text(), List.of(Write.changed(json, order.resource())));
    }

    /// Keeps what was given, and closes the order.
    public Outcome given(Order order, Answers answers, Optional<Screen> seen, Deed deed) {
        Optional<Outcome> changed = changed(seen, Screen.of(order));
        if (changed.isPresent()) {
            return changed.get();
        }
        Administration administration = new Administration(pathway, order);
        List<FieldProblem> problems = administration.problems(answers, deed.at());
        if (!problems.isEmpty()) {
            return new Outcome.Incomplete(problems);
        }
        ObjectNode record = administration.given(answers, deed);
        List<RecordCheck> checks =
                new RecordChecks(pathway, chart, order, deed).of(record, answers, administration);
        List<RecordCheck> stops =
                checks.stream().filter(check -> check.kind() == RecordCheck.Kind.STOP).toList();
        if (!isAnswered(checks, stops, answers, deed)) {
            return new Outcome.Stopped(
                    stops.isEmpty() ? checks : withOneself(checks, answers, deed));
        }
        ObjectNode closed = FhirEdit.read(order.resource().json());
        closed.put("status", "completed");
        List<Write> writes = new ArrayList<>();
        writes.add(Write.changed(closed, order.resource()));
        if (!checks.isEmpty()) {
            administration.explained(record, deed.reason());
        }
        if (!stops.isEmpty()) {
            administration.witnessed(record, answers.of(Administration.SECOND));
        }
        writes.add(Write.fresh(record));
        String reference =
                record.path("resourceType").asText("") + "/" + record.path("id").asText("");
        List<ObjectNode> incidents = new ArrayList<>();
        for (RecordCheck stop : stops) {
            ObjectNode incident =
                    issue(
                            reference,
                            new OrderFinding(
                                    stop.code(),
                                    org.osteon.pathway.Alert.Severity.CRITICAL,
                                    false,
                                    stop.text(),
                                    IssueReason.recorded(deed),
                                    List.of()),
                            deed);
            Confirmation.await(incident, answers.of(Administration.SECOND));
            incidents.add(incident);
            writes.add(Write.fresh(incident));
        }
        if (!incidents.isEmpty()) {
            writes.add(
                    Write.fresh(
                            EventAsked.task(
                                    EventAsked.id(),
                                    chart.patient().reference(),
                                    incidents,
                                    deed)));
        }
        return new Outcome.Done("administration", deed.reason(), writes);
    }

    /// A stop wants "this really happened", a reason and a second person; a difference wants a
    /// reason.
    private static boolean isAnswered(
            List<RecordCheck> checks, List<RecordCheck> stops, Answers answers, Deed deed) {
        if (checks.isEmpty()) {
            return true;
        }
        String second = answers.of(Administration.SECOND);
        return checks.stream().noneMatch(check -> check.kind() == RecordCheck.Kind.REFUSE)
                && !deed.reason().isBlank()
                && (stops.isEmpty()
                        || (answers.has(Administration.HAPPENED)
                                && !second.isEmpty()
                                && !PersonName.areSame(second, deed.author())));
    }

    /// With why the person named is no second one, where they are not.
    private static List<RecordCheck> withOneself(
            List<RecordCheck> checks, Answers answers, Deed deed) {
        String second = answers.of(Administration.SECOND);
        if (!PersonName.areSame(second, deed.author())) {
            return checks;
        }
        List<RecordCheck> all = new ArrayList<>(checks);
        all.add(
                new RecordCheck(
                        RecordCheck.Kind.STOP,
                        "SECOND-PERSON",
                        PersonName.oneself(second, "records it", "confirms it")));
        return List.copyOf(all);
    }

    /// Keeps that it was not given; the order goes on hold.
    public Outcome notGiven(Order order, Optional<Screen> seen, Deed deed) {
        return notGiven(order, "", seen, deed);
    }

    /// The same with why, in a way that rules can read.
    ///
    /// @param because the code of a choice of the pathway; empty: none
    public Outcome notGiven(Order order, String because, Optional<Screen> seen, Deed deed) {
        Optional<HoldReason> reason = HoldReason.of(pathway, because, deed.reason());
        if (reason.isEmpty()) {
            return HoldReason.unknown(because);
        }
        Optional<Outcome> changed = changed(seen, Screen.of(order));
        if (changed.isPresent()) {
            return changed.get();
        }
        if (order.state() != Order.State.RELEASED) {
            return new Outcome.Gone();
        }
        if (reason.get().isBlank()) {
            return new Outcome.NeedsReason(
                    List.of("That a dose was not given is recorded with its reason."));
        }
        ObjectNode held = FhirEdit.read(order.resource().json());
        held.put("status", Order.State.HELD.status());
        held.set("statusReason", reason.get().concept());
        return new Outcome.Done(
                "administration",
                reason.get().text(),
                List.of(
                        Write.fresh(
                                new Administration(pathway, order).notGiven(reason.get(), deed)),
                        Write.changed(held, order.resource())));
    }

    private static Optional<Outcome> changed(Optional<Screen> seen, Screen now) {
        if (seen.isEmpty()) {
            return Optional.of(
                    new Outcome.Changed(
                            List.of("The form did not say which state of the order it showed.")));
        }
        List<String> differences = seen.get().differences(now);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Changed(differences));
    }
}
