package org.osteon.records.cards;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.incoming.Incoming;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;

/// One assessment as a card, or none where there is nothing to say: cards that tell what everybody
/// knows are cards that nobody reads.
public final class CardWriter {
    private static final int LONGEST_SUMMARY = 140;
    private static final List<Cards.Code> OVERRIDE_REASONS =
            Stream.of(OverrideReason.values())
                    .map(one -> new Cards.Code(one.code(), OverrideReason.SYSTEM, one.display()))
                    .toList();

    private final Hook hook;
    private final HookRequest request;
    private final String baseUrl;
    private final boolean inStore;
    private final List<String> notSent;

    /// @param baseUrl where this server answers
    /// @param inStore whether the patient has a page here
    /// @param notSent what would have been looked at and was not sent along
    public CardWriter(
            Hook hook, HookRequest request, String baseUrl, boolean inStore, List<String> notSent) {
        this.notSent = List.copyOf(notSent);
        this.hook = hook;
        this.request = request;
        this.baseUrl = baseUrl;
        this.inStore = inStore;
    }

    /// The card for an assessment of the chart as it is.
    public Optional<Cards.Card> onPatient(Pathway pathway, Assessment assessment) {
        List<PlanItem> due =
                assessment.plan().stream()
                        .filter(item ->
                                item.status() == PlanItem.Status.DUE
                                        || item.status() == PlanItem.Status.OVERDUE)
                        .toList();
        boolean loud =
                assessment.alerts().stream()
                        .anyMatch(alert -> alert.severity() != Alert.Severity.INFO);
        if (assessment.status() == Assessment.Status.NOT_APPLICABLE || (!loud && due.isEmpty())) {
            return Optional.empty();
        }
        String summary =
                loud
                        ? headline(pathway, assessment)
                        : pathway.title()
                                + ": "
                                + due.stream()
                                        .map(item -> item.title() + " " + item.status().word())
                                        .collect(Collectors.joining(", "));
        return Optional.of(card(pathway, assessment, "", summary, tasks(due)));
    }

    /// The card for an order.
    public Optional<Cards.Card> onOrder(Pathway pathway, Assessment assessment, Incoming order) {
        if (assessment.decision().isEmpty()) {
            return Optional.empty();
        }
        if (hook == Hook.ORDER_SIGN && assessment.alerts().isEmpty()) {
            return Optional.empty();
        }
        List<Cards.Suggestion> suggestions = new ArrayList<>();
        boolean blocked =
                decision(pathway, assessment)
                        .filter(word -> word.effect() == DecisionWord.Effect.BLOCKS)
                        .isPresent();
        // What has no id where it is cannot be named to be removed.
        if (blocked && !request.unnamed().contains(order.reference())) {
            suggestions.add(
                    new Cards.Suggestion(
                            "Remove the order",
                            uuid("remove", pathway.id(), order.reference()),
                            false,
                            List.of(
                                    new Cards.Action(
                                            "delete",
                                            "Remove " + order.resource().label(),
                                            Optional.empty(),
                                            Optional.of(order.reference())))));
        }
        suggestions.addAll(
                tasks(
                        assessment.plan().stream()
                                .filter(item ->
                                        item.status() == PlanItem.Status.DUE
                                                || item.status() == PlanItem.Status.OVERDUE)
                                .toList()));
        return Optional.of(
                card(
                        pathway,
                        assessment,
                        order.reference(),
                        headline(pathway, assessment),
                        suggestions));
    }

    /// That the patient withheld a part of what the cards rest on.
    public Cards.Card withheld() {
        return new Cards.Card(
                uuid("withheld", "chart", ""),
                "A part of this chart is withheld",
                "The patient withheld a part of this chart. The advice does not know it.",
                Alert.Severity.INFO.word(),
                new Cards.Source("Osteon", baseUrl + "/rules", topic(CardTopic.WITHHELD)),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /// The card where nothing could be judged: silence would read as consent.
    ///
    /// @param topic what could not be judged, or by which pathway
    public Cards.Card unjudged(String topic, String order, String reason) {
        return new Cards.Card(
                uuid("unjudged", topic, order),
                shortened(topic + ": could not be judged"),
                "Not judged: " + escaped(reason) + ". Decide without this advice.",
                Alert.Severity.WARNING.word(),
                new Cards.Source("Osteon", baseUrl + "/rules", topic(CardTopic.UNJUDGED)),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /// That a part of what was sent along is missing: the other cards do not know it.
    public Cards.Card incomplete(List<SentAlong> gaps) {
        String what =
                gaps.stream()
                        .map(one -> one.key() + " " + one.gap().orElse(""))
                        .collect(Collectors.joining("; "));
        return new Cards.Card(
                uuid("incomplete", "prefetch", ""),
                shortened("Incomplete: " + what),
                gaps.stream()
                                .map(one ->
                                        "- **"
                                                + escaped(one.key())
                                                + "** "
                                                + escaped(one.gap().orElse(""))
                                                + "\n")
                                .collect(Collectors.joining())
                        + "\n"
                        + "What is missing is known to no card. Look it up before you follow one.",
                Alert.Severity.WARNING.word(),
                new Cards.Source("Osteon", baseUrl + "/rules", topic(CardTopic.INCOMPLETE)),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Cards.Code topic(CardTopic topic) {
        return new Cards.Code(topic.code(), CardTopic.SYSTEM, topic.display());
    }

    private static Optional<DecisionWord> decision(Pathway pathway, Assessment assessment) {
        return pathway.decisions().stream()
                .filter(word -> assessment.decision().filter(word.word()::equals).isPresent())
                .findFirst();
    }

    private static String headline(Pathway pathway, Assessment assessment) {
        String decision = decision(pathway, assessment).map(DecisionWord::title).orElse("");
        String finding =
                assessment.alerts().isEmpty() ? "" : assessment.alerts().getFirst().summary();
        return List.of(pathway.title(), decision, finding).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
    }

    private Cards.Card card(
            Pathway pathway,
            Assessment assessment,
            String order,
            String summary,
            List<Cards.Suggestion> suggestions) {
        List<Cards.Link> links = new ArrayList<>();
        if (inStore) {
            links.add(
                    new Cards.Link(
                            "Release sheet in Osteon",
                            baseUrl + "/patients/" + request.patient(),
                            "absolute"));
        }
        return new Cards.Card(
                uuid("card", pathway.id(), order),
                shortened(summary),
                detail(pathway, assessment),
                indicator(assessment),
                new Cards.Source(
                        pathway.title() + " " + pathway.version(),
                        baseUrl + "/rules/" + pathway.id(),
                        new Cards.Code(pathway.id(), "urn:osteon:pathway", pathway.title())),
                suggestions,
                suggestions.isEmpty() ? Optional.empty() : Optional.of("any"),
                assessment.alerts().isEmpty() ? List.of() : OVERRIDE_REASONS,
                links);
    }

    private static String indicator(Assessment assessment) {
        return assessment.alerts().isEmpty()
                ? Alert.Severity.INFO.word()
                : assessment.alerts().getFirst().severity().word();
    }

    /// Each finding with what would clear it, and its rule's page.
    private String detail(Pathway pathway, Assessment assessment) {
        StringBuilder detail = new StringBuilder();
        for (Alert alert : assessment.alerts()) {
            detail.append("- **").append(escaped(alert.summary())).append("**");
            if (!alert.action().isEmpty()) {
                detail.append(" ").append(escaped(alert.action()));
            }
            if (!alert.clears().isEmpty()) {
                detail.append(" Clears: ").append(escaped(alert.clears())).append(".");
            }
            detail.append(" _(").append(linked(pathway, alert)).append(")_\n");
        }
        if (!assessment.missing().isEmpty()) {
            detail.append("\nMissing: ")
                    .append(escaped(String.join("; ", assessment.missing())))
                    .append("\n");
        }
        if (!notSent.isEmpty()) {
            detail.append("\nNot sent along: ")
                    .append(escaped(String.join(", ", notSent)))
                    .append("\n");
        }
        detail.append("\nKnowledge ")
                .append(assessment.pathway())
                .append(" ")
                .append(assessment.version())
                .append(", as of ")
                .append(assessment.asOf());
        return detail.toString();
    }

    /// The source, the code in it as a link to the rule's page.
    private String linked(Pathway pathway, Alert alert) {
        String rest =
                alert.source().startsWith(alert.code())
                        ? alert.source().substring(alert.code().length())
                        : ", " + alert.source();
        return "["
                + escaped(alert.code())
                + "]("
                + baseUrl
                + "/rules/"
                + pathway.id()
                + "/"
                + URLEncoder.encode(alert.code(), StandardCharsets.UTF_8)
                + ")"
                + escaped(rest);
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>])", "\\\\$1");
    }

    private List<Cards.Suggestion> tasks(List<PlanItem> due) {
        return due.stream().map(this::task).toList();
    }

    private Cards.Suggestion task(PlanItem item) {
        String period =
                Stream.of(
                                item.from().map(day -> "\"start\":\"" + day + "\""),
                                item.to().map(day -> "\"end\":\"" + day + "\""))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(","));
        String task =
                "{\"resourceType\":\"Task\",\"status\":\"requested\",\"intent\":\"proposal\","
                        + "\"description\":"
                        + quoted(item.title())
                        + ",\"for\":{\"reference\":"
                        + quoted("Patient/" + request.patient())
                        + "}"
                        + (period.isEmpty() ? "" : ",\"restriction\":{\"period\":{" + period + "}}")
                        + "}";
        return new Cards.Suggestion(
                "Add to the tasks: " + item.title(),
                uuid("task", item.id(), item.title()),
                false,
                List.of(
                        new Cards.Action(
                                "create",
                                "Task: " + item.title(),
                                Optional.of(new Cards.RawJson(task)),
                                Optional.empty())));
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    private static String shortened(String summary) {
        return summary.length() <= LONGEST_SUMMARY
                ? summary
                : summary.substring(0, LONGEST_SUMMARY - 1) + "…";
    }

    /// The same call gives the same ids.
    private String uuid(String... parts) {
        String name =
                request.hookInstance().toLowerCase(Locale.ROOT) + "|" + String.join("|", parts);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
