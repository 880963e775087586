package org.osteon.records.charts;

import java.util.Set;
import org.osteon.access.Grant;

/// Of the notes that are kept beside the charts, those that doors may keep: who works here, and
/// what programs and senders may, is kept by those who decide it.
final class NoteKinds {
    /// Kinds of notes that are no door's.
    private static final Set<String> NOT_A_DOORS =
            Set.of(
                    "account",
                    "invitation",
                    "attempts",
                    "session",
                    "token",
                    "glass",
                    "secret",
                    "text-secret",
                    "app",
                    "app-launch",
                    "app-code",
                    "app-grant",
                    "app-token",
                    "app-assertion",
                    "provided-try",
                    "passkey",
                    "passkey-challenge",
                    "feed-message",
                    "feed-letter",
                    "feed-letter-line",
                    "feed-merge",
                    "feed-merge-line",
                    "feed-correction",
                    "feed-correction-line",
                    "feed-listed",
                    "card",
                    "card-day",
                    "card-answer",
                    "bulk-job",
                    "subscription",
                    "notice",
                    "notice-told",
                    "link",
                    "link-token",
                    "link-tries",
                    "link-session",
                    "link-watch",
                    "patient-texts",
                    "wording",
                    "study",
                    "study-set-up",
                    "study-log",
                    "study-arm",
                    "study-person",
                    Grant.Unblinded.NOTES,
                    "outbox",
                    "outbox-silence");

    private NoteKinds() {}

    /// The kind, where it is a door's.
    ///
    /// @throws IllegalArgumentException where it is not
    static String ofADoor(String kind) {
        if (NOT_A_DOORS.contains(kind)) {
            throw new IllegalArgumentException(kind + " is kept elsewhere");
        }
        return kind;
    }
}
