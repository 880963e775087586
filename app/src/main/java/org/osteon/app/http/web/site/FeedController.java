package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.feeds.ProfileProblem;
import org.osteon.feeds.SourceProfile;
import org.osteon.records.feeds.Answer;
import org.osteon.records.feeds.Correction;
import org.osteon.records.feeds.FeedMending;
import org.osteon.records.feeds.FeedPage;
import org.osteon.records.feeds.Letter;
import org.osteon.records.feeds.MergeNote;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.PatientBanner;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Messages of other systems: what was not understood and how it is mended, what was merged, what
/// corrections changed.
@RestController
final class FeedController {
    private static final int MOST = 50;
    private static final int LONGEST_REASON = 500;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private final Optional<FeedMending> mending;
    private final Charts charts;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    FeedController(Server.SiteFeeds site, Charts charts, Clock clock, Html html, Desk desk) {
        this.mending = site.feeds().map(feeds -> feeds.mending());
        this.charts = charts;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// All that somebody who mends looks at, a page of each.
    ///
    /// @param waiting how many letters there are
    record Overview(
            long waiting,
            FeedPage<Letter> letters,
            List<SourceProfile> profiles,
            List<ProfileProblem> problems,
            FeedPage<MergeNote> merges,
            Corrected corrections) {
        String moment(Instant at) {
            return corrections.moment(at);
        }
    }

    /// Corrections, wherever they are listed.
    record Corrected(FeedPage<Correction> page, Clock clock) {
        String moment(Instant at) {
            return FeedController.moment(at, clock);
        }
    }

    /// The address of the next page of one of the lists; empty where there is none.
    static String further(String list, FeedPage<?> page) {
        return page.next().isEmpty()
                ? ""
                : "/feeds?"
                        + list
                        + "="
                        + URLEncoder.encode(page.next(), StandardCharsets.UTF_8)
                        + "#"
                        + list;
    }

    /// One dead letter.
    ///
    /// @param profile the name of its sender's profile, or the one that a new one would have
    /// @param text the profile; empty where there is none
    /// @param problems why it was not kept
    record Opened(
            Letter letter,
            String at,
            String raw,
            String profile,
            String text,
            List<ProfileProblem> problems) {}

    private static String moment(Instant at, Clock clock) {
        return MOMENT.format(at.atZone(clock.getZone()));
    }

    private FeedMending mending() {
        return mending.orElseThrow(() ->
                new Problem(
                        ProblemKind.MISSING,
                        "No messages are taken here",
                        "This server was started without profiles of senders.",
                        "Start it with osteon serve --feeds DIR --mllp PORT."));
    }

    @GetMapping("/feeds")
    ResponseEntity<String> page(
            @RequestParam(defaultValue = "") String letters,
            @RequestParam(defaultValue = "") String merges,
            @RequestParam(defaultValue = "") String corrections,
            HttpServletRequest request,
            HttpServletResponse response) {
        FeedMending all = mending();
        Overview overview =
                new Overview(
                        all.waiting(),
                        all.letters(letters, MOST),
                        all.feeds().profiles().profiles().all(),
                        all.feeds().profiles().profiles().problems(),
                        all.merges(merges, MOST),
                        new Corrected(all.corrections(corrections, MOST), clock));
        Frame frame = desk.frame(request, response, "Messages");
        return html.page(
                (out, interceptor) -> JtefeedsGenerated.render(out, interceptor, frame, overview));
    }

    @GetMapping("/feeds/letters/{id}")
    ResponseEntity<String> letter(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Letter letter = existing(id);
        String profile = letter.profile().isEmpty() ? "new-sender" : letter.profile();
        String text = mending().feeds().profiles().text(profile).orElseGet(() -> fresh(letter));
        return opened(letter, profile, text, List.of(), HttpStatus.OK, request, response);
    }

    /// A profile to begin with: it says whose it is, and what still has to be said.
    private static String fresh(Letter letter) {
        int bar = letter.sender().indexOf('|');
        return """
        {
          "title": "",
          "senders": [{"application": "%s", "facility": "%s"}],
          "timeZone": "",
          "identifiers": {}
        }
        """
                .formatted(
                        escaped(letter.sender().substring(0, bar)),
                        escaped(letter.sender().substring(bar + 1)));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private ResponseEntity<String> opened(
            Letter letter,
            String profile,
            String text,
            List<ProfileProblem> problems,
            HttpStatus status,
            HttpServletRequest request,
            HttpServletResponse response) {
        Opened opened =
                new Opened(
                        letter, moment(letter.at(), clock), letter.text(), profile, text, problems);
        Frame frame = desk.frame(request, response, "A message that was not understood");
        return html.page(
                status,
                (out, interceptor) ->
                        JtefeedletterGenerated.render(out, interceptor, frame, opened));
    }

    private Letter existing(String id) {
        return mending()
                .letter(id)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "No such message",
                                "It was taken or put aside meanwhile.",
                                "Go back to the messages."));
    }

    @PostMapping("/feeds/letters/{id}/again")
    ResponseEntity<String> again(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        String by = desk.author(request, response);
        List<Answer> answers =
                mending().replay(id, by).orElseThrow(() -> new IllegalStateException("checked"));
        Optional<Answer> refused =
                answers.stream()
                        .filter(one -> !one.code().equals("AA") || !one.letter().isEmpty())
                        .findFirst();
        if (refused.isPresent()) {
            desk.notice(response, "Still not understood: " + refused.get().text());
            return Html.seeOther("/feeds/letters/" + refused.get().letter());
        }
        desk.notice(response, "Taken. What it says is in the chart.");
        return Html.seeOther("/feeds");
    }

    @PostMapping("/feeds/letters/{id}/aside")
    ResponseEntity<String> aside(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response) {
        String by = desk.author(request, response);
        mending().putAside(existing(id).id(), by, reason(reason));
        desk.notice(response, "Put aside for good; the audit says so, with your reason.");
        return Html.seeOther("/feeds");
    }

    private static String reason(String written) {
        String reason = written.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Why?",
                    "A reason has 1 to " + LONGEST_REASON + " characters, and nothing was done.",
                    "Go back and give one.");
        }
        return reason;
    }

    /// Keeps the profile of a letter's sender.
    @PostMapping("/feeds/letters/{id}/profile")
    ResponseEntity<String> mend(
            @PathVariable String id,
            @RequestParam String profile,
            @RequestParam String text,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String by = desk.author(request, response);
        Letter letter = existing(id);
        List<ProfileProblem> problems = mending().mend(profile.strip(), text, by);
        if (!problems.isEmpty()) {
            return opened(
                    letter,
                    profile,
                    text,
                    problems,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    request,
                    response);
        }
        desk.notice(response, "The profile is kept, and used from now on. Send the message again.");
        return Html.seeOther("/feeds/letters/" + id);
    }

    @PostMapping("/feeds/merges/undo")
    ResponseEntity<String> undo(
            @RequestParam String merge,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response) {
        String by = desk.author(request, response);
        MergeNote undone = mending().undo(merge, by, reason(reason));
        desk.notice(
                response,
                "Undone: what had moved is back."
                        + (undone.stays().isEmpty()
                                ? ""
                                : " Look at what came since and stays: "
                                        + String.join(", ", undone.stays())));
        return Html.seeOther("/feeds");
    }

    @GetMapping("/patients/{id}/corrections")
    ResponseEntity<String> corrections(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        PatientBanner patient = charts.banner(charts.chart(id), LocalDate.now(clock));
        List<Correction> all = mending.map(one -> one.corrections(id)).orElse(List.of());
        Frame frame = desk.frame(request, response, "Corrections, " + patient.name());
        Corrected corrected = new Corrected(new FeedPage<>(all, "", ""), clock);
        return html.page((out, interceptor) ->
                JtecorrectionsGenerated.render(out, interceptor, frame, patient, corrected));
    }
}
