package org.osteon.records.notices;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.records.apps.Standing;

/// A program that has itself told of something, and how far that is.
///
/// @param asker who asked for it
/// @param base the address of this server's FHIR door, as they reached it
/// @param pathways of which pathways; empty: of all
/// @param endpoint where it is told
/// @param headers what goes with it, `Name: value`
/// @param ids whether it is told whom it is about; else only that there is something
/// @param heartbeat after how many seconds of silence it is told that nothing happened; 0: never
/// @param timeout how many seconds it has for its answer
/// @param most how many things it is told at once
/// @param reason why, in its words
/// @param until when it ends; null: it does not
/// @param error what went wrong last; empty: nothing
/// @param told how many things it was told
/// @param failures how often in a row it could not be told
/// @param next not before this time is it tried again
/// @param sent when it was last told anything
public record Subscriber(
        String id,
        Standing.Asker asker,
        String name,
        String base,
        Topic topic,
        List<String> pathways,
        String endpoint,
        List<String> headers,
        boolean ids,
        int heartbeat,
        int timeout,
        int most,
        String reason,
        @Nullable Instant until,
        Status status,
        String error,
        Instant began,
        long told,
        int failures,
        Instant next,
        Instant sent) {

    /// How it stands, in FHIR's words.
    public enum Status {
        /// It has not answered yet.
        REQUESTED,
        /// It is told.
        ACTIVE,
        /// It did not answer for long: nothing more is kept for it.
        ERROR,
        /// It wants nothing more.
        OFF;

        /// As FHIR writes it.
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Subscriber {
        pathways = List.copyOf(pathways);
        headers = List.copyOf(headers);
    }

    /// Whether something is kept for it.
    boolean listens() {
        return status == Status.ACTIVE || status == Status.REQUESTED;
    }

    boolean wants(Notice notice) {
        return listens()
                && topic == notice.topic()
                && (pathways.isEmpty() || pathways.contains(notice.pathway()));
    }

    Subscriber with(Status now, String why, Instant at) {
        return after(now, why, told, 0, at, sent);
    }

    Subscriber answered(Instant at, int more) {
        return after(Status.ACTIVE, "", told + more, 0, at, at);
    }

    Subscriber failed(String why, Instant again, boolean over) {
        return after(over ? Status.ERROR : status, why, told, failures + 1, again, sent);
    }

    private Subscriber after(
            Status now, String said, long toldNow, int failed, Instant again, Instant last) {
        return new Subscriber(
                id, asker, name, base, topic, pathways, endpoint, headers, ids, heartbeat, timeout,
                most, reason, until, now, said, began, toldNow, failed, again, last);
    }
}
