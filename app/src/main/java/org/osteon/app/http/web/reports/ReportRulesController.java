package org.osteon.app.http.web.reports;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.osteon.access.Action;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.words.DayText;
import org.osteon.records.charts.Records;
import org.osteon.records.reports.SiteReporting;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.workflow.Deed;
import org.osteon.workflow.registry.RegistryForm;
import org.osteon.workflow.safety.Regions;
import org.osteon.workflow.safety.ReportRule;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Whom what is reported to, how soon, and which items a registry asks for; what of it the site has
/// confirmed and filled in, and where it does so.
@RestController
final class ReportRulesController {
    private static final String PATH = "/reports/rules";
    private static final String NUMBER = "[\\p{L}\\p{Nd} .,:/()_-]{0,40}";
    private static final int LONGEST_NAME = 120;
    private static final String NUMBER_OF = "number.";

    private final ReportDesk reports;
    private final SiteReporting site;
    private final Records records;
    private final Html html;

    ReportRulesController(ReportDesk reports, SiteReporting site, Records records, Html html) {
        this.reports = reports;
        this.site = site;
        this.records = records;
        this.html = html;
    }

    @GetMapping(PATH)
    ResponseEntity<String> rules(HttpServletRequest request, HttpServletResponse response) {
        Frame frame = reports.desk().frame(request, response, "Reports: rules");
        boolean keeps = records.may(Action.REGISTER);
        String today = reports.today().toString();
        return html.page((out, interceptor) ->
                JtereportrulesGenerated.render(
                        out,
                        interceptor,
                        frame,
                        reports.due().regions(),
                        reports.due().forms(),
                        keeps,
                        today));
    }

    /// That the site's counsel has looked at a row, or that this holds no more.
    @PostMapping(PATH + "/regions/{region}/{row}")
    ResponseEntity<String> confirm(
            @PathVariable String region,
            @PathVariable String row,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String on,
            HttpServletRequest request,
            HttpServletResponse response) {
        records.require(Action.REGISTER);
        Deed deed = reports.desk().deed(request, response, "");
        ReportRule rule =
                reports.due().regions().regions().stream()
                        .filter(one -> one.id().equals(region))
                        .map(Regions.Region::reports)
                        .flatMap(all -> all.stream())
                        .filter(one -> one.id().equals(row))
                        .findFirst()
                        .orElseThrow(() -> none("row “" + row + "” of “" + region + "”"));
        if (rule.isConfirmed()) {
            site.takeBack(region, row, by(deed, "taken back"));
            reports.desk().notice(response, "Legal review is needed again: " + rule.to() + ".");
            return Html.seeOther(PATH);
        }
        String who = by.strip();
        if (who.isEmpty() || who.length() > LONGEST_NAME) {
            throw incomplete(
                    "Who confirmed it?",
                    "Write the name of who is responsible for the law here, at most "
                            + LONGEST_NAME
                            + " characters.");
        }
        site.confirm(region, row, who, day(on), by(deed, "confirmed"));
        reports.desk().notice(response, "Confirmed: " + rule.to() + ".");
        return Html.seeOther(PATH);
    }

    /// The numbers of a registry's current manual.
    @PostMapping(PATH + "/registry/{id}")
    ResponseEntity<String> numbers(
            @PathVariable String id,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        records.require(Action.REGISTER);
        Deed deed = reports.desk().deed(request, response, "");
        RegistryForm form =
                reports.due().forms().form(id).orElseThrow(() -> none("form “" + id + "”"));
        Map<String, String> numbers = new TreeMap<>();
        form.items()
                .forEach(item -> {
                    String number = number(item.text(), parameters.get(NUMBER_OF + item.key()));
                    if (!number.isEmpty()) {
                        numbers.put(item.key(), number);
                    }
                });
        site.registry(
                id,
                number("Revision", parameters.get("revision")),
                number("Number of the centre", parameters.get("centre")),
                numbers,
                by(deed, "filled in"));
        reports.desk()
                .notice(
                        response,
                        numbers.size()
                                + " of "
                                + form.items().count()
                                + " numbers are filled in: "
                                + form.form()
                                + ".");
        return Html.seeOther(PATH);
    }

    private static Attribution by(Deed deed, String why) {
        return new Attribution(deed.author(), deed.at().toInstant(), "site-reporting", why);
    }

    private LocalDate day(String text) {
        try {
            LocalDate day = DayText.parse(text.strip());
            if (!day.isAfter(reports.today())) {
                return day;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw incomplete(
                "On which day?",
                "“" + text + "” is no day until today; write it like " + reports.today() + ".");
    }

    private static String number(String of, @org.jspecify.annotations.Nullable String text) {
        String number = text == null ? "" : text.strip();
        if (!number.matches(NUMBER)) {
            throw incomplete(
                    "A number cannot be used",
                    of
                            + ": “"
                            + number
                            + "” is longer than 40 characters, or has others than letters, digits"
                            + " and .,:/()_-");
        }
        return number;
    }

    private static Problem none(String what) {
        return new Problem(
                ProblemKind.MISSING,
                "There is no such " + what,
                "Perhaps the knowledge was changed meanwhile.",
                "All stand on the page " + PATH + ".");
    }

    private static Problem incomplete(String title, String why) {
        return new Problem(ProblemKind.INCOMPLETE, title, why, "Go back, and write it again.");
    }
}
