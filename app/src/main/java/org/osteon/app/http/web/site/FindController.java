package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Glossary;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.PatientLines;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.search.ServedDonors;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// One search for patients, rules, donors, forms, words and pages; and the help with the keys and
/// the words of the field.
@RestController
final class FindController {
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Glossary glossary;
    private final ServedDonors donors;
    private final PatientLines patients;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    FindController(
            KnowledgeBase knowledge,
            KnowledgeText text,
            FormLibrary forms,
            ServedDonors donors,
            PatientLines patients,
            Clock clock,
            Html html,
            Desk desk) {
        this.knowledge = knowledge;
        this.forms = forms;
        this.glossary = Glossary.of(text);
        this.donors = donors;
        this.patients = patients;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/find")
    ResponseEntity<String> find(
            @RequestParam(defaultValue = "") String q,
            HttpServletRequest request,
            HttpServletResponse response) {
        FoundPages found =
                FoundPages.of(
                        q.strip(),
                        new FoundPages.Searched(
                                knowledge,
                                forms,
                                glossary,
                                donors,
                                patients.lines(LocalDate.now(clock))));
        patients.shown(found.patients());
        Frame frame = desk.frame(request, response, q.isBlank() ? "Find" : "Find: " + q.strip());
        return html.page(
                (out, interceptor) -> JtefindGenerated.render(out, interceptor, frame, found));
    }

    @GetMapping("/help")
    ResponseEntity<String> help(
            @RequestParam(defaultValue = "") String q,
            HttpServletRequest request,
            HttpServletResponse response) {
        Frame frame = desk.frame(request, response, "Help");
        Glossary shown = glossary.with(q.strip());
        return html.page((out, interceptor) ->
                JtehelpGenerated.render(out, interceptor, frame, q.strip(), shown));
    }
}
