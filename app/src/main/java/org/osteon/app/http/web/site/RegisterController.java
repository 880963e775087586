package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osteon.access.Action;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.SiteWork;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.RegisterHolders;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ResourceId;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.RecordedResponse;
import org.osteon.workflow.forms.UsedPieces;
import org.osteon.workflow.safety.Regions;
import org.osteon.workflow.tasks.Task;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What the site keeps of itself: who may do what here, until when, and where; what lies in stock,
/// and who received it.
@RestController
final class RegisterController {
    private final Charts charts;
    private final Records records;
    private final FormLibrary forms;
    private final SiteWork work;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    RegisterController(
            Charts charts,
            Records records,
            FormLibrary forms,
            SiteWork work,
            Clock clock,
            Html html,
            Desk desk) {
        this.charts = charts;
        this.records = records;
        this.forms = forms;
        this.work = work;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/site")
    ResponseEntity<String> register(HttpServletRequest request, HttpServletResponse response) {
        Chart register = charts.chart(SiteRegister.CHART);
        List<Form> own = forms.forms().stream().filter(Form::isOfTheSite).toList();
        List<Task> tasks = work.tasks();
        boolean keeps = records.may(Action.REGISTER);
        RegisterPage page =
                RegisterPage.of(
                        register,
                        tasks,
                        lot -> Optional.of(lot).filter(_ -> keeps).map(this::used),
                        keeps ? own : List.of(),
                        Regions.of(forms),
                        LocalDate.now(clock));
        Frame frame = desk.frame(request, response, "Register of this site");
        return html.page(
                (out, interceptor) -> JteregisterGenerated.render(out, interceptor, frame, page));
    }

    /// A lot of the stock, with the patients who received it: for a recall.
    @GetMapping("/site/lots/{id}")
    ResponseEntity<String> lot(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Resource lot =
                charts.chart(SiteRegister.CHART)
                        .resource("Device/" + id)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "There is no such lot",
                                        "The register of this site has no lot “" + id + "”.",
                                        "All lots stand on the page of the site."));
        LocalDate today = LocalDate.now(clock);
        RegisterHolders holders = records.namedBy(new ResourceId("Device", id));
        List<LotPage.Recipient> recipients =
                holders.charts()
                        .flatMap(chart -> records.open(chart).opened().stream())
                        .filter(chart -> names(chart, lot))
                        .map(chart -> recipient(chart, lot, today))
                        .toList();
        // Of all who received it, also where the record of it is withheld.
        RegisterHolders.Total all = holders.sum(chart -> names(chart, lot) ? 1 : 0);
        long unreadable =
                all.whole()
                        ? 0
                        : holders.charts()
                                .filter(chart ->
                                        records.open(chart) instanceof ChartOpening.Unreadable)
                                .count();
        long unseen = all.number() - recipients.size() + unreadable;
        LotPage page =
                new LotPage(
                        RegisterPage.lot(
                                lot,
                                work.tasks().stream().map(Task::about).collect(Collectors.toSet()),
                                Optional.of(used(lot)),
                                today),
                        recipients,
                        unseen);
        Frame frame = desk.frame(request, response, page.lot().name());
        return html.page(
                (out, interceptor) -> JtelotGenerated.render(out, interceptor, frame, page));
    }

    /// How many pieces of a lot the records of all patients say were used.
    private RegisterHolders.Total used(Resource lot) {
        return records.namedBy(new ResourceId("Device", lot.id().orElse("")))
                .sum(chart -> UsedPieces.of(chart, forms, lot.reference()));
    }

    private LotPage.Recipient recipient(Chart chart, Resource lot, LocalDate today) {
        PatientBanner patient = charts.banner(chart, today);
        return new LotPage.Recipient(
                patient.id(),
                patient.name(),
                patient.born(),
                String.join(", ", patient.identifiers()),
                RecordedResponse.on(chart).stream()
                        .filter(one -> one.isSigned() && one.names(lot.reference()))
                        .map(one -> LotPage.day(one.when()))
                        .findFirst()
                        .orElse(""),
                UsedPieces.of(chart, forms, lot.reference()));
    }

    /// Whether a form that counts names it: what was entered in error does not.
    private static boolean names(Chart chart, Resource lot) {
        return RecordedResponse.on(chart).stream()
                .anyMatch(one -> one.isSigned() && one.names(lot.reference()));
    }
}
