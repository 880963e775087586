package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osteon.store.StoredResource;
import org.osteon.workflow.FhirEdit;

/// What people do to tasks from the worklist, without JavaScript (records, 5.1 and 5.3).
class WorklistTasksTest {
    private static final String COURSE = "/patients/course/tasks/";

    private RunningPages pages;
    private Browsing nurse;

    @BeforeEach
    void start() {
        pages = RunningPages.start(0).withWard();
        nurse = new Browsing(pages);
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private Browsing.Seen deed(String deed, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.putIfAbsent("task", "iron-infusion/next//");
        all.putIfAbsent("person", "N. Ismail");
        return nurse.send(nurse.open("/?open=course/iron-infusion"), COURSE + deed, all);
    }

    private List<StoredResource> tasks() {
        return pages.store().history("course", 0, 100).stream()
                .filter(version -> version.resource().type().equals("Task"))
                .toList();
    }

    private ObjectNode task() {
        return FhirEdit.read(tasks().getFirst().json());
    }

    @Test
    void a_row_opens_and_offers_what_can_be_done() {
        assertThat(nurse.open("/?open=course/iron-infusion").text())
                .contains("Next infusion", "Give to", "Put off to", "Keep the note");
    }

    @Test
    void looking_at_the_list_writes_nothing() {
        nurse.open("/");
        nurse.open("/?open=course/iron-infusion");

        assertThat(tasks()).isEmpty();
    }

    @Test
    void who_takes_a_task_finds_it_under_mine_and_nobody_else_does() {
        Browsing.Seen list = deed("give", Map.of("to", "me"));

        assertThat(list.text()).contains("Next infusion: given to N. Ismail.");
        assertThat(nurse.open("/?list=mine").text())
                .contains("Bergström", "Mine 1")
                .doesNotContain("García");
        assertThat(new Browsing(pages).open("/?list=mine").text()).contains("Nobody matches");
        assertThat(task().path("status").asText()).isEqualTo("accepted");

        deed("give", Map.of("to", "nobody"));
        assertThat(nurse.open("/?list=mine").text()).contains("Nobody matches");
        assertThat(task().path("note")).hasSize(2);
    }

    @Test
    void what_is_put_off_stands_apart_with_its_day_and_reason() {
        deed("put-off", Map.of("until", "2025-06-05", "reason", "comes on Thursday"));

        assertThat(nurse.open("/?list=off").text()).contains("Bergström", "put off to 5 Jun");
        assertThat(nurse.open("/?list=off&open=course/iron-infusion").text())
                .contains("Put off until 5 Jun 2025: comes on Thursday");
        assertThat(task().path("status").asText()).isEqualTo("on-hold");

        deed("take-up", Map.of());
        assertThat(nurse.open("/?list=off").text()).contains("Nobody matches");
    }

    @Test
    void nothing_is_put_off_without_a_reason_or_for_too_long() {
        Browsing.Seen silent = deed("put-off", Map.of("until", "2025-06-05", "reason", " "));
        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.text()).contains("A reason is needed");

        Browsing.Seen late = deed("put-off", Map.of("until", "2025-07-30", "reason", "holiday"));
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.text()).contains("At most 14 days");
        assertThat(tasks()).isEmpty();
    }

    @Test
    void a_note_is_read_by_who_opens_the_row_next() {
        deed("note", Map.of("note", "Vein on the left only"));

        assertThat(new Browsing(pages).open("/?open=course/iron-infusion").text())
                .contains("Vein on the left only (N. Ismail, 2025-06-02)");
    }

    @Test
    void what_is_not_there_any_more_is_told() {
        Browsing.Seen gone = deed("give", Map.of("to", "me", "task", "iron-infusion/nothing//"));

        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.text()).contains("No longer to be done");
    }

    @Test
    void a_form_from_elsewhere_does_nothing_to_a_task() {
        Browsing.Seen refused =
                nurse.post(
                        COURSE + "give",
                        Map.of("task", "iron-infusion/next//", "to", "me", "person", "Eve"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(tasks()).isEmpty();
    }

    @Test
    void views_are_kept_for_oneself_or_for_the_team() {
        Browsing.Seen list = nurse.open("/?attention=held");
        nurse.send(
                list,
                "/views",
                Map.of(
                        "title",
                        "Held now",
                        "for",
                        "own",
                        "back",
                        "/?attention=held",
                        "person",
                        "N"));
        nurse.send(
                nurse.open("/?due=late"),
                "/views",
                Map.of("title", "Late ones", "for", "team", "back", "/?due=late", "person", "N"));

        assertThat(nurse.open("/").html())
                .contains("<a href=\"/?attention=held\">Held now</a>", "Late ones");
        Browsing other = new Browsing(pages);
        assertThat(other.open("/").text()).contains("Late ones").doesNotContain("Held now");

        String id =
                pages.store().kept("worklist-view").stream()
                        .filter(one -> one.json().contains("Held now"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        Browsing.Seen refused =
                other.send(other.open("/"), "/views/" + id + "/discard", Map.of("person", "Other"));
        assertThat(refused.status()).isEqualTo(404);
        nurse.send(nurse.open("/"), "/views/" + id + "/discard", Map.of());
        assertThat(nurse.open("/").text()).doesNotContain("Held now 1");
        assertThat(pages.store().kept("worklist-view")).hasSize(1);
    }

    @Test
    void who_has_looked_sees_since_when_what_is_new_is_new() {
        nurse.send(nurse.open("/"), "/looked", Map.of("back", "/"));

        assertThat(nurse.open("/").text()).contains("New since I looked, 10:30 0");
        assertThat(nurse.open("/?list=new").text()).contains("Nobody matches");
    }

    @Test
    void the_list_is_sorted_by_the_head_of_a_column() {
        assertThat(nurse.open("/?sort=name").text())
                .containsSubsequence("Bergström", "Castillo", "Diallo", "Haddad");
        assertThat(nurse.open("/").html()).contains("href=\"/?sort=name\">Patient</a>");
    }
}
