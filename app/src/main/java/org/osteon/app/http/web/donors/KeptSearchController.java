package org.osteon.app.http.web.donors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.hla.search.SearchResult;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.search.KeptSearches;
import org.osteon.search.ServedDonors;
import org.osteon.workflow.desk.PatientBanner;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Searches that are kept, run again, and compared with how they were.
@RestController
final class KeptSearchController {
    private static final int LONGEST_TITLE = 120;

    private final ServedDonors donors;
    private final Charts charts;
    private final Clock clock;
    private final Html html;
    private final Desk desk;
    private final SearchTurns turns;

    KeptSearchController(
            ServedDonors donors,
            Charts charts,
            Clock clock,
            Html html,
            Desk desk,
            SearchTurns turns) {
        this.turns = turns;
        this.donors = donors;
        this.charts = charts;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// Keeps a search with what it finds now.
    @PostMapping("/donors/kept")
    ResponseEntity<String> keep(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String author = desk.author(request, response);
        DonorAddress address =
                DonorAddress.of(request.getParameterMap())
                        .without("title")
                        .without("page")
                        .without("size");
        String title = title(request);
        String id = keep("", title, author, address);
        desk.notice(response, "The search is kept as “" + title + "”.");
        return Html.seeOther("/donors/kept/" + id);
    }

    private static String title(HttpServletRequest request) {
        String given = request.getParameter("title");
        String title = given == null ? "" : given.strip();
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "The search needs a name",
                    "A name has 1 to " + LONGEST_TITLE + " characters.",
                    "Go back and give one.");
        }
        return title;
    }

    private String keep(String id, String title, String author, DonorAddress address)
            throws IOException {
        DonorController.Asked asked = asked(address);
        SearchResult result = run(asked);
        return new KeptSearches(asked.registry().folder())
                .keep(
                        new KeptSearches.Kept(
                                id,
                                title,
                                author,
                                clock.instant(),
                                address.query(),
                                asked.check().typing().glString(),
                                result.dataVersion(),
                                KeptSearches.run(result)));
    }

    private DonorController.Asked asked(DonorAddress address) {
        DonorController.Asked asked =
                DonorController.Asked.of(
                        address, DonorController.ready(donors), charts, LocalDate.now(clock));
        asked.require();
        return asked;
    }

    /// All donors found, not a page of them.
    private SearchResult run(DonorController.Asked asked) {
        SearchResult result =
                turns.take(
                        desk.owner(),
                        () ->
                                asked.ready()
                                        .search()
                                        .search(
                                                asked.version(),
                                                asked.check().typing(),
                                                asked.settings()
                                                        .search()
                                                        .withPage(0, KeptSearches.MOST_DONORS)));
        if (result.found() > KeptSearches.MOST_DONORS) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Too many donors to follow",
                    "The search finds "
                            + result.found()
                            + " donors; up to "
                            + KeptSearches.MOST_DONORS
                            + " can be followed one by one.",
                    "Allow fewer mismatches or add filters, then keep it.");
        }
        return result;
    }

    /// What changed since it was kept.
    @GetMapping("/donors/kept/{id}")
    ResponseEntity<String> differences(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        KeptSearches.Kept kept = find(id);
        DonorAddress address = address(kept);
        DonorController.Asked asked = asked(address);
        SearchResult now = run(asked);
        Frame frame = desk.frame(request, response, "Search again: " + kept.title());
        SearchDifferences page =
                SearchDifferences.of(kept, address, now, asked.version(), clock.getZone());
        Optional<PatientBanner> patient =
                DonorController.patient(charts, address, LocalDate.now(clock));
        return html.page((out, interceptor) ->
                JtedonordifferencesGenerated.render(out, interceptor, frame, page, patient));
    }

    /// Takes what is found now as what later runs are compared with.
    @PostMapping("/donors/kept/{id}")
    ResponseEntity<String> keepAgain(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String author = desk.author(request, response);
        KeptSearches.Kept kept = find(id);
        keep(kept.id(), kept.title(), author, address(kept));
        desk.notice(response, "“" + kept.title() + "” is kept as it is now.");
        return Html.seeOther("/donors/kept/" + id);
    }

    private KeptSearches.Kept find(String id) throws IOException {
        ServedDonors.Ready ready = DonorController.ready(donors);
        if (ready.registry().isPresent()) {
            var found = new KeptSearches(ready.registry().get().folder()).find(id);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new Problem(
                ProblemKind.MISSING,
                "No such search",
                "There is no kept search “" + id + "”, or its file cannot be read.",
                "Choose one on the donor page.");
    }

    private static DonorAddress address(KeptSearches.Kept kept) {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        for (String part : kept.query().split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.merge(
                        part.substring(0, equals),
                        new String[] {
                            URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8)
                        },
                        KeptSearchController::both);
            }
        }
        return DonorAddress.of(parameters);
    }

    private static String[] both(String[] some, String[] more) {
        String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
