package org.osteon.workflow.safety;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.workflow.forms.FormDeeds;
import org.osteon.workflow.forms.RecordedResponse;

/// What people did to one report: responses of the form R2, the earliest first.
public final class SafetyDeeds {
    static final String FORM = "safety-report";
    static final String REPORT = "report";
    static final String TITLE = "report-title";
    static final String EVENT = "event";
    static final String VERSION = "event-version";
    static final String STEP = "step";

    static final String BECAUSE = "because";
    static final String SENT_ON = "submitted-on";
    static final String SENT_NUMBER = "submitted-number";
    static final String SENT_BY = "submitted-by";
    static final String DRAFT = "report-draft";
    static final String SIGNED = "report-signed";
    static final String SUBMITTED = "report-submitted";
    static final String NOT_DUE = "report-not-due";

    private final List<RecordedResponse> responses;

    private SafetyDeeds(List<RecordedResponse> responses) {
        this.responses = responses;
    }

    /// A deed.
    ///
    /// @param answers what was typed, by item
    public record Done(
            String step, String by, String at, String response, Map<String, String> answers) {
        /// The answer to an item; empty where there is none.
        public String said(String item) {
            return answers.getOrDefault(item, "");
        }
    }

    static SafetyDeeds on(Chart chart) {
        return new SafetyDeeds(FormDeeds.on(chart, FORM));
    }

    /// What was done to the report of an event by a rule.
    List<Done> of(String event, String rule) {
        return responses.stream()
                .map(SafetyDeeds::done)
                .filter(one -> one.said(EVENT).equals(event) && one.said(REPORT).equals(rule))
                .toList();
    }

    private static Done done(RecordedResponse response) {
        Map<String, String> answers = FormDeeds.answers(response.json());
        return new Done(
                answers.getOrDefault(STEP, ""),
                response.author(),
                response.written(),
                response.id(),
                answers);
    }

    static Optional<Done> last(List<Done> done, String... steps) {
        List<String> wanted = List.of(steps);
        return done.reversed().stream().filter(one -> wanted.contains(one.step())).findFirst();
    }
}
