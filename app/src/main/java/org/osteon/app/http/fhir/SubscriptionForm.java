package org.osteon.app.http.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.jspecify.annotations.Nullable;
import org.osteon.records.notices.Notices;
import org.osteon.records.notices.Subscriber;
import org.osteon.records.notices.Topic;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;

/// A subscription as FHIR writes it. What cannot be held to is refused, by its name.
final class SubscriptionForm {
    private static final String BACKPORT =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";
    private static final String PROFILE = BACKPORT + "backport-subscription";
    private static final String FILTER = BACKPORT + "backport-filter-criteria";
    private static final String CONTENT = BACKPORT + "backport-payload-content";
    private static final String HEARTBEAT = BACKPORT + "backport-heartbeat-period";
    private static final String TIMEOUT = BACKPORT + "backport-timeout";
    private static final String MOST = BACKPORT + "backport-max-count";
    private static final String PATHWAY = "pathway=";
    private static final int MOST_AT_ONCE = 100;
    private static final int LONGEST_WAIT = 60;
    private static final int USUAL_WAIT = 10;
    private static final int SHORTEST_HEARTBEAT = 5;
    private static final int MOST_HEADERS = 5;

    /// Headers of HTTP's own, which nobody else writes.
    private static final Set<String> OURS =
            Set.of(
                    "host",
                    "content-type",
                    "content-length",
                    "connection",
                    "expect",
                    "upgrade",
                    "transfer-encoding",
                    "cookie");

    private SubscriptionForm() {}

    /// What is asked for.
    ///
    /// @throws Problem where it cannot be
    static Notices.Wanted wanted(Subscription from, String base) {
        Topic topic =
                Topic.of(String.valueOf(from.getCriteria()))
                        .orElseThrow(() ->
                                refused(
                                        "criteria is the topic, one of "
                                                + Stream.of(Topic.values())
                                                        .map(Topic::canonical)
                                                        .collect(Collectors.joining(", "))
                                                + "; not '"
                                                + from.getCriteria()
                                                + "'"));
        Subscription.SubscriptionChannelComponent channel = from.getChannel();
        if (channel.getType() != Subscription.SubscriptionChannelType.RESTHOOK) {
            throw refused("channel.type is rest-hook; nothing else is sent");
        }
        if (channel.hasPayload()
                && !List.of("application/fhir+json", "application/json")
                        .contains(channel.getPayload())) {
            throw refused("channel.payload is application/fhir+json, not " + channel.getPayload());
        }
        String content = content(channel);
        int heartbeat = number(channel.getExtensionByUrl(HEARTBEAT), 0);
        if (heartbeat != 0 && heartbeat < SHORTEST_HEARTBEAT) {
            throw refused("a heartbeat comes every " + SHORTEST_HEARTBEAT + " seconds or more");
        }
        return new Notices.Wanted(
                base,
                topic,
                pathways(from),
                String.valueOf(channel.getEndpoint()),
                headers(channel),
                content.equals("id-only"),
                heartbeat,
                within(number(channel.getExtensionByUrl(TIMEOUT), USUAL_WAIT), LONGEST_WAIT),
                within(number(channel.getExtensionByUrl(MOST), 1), MOST_AT_ONCE),
                from.hasReason() ? from.getReason() : "",
                Optional.ofNullable(from.getEnd()).map(java.util.Date::toInstant));
    }

    private static int within(int number, int most) {
        if (number < 1 || number > most) {
            throw refused(
                    "backport-timeout is 1 to "
                            + LONGEST_WAIT
                            + " seconds, backport-max-count 1 to "
                            + MOST_AT_ONCE
                            + "; not "
                            + number);
        }
        return number;
    }

    private static String content(Subscription.SubscriptionChannelComponent channel) {
        Extension extension = channel.getPayloadElement().getExtensionByUrl(CONTENT);
        String content =
                extension == null || extension.getValue() == null
                        ? "empty"
                        : extension.getValue().primitiveValue();
        if (!content.equals("empty") && !content.equals("id-only")) {
            throw refused(
                    "backport-payload-content is empty or id-only; what is in a chart is fetched,"
                            + " by who may");
        }
        return content;
    }

    private static List<String> pathways(Subscription from) {
        List<String> pathways = new ArrayList<>();
        for (Extension filter : from.getCriteriaElement().getExtensionsByUrl(FILTER)) {
            String text = filter.getValue() == null ? "" : filter.getValue().primitiveValue();
            String asked = text.startsWith("?") ? text.substring(1) : text;
            if (!asked.startsWith(PATHWAY)) {
                throw refused("a filter is like pathway=marrow-transplant, not '" + text + "'");
            }
            pathways.addAll(List.of(asked.substring(PATHWAY.length()).split(",", -1)));
        }
        return pathways;
    }

    private static int number(@Nullable Extension extension, int otherwise) {
        return extension == null || extension.getValue() == null
                ? otherwise
                : Integer.parseInt(extension.getValue().primitiveValue());
    }

    private static List<String> headers(Subscription.SubscriptionChannelComponent channel) {
        List<String> headers = channel.getHeader().stream().map(StringType::getValue).toList();
        for (String one : headers) {
            String name = one.replaceFirst(":.*", "").strip().toLowerCase(Locale.ROOT);
            if (!one.matches("[A-Za-z][A-Za-z0-9-]{0,63}:[\\x20-\\x7e]{1,2000}")
                    || OURS.contains(name)) {
                throw refused("'" + name + "' cannot be sent as a header of a notification");
            }
        }
        if (headers.size() > MOST_HEADERS) {
            throw refused("at most " + MOST_HEADERS + " headers go with a notification");
        }
        return headers;
    }

    private static Problem refused(String words) {
        return new Problem(ProblemKind.INCOMPLETE, words);
    }

    /// As it is kept; what stands in headers is told nobody.
    static Subscription resource(Subscriber one) {
        Subscription resource = new Subscription();
        resource.setId(one.id());
        resource.getMeta().addProfile(PROFILE);
        resource.setStatus(
                switch (one.status()) {
                    case REQUESTED -> Subscription.SubscriptionStatus.REQUESTED;
                    case ACTIVE -> Subscription.SubscriptionStatus.ACTIVE;
                    case ERROR -> Subscription.SubscriptionStatus.ERROR;
                    case OFF -> Subscription.SubscriptionStatus.OFF;
                });
        if (!one.reason().isEmpty()) {
            resource.setReason(one.reason());
        } else {
            resource.setReason(one.topic().title());
        }
        resource.setCriteria(one.topic().canonical());
        if (!one.pathways().isEmpty()) {
            resource.getCriteriaElement()
                    .addExtension(
                            FILTER, new StringType(PATHWAY + String.join(",", one.pathways())));
        }
        if (!one.error().isEmpty()) {
            resource.setError(one.error());
        }
        if (one.until() != null) {
            resource.setEnd(java.util.Date.from(one.until()));
        }
        Subscription.SubscriptionChannelComponent channel = resource.getChannel();
        channel.setType(Subscription.SubscriptionChannelType.RESTHOOK)
                .setEndpoint(one.endpoint())
                .setPayload("application/fhir+json");
        channel.getPayloadElement()
                .addExtension(CONTENT, new CodeType(one.ids() ? "id-only" : "empty"));
        if (one.heartbeat() > 0) {
            channel.addExtension(HEARTBEAT, new UnsignedIntType(one.heartbeat()));
        }
        channel.addExtension(TIMEOUT, new UnsignedIntType(one.timeout()));
        channel.addExtension(MOST, new PositiveIntType(one.most()));
        one.headers()
                .forEach(header -> channel.addHeader(header.replaceFirst(":.*", ": (not shown)")));
        return resource;
    }
}
