package org.osteon.app.http.web.link;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.app.http.web.Html;
import org.osteon.records.links.Link;
import org.osteon.records.links.PatientTexts;
import org.osteon.records.links.Wordings;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Makes the pages of a link: plain, large, each with the number to call.
@Component
final class LinkPages {
    /// The screen with all answers.
    static final String REVIEW = "all";

    /// The screen that says what to do now.
    static final String LEVEL = "now";

    private static final MediaType TYPE = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    private final Html html;
    private final PatientTexts texts;
    private final Wordings wordings;
    private final FormLibrary forms;
    private final OwnCurves curves;
    private final PatientLanguages languages;
    private final Clock clock;

    LinkPages(
            Html html,
            PatientTexts texts,
            Wordings wordings,
            FormLibrary forms,
            OwnCurves curves,
            PatientLanguages languages,
            Clock clock) {
        this.html = html;
        this.texts = texts;
        this.wordings = wordings;
        this.forms = forms;
        this.curves = curves;
        this.languages = languages;
        this.clock = clock;
    }

    /// What surrounds every page.
    ///
    /// @param site what patients call the site; empty where nothing was approved
    /// @param clinic its number
    /// @param here the address of the link
    /// @param languages that can be chosen beside the one in use
    public record Plain(
            String title,
            String site,
            String clinic,
            String emergency,
            String here,
            Speech speech,
            List<PatientLanguages.Language> languages) {
        public Plain {
            languages = List.copyOf(languages);
        }

        /// Without leading anywhere else: what is said here comes first.
        Plain alone() {
            return new Plain(title, site, clinic, emergency, here, speech, List.of());
        }

        /// In the language of the page.
        public String say(String english, String... parts) {
            return speech.say(english, parts);
        }

        /// A number as a telephone takes it.
        public static String dial(String number) {
            return number.replaceAll("[^0-9+*#]", "");
        }
    }

    /// Of no link that is known yet.
    private Plain plain(String title) {
        return plain(title, List.of());
    }

    /// @param of the forms of the link
    private Plain plain(String title, List<String> of) {
        Optional<PatientTexts.Approved> said = texts.current();
        Speech speech = languages.wanted(of);
        return new Plain(
                speech.say(title),
                said.map(PatientTexts.Approved::site).orElse(""),
                said.map(PatientTexts.Approved::clinic).orElse(""),
                said.map(PatientTexts.Approved::emergency).orElse(""),
                PatientLanguages.here(),
                speech,
                languages.besides(speech, of));
    }

    private ResponseEntity<String> page(HttpStatusCode status, Html.View view, String... cookies) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status)
                        .contentType(TYPE)
                        .header("Content-Security-Policy", POLICY)
                        .header("X-Robots-Tag", "noindex")
                        .header("Referrer-Policy", "no-referrer");
        for (String cookie : cookies) {
            answer.header("Set-Cookie", cookie);
        }
        return answer.body(html.text(view));
    }

    /// The language of messages from now on: the one that was chosen, else that of the link.
    String language(Link link) {
        return languages.chosen(link.forms()).orElse(link.language());
    }

    /// They are let in: who came by the code on a sheet reads on in the language of the link.
    ResponseEntity<String> letIn(
            Link link, String token, String secret, HttpServletRequest request) {
        String language = languages.of(link).language();
        String cookie = LinkCookie.given(request, secret);
        return languages.chosen(link.forms()).isPresent() || language.equals("en")
                ? seeOther("/p/" + token, cookie)
                : seeOther("/p/" + token, cookie, PatientLanguages.chosen(request, language));
    }

    ResponseEntity<String> seeOther(String path, String... cookies) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header("Location", path)
                        .header("Referrer-Policy", "no-referrer");
        for (String cookie : cookies) {
            answer.header("Set-Cookie", cookie);
        }
        return answer.body("");
    }

    /// A field that was typed before the session was over.
    public record Held(String name, String value) {}

    private static List<Held> fields(Map<String, String[]> sent) {
        List<Held> fields = new ArrayList<>();
        sent.forEach((name, values) -> {
            for (String value : values) {
                fields.add(new Held(name, value));
            }
        });
        return fields;
    }

    /// The one page for who has not said the birth date.
    ResponseEntity<String> ask(
            HttpStatus status, String token, boolean wrong, Map<String, String[]> held) {
        Plain frame = plain("Your date of birth");
        return page(
                status,
                (out, interceptor) ->
                        JteaskGenerated.render(
                                out, interceptor, frame, token, wrong, fields(held)));
    }

    /// What had been typed when the session was over, to be sent again.
    ResponseEntity<String> resumed(
            String token, Map<String, String[]> held, String secret, HttpServletRequest request) {
        String form = held.containsKey("form") ? held.get("form")[0] : "";
        if (!form.matches("[a-z0-9-]+")) {
            return seeOther("/p/" + token, LinkCookie.given(request, secret));
        }
        List<Held> fields =
                fields(held).stream().filter(one -> !one.name().equals("form")).toList();
        Plain frame = plain("Go on where you were");
        return page(
                HttpStatus.OK,
                (out, interceptor) ->
                        JtegoonGenerated.render(
                                out,
                                interceptor,
                                frame,
                                "/p/" + token + "/f/" + form,
                                LinkCookie.pageToken(secret),
                                fields),
                LinkCookie.given(request, secret));
    }

    /// Nothing can be answered now: for good, or until the next time of a schedule.
    ResponseEntity<String> over(Link link) {
        Optional<String> sent =
                link.lastSent()
                        .map(at ->
                                speech().say("You sent your answers on {0}. Thank you.", day(at)));
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Optional<LocalDate> next = link.next(today);
        if (next.isPresent()) {
            String then =
                    speech().say(
                                    "The next questions come on {0}. Use the same link then.",
                                    speech().day(next.get()));
            return says(
                    HttpStatus.OK,
                    "Nothing to answer now",
                    Stream.concat(sent.stream(), Stream.of(then)).collect(Collectors.joining(" ")));
        }
        return says(
                HttpStatus.OK,
                "This form is closed",
                sent.orElseGet(() -> speech().say("It can no longer be answered.")));
    }

    ResponseEntity<String> failed() {
        return says(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Please try again",
                speech().say(
                                "That did not work just now. Go back and try again. What you sent"
                                        + " before is kept."));
    }

    ResponseEntity<String> left(HttpServletRequest request) {
        return says(
                HttpStatus.OK,
                "You can close this page",
                speech().say("What you answered is kept. Use the same link to go on."),
                LinkCookie.taken(request));
    }

    private ResponseEntity<String> says(
            HttpStatus status, String title, String words, String... cookies) {
        Plain frame = plain(title);
        return page(
                status,
                (out, interceptor) -> JtesaysGenerated.render(out, interceptor, frame, words),
                cookies);
    }

    private Speech speech() {
        return languages.wanted(List.of());
    }

    private String day(Instant at) {
        return speech().day(at.atZone(clock.getZone()).toLocalDate());
    }

    // --- who came in ---

    /// A form of the link, as it is listed.
    ///
    /// @param sent the day on which it was sent; empty while it was not
    public record Listed(String id, String title, String sent, boolean begun) {}

    /// The first page after the birth date.
    ///
    /// @param problem empty where nothing is wrong
    public record Overview(
            String about,
            String time,
            List<Listed> forms,
            String carer,
            boolean ofThePatient,
            boolean repeats,
            String problem) {
        /// Whether there is nothing left to do.
        public boolean isDone() {
            return forms.stream().noneMatch(one -> one.sent().isEmpty());
        }
    }

    ResponseEntity<String> overview(Link link, String token, HttpServletRequest request) {
        return overview(link, token, request, "");
    }

    ResponseEntity<String> overview(
            Link link, String token, HttpServletRequest request, String problem) {
        Optional<Link.Time> time = link.at(clock.instant().atZone(clock.getZone()).toLocalDate());
        if (time.isEmpty()) {
            return over(link);
        }
        List<Listed> listed =
                link.forms().stream()
                        .map(form ->
                                new Listed(
                                        form,
                                        title(form, link),
                                        link.sent(form, time.get()).map(this::day).orElse(""),
                                        link.response(form, time.get()).isPresent()))
                        .toList();
        Overview overview =
                new Overview(
                        link.about(),
                        time.get().title(),
                        listed,
                        link.carer(),
                        link.answersAsPatient(),
                        link.repeats(),
                        problem);
        Plain frame = plain("Your questions", link.forms());
        return page(
                HttpStatus.OK,
                (out, interceptor) ->
                        JteoverviewGenerated.render(
                                out,
                                interceptor,
                                frame,
                                token,
                                LinkCookie.pageToken(request),
                                overview));
    }

    private String title(String form, Link link) {
        return languages
                .wanted(link.forms())
                .of(
                        form,
                        PatientLanguages.TITLE,
                        forms.form(form).map(PatientLanguages::title).orElse(form));
    }

    // --- a form ---

    ResponseEntity<String> question(
            LinkAnswering.Standing standing,
            Step step,
            List<FieldProblem> problems,
            String token,
            HttpServletRequest request) {
        Question question =
                Question.of(
                        standing,
                        step,
                        problems,
                        wording(standing),
                        speech(standing),
                        request,
                        token);
        Plain frame =
                plain(
                        question.isWrong() ? "Please look again" : question.title(),
                        standing.link().forms());
        return page(
                problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                (out, interceptor) ->
                        JtequestionGenerated.render(out, interceptor, frame, question));
    }

    private Speech speech(LinkAnswering.Standing standing) {
        return languages.wanted(standing.link().forms());
    }

    private Optional<Wordings.Wording> wording(LinkAnswering.Standing standing) {
        return wordings.of(standing.form().life().form().id());
    }

    ResponseEntity<String> review(
            LinkAnswering.Standing standing,
            List<FieldProblem> problems,
            String token,
            HttpServletRequest request) {
        List<Question> all =
                standing.steps().stream()
                        .map(step ->
                                Question.of(
                                        standing,
                                        step,
                                        problems,
                                        wording(standing),
                                        speech(standing),
                                        request,
                                        token))
                        .toList();
        Plain frame = plain("Your answers", standing.link().forms());
        return page(
                problems.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                (out, interceptor) ->
                        JtereviewGenerated.render(
                                out,
                                interceptor,
                                frame,
                                "/p/" + token + "/f/" + standing.form().life().form().id(),
                                LinkCookie.pageToken(request),
                                all));
    }

    /// What to do now, in the words that a physician of the site approved.
    ///
    /// @param calls numbers with what they are
    public record Now(
            String here,
            String pageToken,
            String code,
            String words,
            List<Call> calls,
            boolean atOnce,
            boolean asks,
            boolean more) {}

    /// A number to call.
    public record Call(String whom, String number) {}

    private Optional<Now> now(
            LinkAnswering.Standing standing, String token, HttpServletRequest request) {
        return texts.current()
                .flatMap(said ->
                        standing.level()
                                .map(level ->
                                        new Now(
                                                "/p/"
                                                        + token
                                                        + "/f/"
                                                        + standing.form().life().form().id(),
                                                LinkCookie.pageToken(request),
                                                level.code(),
                                                said.levels().getOrDefault(level.code(), ""),
                                                calls(level, said),
                                                level.atOnce(),
                                                level.asks(),
                                                standing.next().isPresent())));
    }

    private static List<Call> calls(Levels.Level level, PatientTexts.Approved said) {
        return level.calls().stream()
                .map(one ->
                        switch (one) {
                            case "emergency" -> new Call("Emergency", said.emergency());
                            case "second" -> new Call("If nobody answers", said.second());
                            default -> new Call(said.site(), said.clinic());
                        })
                .filter(one -> !one.number().isEmpty())
                .toList();
    }

    ResponseEntity<String> level(
            LinkAnswering.Standing standing, String token, HttpServletRequest request) {
        Optional<Now> now = now(standing, token, request);
        if (now.isEmpty()) {
            return review(standing, List.of(), token, request);
        }
        Plain frame = plain("What to do now", standing.link().forms()).alone();
        return page(
                HttpStatus.OK,
                (out, interceptor) -> JtenowGenerated.render(out, interceptor, frame, now.get()));
    }

    ResponseEntity<String> sent(
            LinkAnswering.Standing standing, String token, HttpServletRequest request) {
        Link link = standing.link();
        String form = standing.form().life().form().id();
        String day = link.sent(form, standing.time()).map(this::day).orElse("");
        Optional<Now> now = now(standing, token, request);
        boolean more = !link.isAnswered(standing.time());
        List<OwnCurves.Curve> own =
                link.answersAsPatient() && link.hasSchedule()
                        ? languages
                                .ofScores(speech(standing), link.pathway())
                                .map(speech ->
                                        curves.of(
                                                standing.form().life().chart(),
                                                link.pathway(),
                                                link.site(),
                                                speech))
                                .orElse(List.of())
                        : List.of();
        Plain frame = plain("Thank you", link.forms()).alone();
        return page(
                HttpStatus.OK,
                (out, interceptor) ->
                        JtesentGenerated.render(
                                out,
                                interceptor,
                                frame,
                                token,
                                LinkCookie.pageToken(request),
                                day,
                                now,
                                more,
                                link.repeats() ? form : "",
                                own));
    }
}
