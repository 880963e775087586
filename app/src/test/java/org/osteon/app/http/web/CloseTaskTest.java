package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.LoadedKnowledge;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.FhirEdit;

/// A talk of the work-up was held elsewhere: somebody says so from the list, without JavaScript,
/// and nothing waits for it any more (records, section 8, A3).
class CloseTaskTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final String CASE = "own-workup-no-lvef";
    private static final String OPEN = "/?open=p1/marrow-transplant";
    private static final String FORM = "/patients/p1/forms/close-task";
    private static final String TALK = "Psychosocial assessment";

    private static RunningPages pages;

    @BeforeAll
    static void start() throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(KNOWLEDGE);
        WorkedCase found =
                WorkedCase.of(KNOWLEDGE, knowledge.pathway("marrow-transplant").orElseThrow())
                        .stream()
                        .filter(one -> one.id().equals(CASE))
                        .findFirst()
                        .orElseThrow();
        String chart = FhirEdit.write(FhirEdit.read(found.json()).path("chart"));
        // A month later, so that the work-up is open today.
        for (int month = 5; month >= 3; month--) {
            chart = chart.replace("2025-0" + month + "-", "2025-0" + (month + 1) + "-");
        }
        pages = RunningPages.start(0, KNOWLEDGE).withBundles(List.of(chart));
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static String hidden(Browsing.Seen page, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\"[^>]*value=\"([^\"]*)\"")
                        .matcher(page.html());
        return field.find() ? field.group(1).replace("&#34;", "\"").replace("&amp;", "&") : "";
    }

    @Test
    void done_elsewhere_the_talk_is_done_with_day_and_place_and_stands_in_no_list() {
        Browsing nurse = new Browsing(pages);
        String before = nurse.open(OPEN).text();
        assertThat(before).contains(TALK, "Done elsewhere, or not wanted");
        String task = "marrow-transplant/work-up-psychosocial/transplant/";

        Browsing.Seen form = nurse.open(FORM + "?pathway=marrow-transplant&task=" + task);
        assertThat(form.text()).contains("What of the plan?", TALK);
        Map<String, String> answers = new LinkedHashMap<>();
        for (String name : List.of("response", "shown", "when")) {
            answers.put(name, hidden(form, name));
        }
        answers.put("pathway", "marrow-transplant");
        answers.put("task", task);
        answers.put("how", "done-elsewhere");
        answers.put("done-on", "14 May 2025");
        answers.put("where", "clinic X");
        answers.put("do", "sign");
        answers.put("person", "N. Ismail");
        Browsing.Seen signed = nurse.send(form, FORM, answers);

        assertThat(signed.status()).isEqualTo(200);
        assertThat(signed.text()).contains("Close a task: signed.");
        assertThat(pages.store().history("p1", 0, 100))
                .filteredOn(version -> version.resource().type().equals("Procedure"))
                .first()
                .satisfies(version ->
                        assertThat(version.json())
                                .contains(task, "\"completed\"", "clinic X", "elsewhere"));
        assertThat(nurse.open(OPEN).text()).doesNotContain(TALK);
    }

    @Test
    void a_role_is_chosen_beside_the_name_and_its_work_is_under_my_role() {
        Browsing coordinator = new Browsing(pages);
        coordinator.send(
                coordinator.open("/who"),
                "/who",
                Map.of("person", "C. Example", "role", "coordinator", "back", "/"));

        Browsing.Seen list = coordinator.open("/?list=role");
        assertThat(list.text()).contains("C. Example, coordinator", "Weber, Jonas");
        Browsing pharmacist = new Browsing(pages);
        pharmacist.send(
                pharmacist.open("/who"),
                "/who",
                Map.of("person", "P. Example", "role", "cell-laboratory", "back", "/"));
        assertThat(pharmacist.open("/?list=role").text()).contains("Nobody matches");
    }
}
