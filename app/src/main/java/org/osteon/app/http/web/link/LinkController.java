package org.osteon.app.http.web.link;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osteon.app.http.RequestName;
import org.osteon.records.charts.Visits;
import org.osteon.records.links.Link;
import org.osteon.records.links.LinkVisit;
import org.osteon.records.links.Links;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.FieldProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The pages of a link. Before the birth date there is one page, for whatever is asked for.
@RestController
final class LinkController {
    private static final Logger LOG = LoggerFactory.getLogger(LinkController.class);
    private static final int LONGEST_NAME = 60;

    private final Links links;
    private final LinkAnswering answering;
    private final LinkPages pages;

    LinkController(Links links, LinkAnswering answering, LinkPages pages) {
        this.links = links;
        this.answering = answering;
        this.pages = pages;
    }

    @GetMapping("/p/{token}")
    ResponseEntity<String> open(@PathVariable String token, HttpServletRequest request) {
        return current(token, request)
                .map(link ->
                        as(link, request, "opened", () -> pages.overview(link, token, request)))
                .orElseGet(() -> pages.ask(HttpStatus.OK, token, false, Map.of()));
    }

    /// Another language. It tells nothing of the link: whoever asks is sent back to it.
    @GetMapping("/p/{token}/language")
    ResponseEntity<String> language(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String to,
            HttpServletRequest request) {
        return PatientLanguages.isTag(to)
                ? pages.seeOther("/p/" + token, PatientLanguages.chosen(request, to))
                : pages.seeOther("/p/" + token);
    }

    /// The birth date.
    @PostMapping("/p/{token}")
    ResponseEntity<String> enter(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String born,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request) {
        Map<String, String[]> held = held(request.getParameterMap(), "held.", "");
        Links.Entry entry = links.enter(token, born, code, request.getRemoteAddr());
        return switch (entry) {
            case Links.Entry.Refused _ ->
                    pages.ask(HttpStatus.UNPROCESSABLE_CONTENT, token, true, held);
            case Links.Entry.Over(Link link) -> pages.over(link);
            case Links.Entry.In(Link link, String secret) ->
                    held.isEmpty()
                            ? pages.letIn(link, token, secret, request)
                            : pages.resumed(token, held, secret, request);
        };
    }

    /// Fields under other names.
    private static Map<String, String[]> held(
            Map<String, String[]> sent, String before, String after) {
        Map<String, String[]> held = new LinkedHashMap<>();
        sent.forEach((name, values) -> {
            if (name.startsWith(before) && !name.equals("formToken")) {
                held.put(after + name.substring(before.length()), values);
            }
        });
        return held;
    }

    /// Who answers, and which form.
    @PostMapping("/p/{token}/begin")
    ResponseEntity<String> begin(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String carer,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request) {
        return during(
                token,
                request,
                "began",
                link -> {
                    String name = clean(carer);
                    if (who.equals("carer") && name.isEmpty()) {
                        return pages.overview(link, token, request, "Please write your name.");
                    }
                    Link told =
                            links.answeredBy(
                                    link, who.equals("carer") ? name : "", pages.language(link));
                    String wanted = form.isEmpty() ? told.forms().getFirst() : form;
                    if (!again.isEmpty()) {
                        answering.again(told, wanted);
                    }
                    return pages.seeOther("/p/" + token + "/f/" + wanted);
                });
    }

    private static String clean(String typed) {
        String clean = typed.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
    }

    @GetMapping("/p/{token}/f/{form}")
    ResponseEntity<String> question(
            @PathVariable String token,
            @PathVariable String form,
            @RequestParam(defaultValue = "") String at,
            HttpServletRequest request) {
        return current(token, request)
                .map(link ->
                        as(
                                link,
                                request,
                                "form " + form,
                                () -> {
                                    LinkAnswering.Standing standing =
                                            answering.standing(link, form, at);
                                    return page(standing, at, token, request);
                                }))
                .orElseGet(() -> pages.ask(HttpStatus.OK, token, false, Map.of()));
    }

    private ResponseEntity<String> page(
            LinkAnswering.Standing standing, String at, String token, HttpServletRequest request) {
        Optional<Step> step = standing.step(at);
        if (at.equals(LinkPages.LEVEL) && standing.sent()) {
            return pages.level(standing, token, request);
        }
        if (step.isEmpty() && !at.equals(LinkPages.REVIEW)) {
            if (standing.link()
                    .sent(standing.form().life().form().id(), standing.time())
                    .isPresent()) {
                return pages.sent(standing, token, request);
            }
            step = standing.next();
        }
        return step.map(one -> pages.question(standing, one, List.of(), token, request))
                .orElseGet(() -> pages.review(standing, List.of(), token, request));
    }

    @PostMapping("/p/{token}/f/{form}")
    ResponseEntity<String> answer(
            @PathVariable String token,
            @PathVariable String form,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(name = "do", defaultValue = "next") String wanted,
            HttpServletRequest request) {
        Optional<Link> link = current(token, request);
        if (link.isEmpty() || !LinkCookie.isOwn(request)) {
            Map<String, String[]> held = held(request.getParameterMap(), "", "");
            held.put("form", new String[] {form});
            return pages.ask(HttpStatus.UNAUTHORIZED, token, false, held);
        }
        return as(
                link.get(),
                request,
                "answered " + form,
                () ->
                        switch (wanted) {
                            case "send" -> send(link.get(), form, token, request);
                            case "called", "not-called" -> {
                                links.note(link.get(), "call: " + wanted, request.getRemoteAddr());
                                yield pages.seeOther(
                                        "/p/" + token + "/f/" + form + "?at=" + LinkPages.LEVEL);
                            }
                            default -> next(link.get(), form, at, wanted, token, request);
                        });
    }

    private ResponseEntity<String> next(
            Link link,
            String form,
            String at,
            String wanted,
            String token,
            HttpServletRequest request) {
        String here = "/p/" + token + "/f/" + form;
        Map<String, String[]> sent = new LinkedHashMap<>(request.getParameterMap());
        LinkAnswering.Standing before = answering.standing(link, form, at);
        Optional<Step> step = before.step(at);
        if (step.isEmpty()) {
            return pages.seeOther(here);
        }
        if (wanted.equals("unknown") && !step.get().unknown().isEmpty()) {
            String field = step.get().entries().getFirst().name();
            sent.remove(field);
            sent.put(field + ".absent", new String[] {step.get().unknown()});
        }
        LinkAnswering.Answered answered = answering.answer(link, form, at, sent);
        if (!answered.problems().isEmpty()) {
            return pages.question(
                    answered.standing(), step.get(), answered.problems(), token, request);
        }
        if (answered.alarms()) {
            return pages.seeOther(here + "?at=" + LinkPages.LEVEL);
        }
        LinkAnswering.Standing after = answered.standing();
        if (wanted.equals("add") && step.get().repeats()) {
            return pages.seeOther(here + "?at=" + following(at));
        }
        if (request.getParameter("back") != null) {
            return pages.seeOther(here + "?at=" + LinkPages.REVIEW);
        }
        String to = after.step(at).flatMap(after::after).map(Step::id).orElse(LinkPages.REVIEW);
        return pages.seeOther(here + "?at=" + to);
    }

    private static String following(String row) {
        int cut = row.indexOf('~') + 1;
        return row.substring(0, cut) + (Integer.parseInt(row.substring(cut)) + 1);
    }

    private ResponseEntity<String> send(
            Link link, String form, String token, HttpServletRequest request) {
        LinkAnswering.Answered answered = answering.send(link, form);
        List<FieldProblem> problems = answered.problems();
        return problems.isEmpty()
                ? pages.seeOther("/p/" + token + "/f/" + form)
                : pages.review(answered.standing(), problems, token, request);
    }

    @PostMapping("/p/{token}/leave")
    ResponseEntity<String> leave(@PathVariable String token, HttpServletRequest request) {
        if (LinkCookie.isOwn(request)) {
            LinkCookie.of(request).ifPresent(links::leave);
        }
        return pages.left(request);
    }

    // --- as whom ---

    private Optional<Link> current(String token, HttpServletRequest request) {
        return LinkCookie.of(request).flatMap(secret -> links.current(token, secret));
    }

    private interface Doing {
        ResponseEntity<String> with(Link link);
    }

    private ResponseEntity<String> during(
            String token, HttpServletRequest request, String what, Doing doing) {
        return current(token, request)
                .filter(_ -> LinkCookie.isOwn(request))
                .map(link -> as(link, request, what, () -> doing.with(link)))
                .orElseGet(() -> pages.ask(HttpStatus.UNAUTHORIZED, token, false, Map.of()));
    }

    /// Does it as whom the link says; what goes wrong is told in words for patients, and without
    /// the token in the log.
    private ResponseEntity<String> as(
            Link link,
            HttpServletRequest request,
            String what,
            Supplier<ResponseEntity<String>> doing) {
        List<ResponseEntity<String>> made = new ArrayList<>();
        try {
            Visits.<RuntimeException, RuntimeException>during(
                    LinkVisit.of(link, request.getRemoteAddr(), RequestName.of(request), what),
                    () -> made.add(doing.get()));
        } catch (Problem e) {
            return e.kind() == ProblemKind.MISSING ? pages.over(link) : pages.failed();
        } catch (RuntimeException e) {
            LOG.error("a page of link {} failed", link.id(), e);
            return pages.failed();
        }
        return made.getFirst();
    }
}
