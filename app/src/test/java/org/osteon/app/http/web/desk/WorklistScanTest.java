package org.osteon.app.http.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.LoadedKnowledge;
import org.osteon.app.http.web.Who;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.worklist.LineSource;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;

/// A list that is kept right by what is replaced is, page by page, the one that is made anew.
class WorklistScanTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final int SIZE = 3;
    private static final List<WorklistEntry> ENTRIES = new ArrayList<>();

    @BeforeAll
    static void the_worked_cases() throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(KNOWLEDGE);
        FormLibrary forms = FormLibrary.of(knowledge);
        for (Pathway pathway : knowledge.pathways()) {
            WorkedCase.of(KNOWLEDGE, pathway).stream()
                    .limit(60)
                    .flatMap(one ->
                            WorklistEntry.of(List.of(pathway), forms, one.chart(), one.asOf())
                                    .stream())
                    .forEach(entry -> ENTRIES.add(ofAnother(entry, "p" + ENTRIES.size())));
        }
    }

    /// The line as another patient's: many cases call theirs alike.
    private static WorklistEntry ofAnother(WorklistEntry one, String chart) {
        return new WorklistEntry(
                one.asOf(),
                chart,
                one.pathway(),
                one.priority(),
                one.attention(),
                one.rank(),
                one.name(),
                one.details(),
                one.born(),
                one.person(),
                one.record(),
                one.dayNumber(),
                one.decision(),
                one.reason(),
                one.next(),
                one.nextDay(),
                one.nextWhen(),
                one.board(),
                one.asked(),
                one.tasks(),
                one.rules(),
                one.care(),
                one.search());
    }

    /// Lines that a test replaces.
    private static final class Lines implements LineSource {
        private final Map<String, WorklistEntry> all = new TreeMap<>();
        private final List<LineSource.Replacement> replaced = new ArrayList<>();

        void put(WorklistEntry entry) {
            String id = entry.chart() + entry.pathway();
            WorklistEntry before = all.put(id, entry);
            replaced.add(new LineSource.Replacement(listed(before), List.of(entry)));
        }

        void remove(String id) {
            replaced.add(new LineSource.Replacement(listed(all.remove(id)), List.of()));
        }

        private static List<WorklistEntry> listed(WorklistEntry one) {
            return one == null ? List.of() : List.of(one);
        }

        @Override
        public LineSource.Lines lines() {
            return new LineSource.Lines(
                    replaced.size(),
                    all.values().stream()
                            .map(one -> LineSource.OfChart.of(one.chart(), List.of(one)))
                            .toList());
        }

        @Override
        public LineSource.Replaced since(long mark) {
            return new LineSource.Replaced(
                    replaced.size(),
                    mark < 0
                            ? Optional.empty()
                            : Optional.of(
                                    List.copyOf(replaced.subList((int) mark, replaced.size()))));
        }
    }

    private static List<WorklistView> views() {
        Who who = new Who("Anna", "nurse");
        return List.of(
                        Map.<String, String>of(),
                        Map.of("list", "role"),
                        Map.of("due", "late", "sort", "next"),
                        Map.of("pathway", ENTRIES.getFirst().pathway(), "sort", "name"),
                        Map.of("attention", Attention.HELD.id()),
                        Map.of("severity", "today", "sort", "owner"),
                        Map.of("q", "a", "sort", "therapy"))
                .stream()
                .map(asked -> WorklistView.of(asked, TODAY, who, Optional.empty()))
                .toList();
    }

    @Test
    void whatever_comes_changes_and_goes() {
        Random random = new Random(7);
        for (WorklistView view : views()) {
            Lines lines = new Lines();
            WorklistScan kept = new WorklistScan(view, 2 * SIZE);
            for (int step = 0; step < 400; step++) {
                int changes = random.nextInt(6);
                for (int i = 0; i < changes; i++) {
                    if (random.nextInt(3) == 0 && !lines.all.isEmpty()) {
                        List<String> ids = List.copyOf(lines.all.keySet());
                        lines.remove(ids.get(random.nextInt(ids.size())));
                    } else {
                        lines.put(ENTRIES.get(random.nextInt(ENTRIES.size())));
                    }
                }
                int page = 1 + random.nextInt(4);
                assertThat(kept.page(lines, page, SIZE))
                        .as("%s, step %d", view, step)
                        .usingRecursiveComparison()
                        .isEqualTo(new WorklistScan(view, 10_000).page(lines, page, SIZE));
            }
            lines.all.keySet().stream().toList().forEach(lines::remove);
            assertThat(kept.page(lines, 1, SIZE).rows()).isEmpty();
            assertThat(kept.page(lines, 1, SIZE).found()).isZero();
        }
    }

    @Test
    void the_first_page_has_the_first_rows_of_all() {
        for (WorklistView view : views()) {
            Lines lines = new Lines();
            ENTRIES.forEach(lines::put);
            WorklistScan.Page page = new WorklistScan(view, 2 * SIZE).page(lines, 2, SIZE);
            List<String> all =
                    new WorklistScan(view, 10_000)
                            .page(lines, 1, 10_000).rows().stream().map(WorklistRow::id).toList();
            assertThat(all).hasSize(page.found());
            assertThat(page.rows())
                    .extracting(WorklistRow::id)
                    .isEqualTo(all.stream().skip(SIZE).limit(SIZE).toList());
        }
    }
}
