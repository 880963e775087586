package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osteon.access.Action;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.SiteRegister;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the site keeps of itself: who may do what here, until when, and where.
@RestController
final class RegisterController {
    private final Charts charts;
    private final Records records;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    RegisterController(
            Charts charts,
            Records records,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock,
            Html html,
            Desk desk) {
        this.charts = charts;
        this.records = records;
        this.knowledge = knowledge;
        this.forms = forms;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/site")
    ResponseEntity<String> register(HttpServletRequest request, HttpServletResponse response) {
        Chart register = charts.chart(SiteRegister.CHART);
        LocalDate today = LocalDate.now(clock);
        List<Form> own = forms.forms().stream().filter(Form::isOfTheSite).toList();
        Set<String> renewed =
                own.stream()
                        .flatMap(form ->
                                FormLibrary.attention(knowledge, form, register, today).stream())
                        .map(Resource::reference)
                        .collect(Collectors.toSet());
        RegisterPage page =
                RegisterPage.of(
                        register, renewed, records.may(Action.REGISTER) ? own : List.of(), today);
        Frame frame = desk.frame(request, response, "Register of this site");
        return html.page(
                (out, interceptor) -> JteregisterGenerated.render(out, interceptor, frame, page));
    }
}
