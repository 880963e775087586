package org.osteon.app.http.web.link;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Action;
import org.osteon.app.http.ServerAddress;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.QrCode;
import org.osteon.chart.Chart;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.words.DayText;
import org.osteon.records.charts.Records;
import org.osteon.records.links.Link;
import org.osteon.records.links.Links;
import org.osteon.records.links.Outbox;
import org.osteon.records.links.PatientTexts;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.desk.Wording;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Links of a patient: given, taken back, opened again.
@RestController
final class LinkDeskController {
    private static final String SCHEDULE = "schedule";
    private static final String CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private static final int CODE_LENGTH = 8;

    private final Links links;
    private final Outbox outbox;
    private final PatientTexts texts;
    private final LinkSetUp setUp;
    private final PatientLanguages languages;
    private final Charts charts;
    private final Records records;
    private final Desk desk;
    private final Html html;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    LinkDeskController(
            Links links,
            Outbox outbox,
            PatientTexts texts,
            LinkSetUp setUp,
            PatientLanguages languages,
            Charts charts,
            Records records,
            Desk desk,
            Html html,
            Clock clock) {
        this.links = links;
        this.outbox = outbox;
        this.texts = texts;
        this.setUp = setUp;
        this.languages = languages;
        this.charts = charts;
        this.records = records;
        this.desk = desk;
        this.html = html;
        this.clock = clock;
    }

    /// A link as it is listed.
    ///
    /// @param state in words
    /// @param open whether it can be taken back
    public record Line(
            Link link,
            String what,
            String state,
            boolean open,
            boolean closed,
            List<String> sent) {}

    /// The page of a patient's links.
    ///
    /// @param sites of whoever is treated on both sides: which joint and side it can be about
    /// @param therapies of the patient, of which the page is about one; one where there is no other
    /// @param until the last day that is offered
    /// @param lastUntil the last that can be given
    /// @param asked the questionnaires of the schedule, by their titles
    /// @param languages in which the patient can be written to, beside English
    /// @param language that the chart says they prefer; may be none of these
    public record Page(
            List<Line> lines,
            List<LinkSetUp.Offered> offered,
            LinkSetUp.Schedule schedule,
            List<LinkSetUp.Site> sites,
            String asked,
            String about,
            String pathway,
            List<Pathway> therapies,
            LocalDate until,
            LocalDate lastUntil,
            boolean on,
            boolean silent,
            List<PatientLanguages.Language> languages,
            String language) {}

    @GetMapping("/patients/{id}/links")
    ResponseEntity<String> list(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pathway,
            HttpServletRequest request,
            HttpServletResponse response) {
        requireMay(id);
        Chart chart = charts.chart(id);
        List<Pathway> therapies = setUp.therapies(chart);
        Optional<Pathway> own = setUp.named(pathway).or(() -> therapies.stream().findFirst());
        LinkSetUp.Schedule schedule = setUp.schedule(chart, own);
        List<LinkSetUp.Offered> offered = setUp.offered(own);
        List<LinkSetUp.Site> sites = setUp.sites(chart, own, offered);
        Page page =
                new Page(
                        lines(id),
                        offered,
                        schedule,
                        sites.size() > 1 ? sites : List.of(),
                        setUp.titles(schedule.forms()),
                        setUp.about(chart, own),
                        own.map(Pathway::id).orElse(""),
                        therapies,
                        setUp.usualEnd(),
                        setUp.lastEnd(),
                        texts.current().isPresent(),
                        outbox.isSilent(id),
                        languages.released(),
                        LinkSetUp.language(chart));
        PatientBanner patient = charts.banner(chart, setUp.today());
        Frame frame = desk.frame(request, response, "Links, " + patient.name());
        return html.page((out, interceptor) ->
                JtepatientlinksGenerated.render(out, interceptor, frame, patient, page));
    }

    private void requireMay(String id) {
        if (!records.may(Action.INVITE, id)) {
            throw Problem.noChart(id);
        }
    }

    private List<Line> lines(String id) {
        Set<String> closed = links.closed();
        return links.of(id).stream().map(one -> line(one, closed.contains(one.id()))).toList();
    }

    private Line line(Link link, boolean closed) {
        boolean over = link.until().isBefore(setUp.today());
        String state =
                link.wasTakenBack()
                        ? "taken back on " + day(link.ended()) + ": " + link.why()
                        : closed
                                ? "closed by wrong entries"
                                : over ? "over" : "open until " + Wording.day(link.until());
        return new Line(
                link,
                setUp.titles(link.forms()),
                state,
                !link.wasTakenBack() && !over,
                closed && !link.wasTakenBack(),
                outbox.of(link).stream()
                        .map(one ->
                                (one.kind() == Outbox.Kind.REMINDER ? "reminder " : "message ")
                                        + (one.waits()
                                                ? "due " + day(one.due())
                                                : one.sent() == null
                                                        ? one.state()
                                                        : "sent " + day(one.sent())))
                        .toList());
    }

    private String day(@org.jspecify.annotations.Nullable Instant at) {
        return at == null ? "" : Wording.day(at.atZone(clock.getZone()).toLocalDate());
    }

    /// Gives one; its address is shown once.
    @PostMapping("/patients/{id}/links")
    ResponseEntity<String> make(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String side,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        requireMay(id);
        if (texts.current().isEmpty()) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Links are not switched on",
                    "Nobody has approved what a patient reads when an answer is alarming.",
                    "A physician approves the words at /links/texts.");
        }
        Chart chart = charts.chart(id);
        Optional<Pathway> own = setUp.pathway(chart, pathway);
        String about = setUp.about(chart, own);
        String server = ServerAddress.of(request);
        String code = "";
        Links.Wanted wanted;
        if (what.equals(SCHEDULE)) {
            LinkSetUp.Schedule schedule = setUp.schedule(chart, own);
            if (!schedule.isThere()) {
                throw nothing();
            }
            wanted =
                    wanted(
                            id,
                            Link.PATIENT,
                            own,
                            schedule.forms(),
                            schedule.times(),
                            about,
                            "",
                            chart,
                            "",
                            false,
                            released(language),
                            setUp.siteOfTheSchedule(chart, own, schedule),
                            author);
        } else {
            LinkSetUp.Offered offered =
                    setUp.offered(own).stream()
                            .filter(one -> one.form().id().equals(what))
                            .filter(one -> one.closed().isEmpty())
                            .findFirst()
                            .orElseThrow(LinkDeskController::nothing);
            Optional<LinkSetUp.Site> site = chosen(side, setUp.sites(chart, own, offered.form()));
            code = offered.code() ? code() : "";
            wanted =
                    wanted(
                            id,
                            offered.role(),
                            own,
                            List.of(what),
                            List.of(time(until)),
                            offered.role().equals(Link.PATIENT) ? about(site, about) : "",
                            setUp.request(chart, offered.form()).orElse(""),
                            chart,
                            code,
                            LinkSetUp.repeats(offered.form()),
                            offered.role().equals(Link.PATIENT) ? released(language) : "",
                            site.map(LinkSetUp.Site::code).orElse(""),
                            author);
        }
        Links.Made made = links.make(wanted);
        if (!to.isBlank()) {
            outbox.ask(made.link(), to.strip(), server, List.of(2, 5));
        }
        return shown(id, made, server, code, request, response);
    }

    private Links.Wanted wanted(
            String id,
            String role,
            Optional<Pathway> pathway,
            List<String> forms,
            List<Link.Time> times,
            String about,
            String waiting,
            Chart chart,
            String code,
            boolean repeats,
            String language,
            String site,
            String author) {
        return new Links.Wanted(
                id,
                role,
                pathway.map(Pathway::id).orElse(""),
                forms,
                times,
                about,
                waiting,
                LinkSetUp.born(chart),
                code,
                repeats,
                language,
                site,
                author);
    }

    /// The side that a form is answered about: said by whoever gives the link where there is more
    /// than one; empty where the form asks for none.
    private static Optional<LinkSetUp.Site> chosen(String side, List<LinkSetUp.Site> sites) {
        if (sites.size() < 2) {
            return sites.stream().findFirst();
        }
        return Optional.of(
                sites.stream()
                        .filter(one -> one.code().equals(side))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.INCOMPLETE,
                                        "Which side?",
                                        "The patient is treated on both sides, and the form asks"
                                                + " about one of them.",
                                        "Go back, and choose the joint and side.")));
    }

    /// What it is about, in words: of another side than the request's, that side.
    private static String about(Optional<LinkSetUp.Site> site, String about) {
        return site.map(LinkSetUp.Site::name).filter(name -> !about.startsWith(name)).orElse(about);
    }

    /// One of those in which something was released; else none.
    private String released(String language) {
        return languages.released().stream()
                .map(PatientLanguages.Language::tag)
                .filter(language::equals)
                .findFirst()
                .orElse("");
    }

    private static Problem nothing() {
        return new Problem(
                ProblemKind.INCOMPLETE,
                "No link for that",
                "This form cannot be given by a link now.",
                "Go back, and choose what is offered.");
    }

    private Link.Time time(String until) {
        LocalDate today = setUp.today();
        try {
            LocalDate last = until.isBlank() ? setUp.usualEnd() : DayText.parse(until.strip());
            if (last.isAfter(setUp.lastEnd())) {
                throw new Problem(
                        ProblemKind.UNUSABLE,
                        "That is too far away",
                        "“"
                                + until
                                + "”: a link for one form is open until "
                                + Wording.day(setUp.lastEnd())
                                + " at the latest.",
                        "Go back, and give a day until then; a schedule asks at each of its times.");
            }
            if (last.isBefore(today)) {
                throw new Problem(
                        ProblemKind.UNUSABLE,
                        "That day is past",
                        "“" + until + "” lies behind today.",
                        "Go back, and give a day from today on.");
            }
            return new Link.Time("", "", today, last);
        } catch (IllegalArgumentException _) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "That is no day",
                    "“" + until + "” cannot be read.",
                    "Write it as 2025-06-28.");
        }
    }

    private String code() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(CODE_LETTERS.charAt(random.nextInt(CODE_LETTERS.length())));
        }
        return code.toString();
    }

    private ResponseEntity<String> shown(
            String id,
            Links.Made made,
            String server,
            String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        String address = server + "/p/" + made.token();
        String picture = QrCode.svg(address, "The link as a code for a camera");
        Frame frame = desk.frame(request, response, "A link, shown once");
        String site = texts.current().map(PatientTexts.Approved::site).orElse("");
        String clinic = texts.current().map(PatientTexts.Approved::clinic).orElse("");
        Speech speech = languages.of(made.link());
        return html.page((out, interceptor) ->
                JtelinkmadeGenerated.render(
                        out,
                        interceptor,
                        frame,
                        id,
                        made.link(),
                        address,
                        picture,
                        code,
                        site,
                        clinic,
                        speech,
                        LinkSetUp.isAfterTheProcedure(made.link())));
    }

    /// Takes one back, opens it again, or makes another address of it.
    @PostMapping("/patients/{id}/links/{link}/{deed}")
    ResponseEntity<String> change(
            @PathVariable String id,
            @PathVariable String link,
            @PathVariable String deed,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        requireMay(id);
        Link found =
                links.link(link)
                        .filter(one -> one.chart().equals(id))
                        .orElseThrow(LinkDeskController::nothing);
        switch (deed) {
            case "revoke" -> links.revoke(link, why(reason, author));
            case "reopen" -> links.reopen(found, LinkSetUp.born(charts.chart(id)));
            case "again" -> {
                if (found.wasTakenBack()) {
                    throw nothing();
                }
                return shown(
                        id,
                        new Links.Made(found, links.another(found)),
                        ServerAddress.of(request),
                        "",
                        request,
                        response);
            }
            default -> throw nothing();
        }
        return Html.seeOther("/patients/" + id + "/links");
    }

    private static String why(String reason, String author) {
        return (reason.isBlank() ? "" : reason.strip() + ", ") + author;
    }

    /// Takes all of a patient back, or settles whether they get messages.
    @PostMapping("/patients/{id}/links/{deed}")
    ResponseEntity<String> all(
            @PathVariable String id,
            @PathVariable String deed,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        requireMay(id);
        switch (deed) {
            case "revoke-all" ->
                    links.of(id).forEach(one -> links.revoke(one.id(), why("", author)));
            case "silence" -> outbox.silence(id, author);
            case "unsilence" -> outbox.unsilence(id, author);
            default -> throw nothing();
        }
        return Html.seeOther("/patients/" + id + "/links");
    }
}
