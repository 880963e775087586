package org.osteon.feeds;

import java.util.List;

/// What comes of a message.
public sealed interface Outcome {
    /// Whose message it is, as far as its head can be read.
    Envelope envelope();

    /// What it changes. Nothing of it is written yet.
    ///
    /// @param profile the name of the sender's profile
    /// @param edits by chart; a message may be about several patients
    /// @param remarks what was not taken as it stands
    /// @param ignored segments that were passed over, by name
    /// @param merges which charts were merged
    record Understood(
            Envelope envelope,
            String profile,
            List<ChartEdit> edits,
            List<Remark> remarks,
            List<String> ignored,
            List<Merged> merges)
            implements Outcome {
        public Understood {
            edits = List.copyOf(edits);
            remarks = List.copyOf(remarks);
            ignored = List.copyOf(ignored);
            merges = List.copyOf(merges);
        }

        /// Whether it says otherwise what was said before.
        public boolean corrects() {
            return edits.stream()
                    .flatMap(one -> one.parts().stream())
                    .anyMatch(ChartEdit.Part::corrects);
        }
    }

    /// Nothing of it is taken.
    ///
    /// @param profile the name of the sender's profile; empty where there is none
    /// @param place where in the message
    /// @param text why, naming the value and the remedy
    record NotUnderstood(
            Envelope envelope, String profile, Reason reason, String place, String text)
            implements Outcome {
        /// In one line.
        public String line() {
            return place.isEmpty() ? text : place + ": " + text;
        }
    }

    /// Two charts of one person.
    ///
    /// @param survivor the chart that stays
    /// @param gone the chart whose content moves
    record Merged(String survivor, String gone) {}
}
