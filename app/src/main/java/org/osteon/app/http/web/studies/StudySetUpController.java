package org.osteon.app.http.web.studies;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.access.Action;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.charts.Records;
import org.osteon.records.studies.Studies;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.studies.Study;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// How a study is set up (records, 6.1): arms and comparators, who is blind, allocation, visits,
/// the primary endpoint, stopping; typed at a page, over what is written in its files.
@RestController
final class StudySetUpController {
    /// The definition that was changed, by its digest.
    private static final String SEEN = "seen";

    private static final int LONGEST = 2_000;

    private final Studies studies;
    private final Records records;
    private final Desk desk;
    private final Html html;

    StudySetUpController(Studies studies, Records records, Desk desk, Html html) {
        this.studies = studies;
        this.records = records;
        this.desk = desk;
        this.html = html;
    }

    @GetMapping("/studies/{id}/set-up")
    ResponseEntity<String> open(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        records.require(Action.ACTIVATE);
        StudySetUpPage page = StudySetUpPage.of(studies, studies.study(id));
        Frame frame = desk.frame(request, response, "Set-up, " + page.study().title());
        return html.page(
                (out, interceptor) -> JtesetupGenerated.render(out, interceptor, frame, page));
    }

    @PostMapping("/studies/{id}/set-up")
    ResponseEntity<String> keep(
            @PathVariable String id,
            @RequestParam Map<String, String> sent,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        records.require(Action.ACTIVATE);
        Map<String, String> fields = new LinkedHashMap<>(sent);
        List.of(Desk.TOKEN_FIELD, "do", SEEN).forEach(fields::remove);
        Study seen = studies.study(id);
        requireSeen(studies, seen, sent.getOrDefault(SEEN, ""));
        fields.forEach((field, value) -> {
            if (value.length() > LONGEST) {
                throw new Problem(
                        ProblemKind.INCOMPLETE,
                        "Too long",
                        "“"
                                + field
                                + "” has "
                                + value.length()
                                + " characters, of at most "
                                + LONGEST
                                + ".",
                        "Go back, and say it shorter.");
            }
        });
        studies.setUp(seen, fields, author);
        Study now = studies.study(id);
        int wrong = studies.check(now).problems().size();
        desk.notice(
                response,
                wrong == 0
                        ? "Kept."
                        : "Kept. "
                                + Wording.count(wrong, "thing is", "things are")
                                + " to be mended before it begins.");
        return Html.seeOther("/studies/" + id);
    }

    /// That what was looked at is what there is.
    ///
    /// @param digest of the definition that was shown
    static void requireSeen(Studies studies, Study study, String digest) {
        if (!study.digest().equals(digest)) {
            throw new Problem(
                    ProblemKind.CHANGED,
                    "It was changed meanwhile",
                    "Since this page was opened the study was set up otherwise"
                            + studies.setUpBy(study).map(by -> ", by " + by).orElse("")
                            + ". Nothing of yours was kept.",
                    "Open the study again, and look at how it is set up.");
        }
    }

    /// Back to what is written in its files.
    @PostMapping("/studies/{id}/set-up/as-written")
    ResponseEntity<String> asWritten(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        records.require(Action.ACTIVATE);
        Study study = studies.study(id);
        requireSeen(studies, study, seen);
        studies.asWritten(study, author);
        desk.notice(response, "Set up as it is written in its files.");
        return Html.seeOther("/studies/" + id);
    }
}
