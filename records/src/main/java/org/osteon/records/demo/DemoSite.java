package org.osteon.records.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Write;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;

/// The register of the site that the made-up patients come to, from `common/demo/site.json`: forms
/// filled in as on its page, so that the store holds what the page would have written.
public final class DemoSite {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "common/demo/site.json";

    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final LocalDate today;
    private final ZoneId zone;

    /// The register of a day.
    public DemoSite(KnowledgeBase knowledge, LocalDate today, ZoneId zone) {
        this.knowledge = knowledge;
        this.forms = FormLibrary.of(knowledge);
        this.today = today;
        this.zone = zone;
    }

    /// What is to be written into an empty register.
    ///
    /// @param register as it is, empty
    /// @throws IOException where the knowledge cannot be read
    public List<Write> over(Chart register) throws IOException {
        List<Write> writes = new ArrayList<>();
        Path file = knowledge.folder().resolve(FILE);
        if (Files.exists(file)) {
            JsonNode site = JSON.readTree(Files.readString(file));
            Deed deed =
                    new Deed(
                            site.path("by").asText(),
                            site.path("as").asText(),
                            today.atTime(LocalTime.parse(site.path("at").asText())).atZone(zone),
                            "");
            for (JsonNode entered : site.path("forms")) {
                writes.addAll(signed(entered, register, deed, writes.size()));
            }
        }
        return List.copyOf(writes);
    }

    private List<Write> signed(JsonNode entered, Chart register, Deed deed, int number) {
        Form form =
                forms.form(entered.path("form").asText())
                        .orElseThrow(() ->
                                new IllegalArgumentException("there is no such form: " + entered));
        FormLife life = new FormLife(knowledge, form, register, "");
        FormLife.Opened opened = life.open(deed.at());
        Map<String, List<String>> answers = new LinkedHashMap<>(opened.answers().byField());
        entered.path("answers")
                .properties()
                .forEach(one -> answers.put(one.getKey(), texts(one.getValue())));
        FormOutcome outcome =
                life.sign(
                        DemoId.ofResponse("site" + number),
                        new FormAnswers(answers),
                        Optional.of(opened.shown()),
                        deed);
        if (outcome instanceof FormOutcome.Saved saved) {
            return saved.writes();
        }
        throw new IllegalArgumentException(outcome + ": " + entered);
    }

    private List<String> texts(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(one -> Course.dated(one.asText(), today)).toList()
                : List.of(Course.dated(value.asText(), today));
    }
}
