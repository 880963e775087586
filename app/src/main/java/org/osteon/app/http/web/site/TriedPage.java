package org.osteon.app.http.web.site;

import java.util.List;
import java.util.Map;
import org.osteon.app.http.CardPreview;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.workflow.desk.Tone;

/// What is understood of what an integrator tries. Nothing of it is kept.
///
/// @param text what was tried
/// @param form what it was taken for, in words
/// @param trouble why nothing can be made of it; empty where something can
/// @param remarks what was not taken as it stands
/// @param resources in one line each, by type
/// @param unknown codes, units and words that no rule places
/// @param judged what each pathway says
/// @param cards as a record system would draw them
record TriedPage(
        String text,
        String form,
        String trouble,
        List<String> remarks,
        Map<String, List<String>> resources,
        List<ReadingSurvey.Row> unknown,
        List<Judged> judged,
        List<Drawn> cards) {

    /// What a pathway says.
    record Judged(
            String pathway,
            String title,
            boolean applies,
            Tone tone,
            String decision,
            List<String> missing) {}

    /// A card, its Markdown as HTML.
    record Drawn(CardPreview.Card card, String html) {}

    static TriedPage nothing(String text) {
        return new TriedPage(text, "", "", List.of(), Map.of(), List.of(), List.of(), List.of());
    }

    boolean isTried() {
        return !form.isEmpty();
    }
}
