package org.osteon.app.http.web.desk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.StyleSheets;
import org.osteon.app.http.web.Who;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.words.Problem;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.tasks.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// One file with the worklist and the release sheets, made anew every quarter of an hour where a
/// site names a folder for it: for the time when the server cannot be reached. What it shows is
/// written down as a look of `downtime`, who looks after all patients but donors.
@Component
final class DowntimeSheets implements AutoCloseable {
    /// The file in the folder.
    static final String FILE = "osteon-downtime.html";

    private static final Logger LOG = LoggerFactory.getLogger(DowntimeSheets.class);
    private static final Duration EVERY = Duration.ofMinutes(15);

    /// Until all charts are assessed for the day.
    private static final Duration MEANWHILE = Duration.ofSeconds(20);

    private static final Duration LAST_ONE = Duration.ofSeconds(5);
    private static final int MOST_SHEETS = 200;
    private static final Role ROLE = new Role("physician");
    private static final Person HOUSE = Person.whoever("downtime", "Downtime sheets", ROLE);

    /// A file on its own leads nowhere.
    private static final Pattern LINK = Pattern.compile("</?a\\b[^>]*>");

    private final Optional<Path> folder;
    private final Optional<URI> address;
    private final Worklist worklist;
    private final Records records;
    private final Charts charts;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Clock clock;
    private final Html html;
    private volatile @Nullable Thread making;

    DowntimeSheets(
            Server.SiteRules rules,
            Worklist worklist,
            Records records,
            Charts charts,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock,
            Html html) {
        this.folder = rules.downtime();
        this.address = rules.address();
        this.worklist = worklist;
        this.records = records;
        this.charts = charts;
        this.knowledge = knowledge;
        this.forms = forms;
        this.clock = clock;
        this.html = html;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        folder.ifPresent(into ->
                making = Thread.ofPlatform().daemon().name("downtime").start(() -> go(into)));
    }

    private void go(Path into) {
        while (!Thread.currentThread().isInterrupted()) {
            Duration next = EVERY;
            try {
                next = write(into) > 0 ? MEANWHILE : EVERY;
            } catch (IOException | RuntimeException e) {
                // The file before stands, and says of when it is.
                LOG.error("downtime sheets could not be made in {}", into, e);
            }
            try {
                Thread.sleep(next);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// Makes the file anew; whoever reads it meanwhile reads the one before.
    ///
    /// @return how many charts were still to be assessed
    private int write(Path into) throws IOException {
        Visit visit =
                new Visit(
                        HOUSE,
                        ROLE,
                        List.of(Grant.SiteTeam.ofAll(HOUSE.id())),
                        "",
                        "downtime " + clock.instant(),
                        FILE,
                        true);
        DowntimePage made = Visits.answer(visit, this::page);
        replace(into.resolve(FILE), text(made));
        return made.pending();
    }

    private static void replace(Path file, String text) throws IOException {
        // Temporary files are their owner's only, and so is what becomes of them.
        Path made = Files.createTempFile(file.getParent(), ".downtime", ".html");
        try {
            Files.writeString(made, text);
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    made,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private DowntimePage page() throws IOException {
        LocalDate today = LocalDate.now(clock);
        Worklist.Listed listed = worklist.on(today);
        WorklistPage list =
                WorklistPage.of(
                        worklist,
                        listed,
                        knowledge.pathways(),
                        WorklistView.of(
                                Map.of("rows", "all"), today, new Who("", ""), Optional.empty()),
                        clock.getZone(),
                        forms,
                        List.of(),
                        List.of());
        worklist.shown(list.rows().stream().map(WorklistRow::entry).toList());
        List<WorklistRow> ordered = list.rows().stream().filter(DowntimeSheets::isOrdered).toList();
        List<PatientPage> sheets = new ArrayList<>();
        for (WorklistRow row : ordered.stream().limit(MOST_SHEETS).toList()) {
            sheet(row, today).ifPresent(sheets::add);
        }
        return new DowntimePage(
                clock.instant().atZone(clock.getZone()).toLocalDateTime().withNano(0),
                EVERY.toMinutes(),
                records.location(),
                address,
                style(),
                list,
                sheets,
                ordered.size() - sheets.size());
    }

    private String text(DowntimePage page) {
        String made =
                html.text(
                        (out, interceptor) -> JtedowntimeGenerated.render(out, interceptor, page));
        return LINK.matcher(made).replaceAll("");
    }

    /// Whether something is to be released, or given.
    private static boolean isOrdered(WorklistRow row) {
        return row.entry().tasks().stream()
                .anyMatch(
                        task -> task.kind() == Task.Kind.RELEASE || task.kind() == Task.Kind.GIVE);
    }

    /// A chart that went away meanwhile, or that cannot be read, costs its own sheet.
    private Optional<PatientPage> sheet(WorklistRow row, LocalDate today) {
        try {
            Chart chart = charts.chart(row.entry().chart());
            return Optional.of(
                    PatientPage.of(
                            knowledge.pathways(),
                            chart,
                            new PatientPage.View(
                                    today,
                                    today,
                                    false,
                                    row.entry().pathway(),
                                    List.of(),
                                    charts.namesakes(chart))));
        } catch (Problem e) {
            LOG.warn("no downtime sheet of {}: {}", row.entry().chart(), e.getMessage());
            return Optional.empty();
        }
    }

    private static String style() throws IOException {
        return "<style>" + StyleSheets.all() + "</style>";
    }

    @Override
    public void close() {
        Thread running = making;
        if (running != null) {
            running.interrupt();
            try {
                running.join(LAST_ONE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
