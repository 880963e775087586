package org.osteon.app.http;

import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;

/// What a record system would show of a chart that is not kept: for those who connect one.
public interface CardPreview {
    /// What can be shown of what somebody tries.
    ///
    /// @param trouble why it is no chart; empty where it is one
    /// @param unread entries that could not be read, each with why
    /// @param chart the chart, where it is one
    /// @param cards for the moment at which it is opened
    record Preview(String trouble, List<String> unread, Optional<Chart> chart, List<Card> cards) {
        public Preview {
            unread = List.copyOf(unread);
            cards = List.copyOf(cards);
        }
    }

    /// A card as it is drawn.
    ///
    /// @param indicator `info`, `warning` or `critical`
    /// @param detail in Markdown
    /// @param suggestions buttons
    /// @param reasons to choose from where it is not followed
    record Card(
            String summary,
            String indicator,
            String detail,
            String source,
            String sourceAddress,
            List<String> suggestions,
            List<String> reasons) {
        public Card {
            suggestions = List.copyOf(suggestions);
            reasons = List.copyOf(reasons);
        }
    }

    /// The cards of a Bundle, or of one resource. Nothing is kept, nothing counted.
    Preview of(byte[] bundle, String server);
}
