package org.osteon.workflow.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.workflow.forms.FormDeeds;
import org.osteon.workflow.forms.RecordedResponse;

/// What people did to the drafts of a chart: responses of the form R1, the earliest first.
public final class RegistryDeeds {
    /// The form.
    static final String FORM = "registry-review";

    /// Its items.
    static final String DRAFT = "draft";

    static final String STEP = "step";

    static final String ITEM = "item";
    static final String DERIVED = "derived";
    static final String VERDICT = "verdict";
    static final String ANSWER = "answer";
    static final String REASON = "reason";
    static final String ASKED = "asked";
    static final String ANSWERED = "answered";
    static final String LINE = "line";
    static final String LINE_ITEM = "line-item";
    static final String LINE_ANSWER = "line-answer";
    static final String SENT_ON = "submitted-on";
    static final String SENT_NUMBER = "submitted-number";
    static final String SENT_BY = "submitted-by";

    /// Its codes.
    static final String STEP_ANSWER = "registry-answer";

    static final String STEP_SIGNED = "registry-signed";
    static final String STEP_SUBMITTED = "registry-submitted";
    static final String CONFIRMED = "registry-confirmed";
    static final String OVERRULED = "registry-overruled";
    static final String ENTERED = "registry-entered";
    static final String TAKEN_BACK = "registry-taken-back";

    private final List<RecordedResponse> responses;

    private RegistryDeeds(List<RecordedResponse> responses) {
        this.responses = responses;
    }

    /// What a person said of an item.
    ///
    /// @param verdict the code; empty: nothing
    /// @param derived what the chart answered then
    public record Said(
            String verdict,
            String answer,
            String derived,
            String reason,
            String by,
            String at,
            String response) {
        /// Nobody said anything.
        public static final Said NOTHING = new Said("", "", "", "", "", "", "");

        /// Whether somebody did.
        public boolean isThere() {
            return !verdict.isEmpty();
        }
    }

    /// The signature under a draft.
    ///
    /// @param answers what was signed, by item
    public record Signed(String by, String at, String response, Map<String, String> answers) {
        public Signed {
            answers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        }
    }

    /// That it was sent.
    public record Submitted(
            LocalDate on, String number, String sentBy, String by, String at, String response) {}

    static RegistryDeeds on(Chart chart) {
        return new RegistryDeeds(FormDeeds.on(chart, FORM));
    }

    /// How many there are.
    int count() {
        return responses.size();
    }

    private List<RecordedResponse> of(String draft, String step) {
        return responses.stream()
                .filter(one -> text(one.json(), DRAFT).equals(draft))
                .filter(one -> text(one.json(), STEP).equals(step))
                .toList();
    }

    /// What was said of each item of a draft, the last of each.
    Map<String, Said> said(String draft) {
        Map<String, Said> said = new LinkedHashMap<>();
        for (RecordedResponse one : of(draft, STEP_ANSWER)) {
            Said now =
                    new Said(
                            text(one.json(), VERDICT),
                            text(one.json(), ANSWER),
                            text(one.json(), DERIVED),
                            text(one.json(), REASON),
                            one.author(),
                            one.written(),
                            one.id());
            if (now.verdict().equals(TAKEN_BACK)) {
                said.remove(text(one.json(), ITEM));
            } else {
                said.put(text(one.json(), ITEM), now);
            }
        }
        return said;
    }

    Optional<Signed> signed(String draft) {
        List<RecordedResponse> all = of(draft, STEP_SIGNED);
        return all.isEmpty() ? Optional.empty() : Optional.of(signed(all.getLast()));
    }

    private static Signed signed(RecordedResponse one) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (JsonNode row : one.json().path("item")) {
            if (row.path("linkId").asText("").equals(LINE)) {
                answers.put(text(row, LINE_ITEM), text(row, LINE_ANSWER));
            }
        }
        return new Signed(one.author(), one.written(), one.id(), answers);
    }

    /// The last time that it was sent after it was signed so.
    Optional<Submitted> submitted(String draft) {
        String signed = signed(draft).map(Signed::at).orElse("");
        List<RecordedResponse> all =
                of(draft, STEP_SUBMITTED).stream()
                        .filter(one -> one.written().compareTo(signed) >= 0)
                        .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(submitted(all.getLast()));
    }

    /// Every time that it was sent.
    List<Submitted> everySubmission(String draft) {
        return of(draft, STEP_SUBMITTED).stream().map(RegistryDeeds::submitted).toList();
    }

    /// The names of the drafts that were sent.
    List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (RecordedResponse one : responses) {
            if (text(one.json(), STEP).equals(STEP_SUBMITTED)) {
                sent.add(text(one.json(), DRAFT));
            }
        }
        return sent.stream().distinct().toList();
    }

    private static Submitted submitted(RecordedResponse one) {
        return new Submitted(
                LocalDate.parse(text(one.json(), SENT_ON)),
                text(one.json(), SENT_NUMBER),
                text(one.json(), SENT_BY),
                one.author(),
                one.written(),
                one.id());
    }

    /// The answer to an item, as it is written; empty where there is none.
    private static String text(JsonNode within, String linkId) {
        return FormDeeds.answers(within).getOrDefault(linkId, "");
    }
}
