package org.osteon.records.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.Deed;
import org.osteon.workflow.forms.FormLibrary;

/// What people did with made-up patients this morning, from `demo/morning.json` of each pathway:
/// forms begun and signed, tasks taken and put off, orders planned, released, held and given. It is
/// done as the pages do it, so that the store holds what the pages would have written.
///
/// A line says `of`, the courses it may be done with: it is done with the first patient of them for
/// whom all `steps` can be done, each patient once; who does it (`by`), and when: `at` a time, or
/// so many minutes ago (`now-6`). What steps there are says [DeskStep].
public final class DemoMorning {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "morning.json";
    private static final String AGO = "now-";

    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final ZonedDateTime now;

    /// The morning until now, where the patients are.
    public DemoMorning(KnowledgeBase knowledge, ZonedDateTime now) {
        this.knowledge = knowledge;
        this.forms = FormLibrary.of(knowledge);
        this.now = now;
    }

    /// The same charts with what was done this morning.
    ///
    /// @param charts as [DemoCohort#charts] makes them
    /// @throws IOException where the knowledge cannot be read
    public List<String> over(List<String> charts) throws IOException {
        List<String> after = new ArrayList<>(charts);
        Set<Integer> taken = new HashSet<>();
        for (Pathway pathway : knowledge.pathways()) {
            Path file = knowledge.folder().resolve(pathway.id()).resolve("demo").resolve(FILE);
            if (Files.exists(file)) {
                for (JsonNode line : JSON.readTree(Files.readString(file)).path("morning")) {
                    apply(line, pathway, after, taken);
                }
            }
        }
        return after;
    }

    private void apply(JsonNode line, Pathway pathway, List<String> charts, Set<Integer> taken) {
        for (JsonNode course : line.path("of")) {
            String before = "\"id\":\"demo-" + course.asText() + "-";
            for (int i = 0; i < charts.size(); i++) {
                if (!taken.contains(i) && isOf(charts.get(i), before)) {
                    Optional<String> done = done(line, pathway, charts.get(i));
                    if (done.isPresent()) {
                        charts.set(i, done.get());
                        taken.add(i);
                        return;
                    }
                }
            }
        }
    }

    /// Whether the patient, who comes first in a made-up chart, is of a course, and alive.
    private static boolean isOf(String chart, String before) {
        String patient = chart.substring(0, Math.min(chart.length(), 500));
        return patient.contains(before) && !chart.contains("\"deceasedDateTime\"");
    }

    /// A time of today that has come.
    private ZonedDateTime at(String written) {
        ZonedDateTime then =
                written.startsWith(AGO)
                        ? now.minusMinutes(Integer.parseInt(written.substring(AGO.length())))
                        : now.with(LocalTime.parse(written));
        return then.isAfter(now) || !then.toLocalDate().equals(now.toLocalDate()) ? now : then;
    }

    private Optional<String> done(JsonNode line, Pathway pathway, String bundle) {
        DeskChart chart = DeskChart.of(bundle);
        for (JsonNode step : line.path("steps")) {
            Deed deed =
                    new Deed(
                            line.path("by").asText(),
                            at(line.path("at").asText()),
                            step.path("reason").asText());
            Optional<DeskChart> next =
                    new DeskStep(knowledge, forms, pathway, deed).done(step, chart);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            chart = next.get();
        }
        return Optional.of(chart.bundle());
    }
}
