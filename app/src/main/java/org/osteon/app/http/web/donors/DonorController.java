package org.osteon.app.http.web.donors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.osteon.access.Action;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.chart.Chart;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.DonorTypeComparison;
import org.osteon.hla.search.RankingProfile;
import org.osteon.hla.search.SearchResult;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.words.OrderedRanking;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.search.KeptSearches;
import org.osteon.search.PatientTyping;
import org.osteon.search.PatientWeight;
import org.osteon.search.SearchRequest;
import org.osteon.search.ServedDonors;
import org.osteon.search.TypingCheck;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.desk.Wording;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Donor search: typing entry, results, explanation, donors side by side, the report.
@RestController
final class DonorController {
    private static final int SECONDS_WHILE_PREPARING = 1;
    private static final int ON_PAPER = 25;
    private static final SearchRequest.Defaults ON_THE_PAGES =
            new SearchRequest.Defaults(1, 50, 1000);

    private final ServedDonors donors;
    private final Charts charts;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final Html html;
    private final Desk desk;
    private final SearchTurns turns;

    DonorController(
            ServedDonors donors,
            Charts charts,
            KnowledgeBase knowledge,
            Clock clock,
            Html html,
            Desk desk,
            SearchTurns turns) {
        this.turns = turns;
        this.donors = donors;
        this.charts = charts;
        this.knowledge = knowledge;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// Typing entry, with what each token means.
    @GetMapping("/donors")
    ResponseEntity<String> entry(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return switch (donors.state()) {
            case ServedDonors.Ready ready -> entry(HttpStatus.OK, ready, request, response);
            case ServedDonors.Preparing preparing -> waiting(preparing, request, response);
            case ServedDonors.Unusable(var reason) -> throw unusable(reason);
        };
    }

    private ResponseEntity<String> entry(
            HttpStatus status,
            ServedDonors.Ready ready,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        DonorAddress address = DonorAddress.of(request.getParameterMap());
        TypingCheck check =
                TypingCheck.of(ready, address.fields(), ofChart(charts, address, ready, today()));
        DonorEntry page =
                DonorEntry.of(
                        address,
                        ready,
                        check,
                        settings(address, ready, today()),
                        patient(address),
                        ordered(address),
                        kept(ready));
        Frame frame = desk.frame(request, response, "Donor search");
        return html.page(
                status,
                (out, interceptor) -> JtedonorsGenerated.render(out, interceptor, frame, page));
    }

    private ResponseEntity<String> waiting(
            ServedDonors.Preparing preparing,
            HttpServletRequest request,
            HttpServletResponse response) {
        Frame frame =
                desk.frame(request, response, "Donor search").refreshing(SECONDS_WHILE_PREPARING);
        return html.page((out, interceptor) ->
                JtedonorswaitingGenerated.render(out, interceptor, frame, preparing.what()));
    }

    private static List<KeptSearches.Title> kept(ServedDonors.Ready ready) throws IOException {
        return ready.registry().isPresent()
                ? new KeptSearches(ready.registry().get().folder()).titles()
                : List.of();
    }

    /// The donors found, ranked.
    @GetMapping("/donors/results")
    ResponseEntity<String> results(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (donors.state() instanceof ServedDonors.Preparing preparing) {
            return waiting(preparing, request, response);
        }
        DonorAddress address = DonorAddress.of(request.getParameterMap());
        Asked asked = Asked.of(address, ready(), charts, today());
        if (!asked.isSearchable()) {
            return entry(HttpStatus.UNPROCESSABLE_CONTENT, asked.ready(), request, response);
        }
        Frame frame = desk.frame(request, response, "Donors found");
        DonorResults page =
                turns.take(desk.owner(), () -> asked.results(asked.settings()))
                        .besides(ordered(address));
        Optional<PatientBanner> patient = patient(address);
        return html.page((out, interceptor) ->
                JtedonorresultsGenerated.render(out, interceptor, frame, page, patient));
    }

    /// The same for paper.
    @GetMapping("/donors/report")
    ResponseEntity<String> report(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        DonorAddress address = DonorAddress.of(request.getParameterMap());
        if (address.value("size").isEmpty()) {
            address = address.with("size", String.valueOf(ON_PAPER));
        }
        Asked asked = Asked.of(address, ready(), charts, today());
        if (!asked.isSearchable()) {
            return entry(HttpStatus.UNPROCESSABLE_CONTENT, asked.ready(), request, response);
        }
        Frame frame = desk.frame(request, response, "Donor search report");
        DonorResults page =
                turns.take(desk.owner(), () -> asked.results(asked.settings()))
                        .besides(ordered(address));
        Optional<PatientBanner> patient = patient(address);
        LocalDateTime printed =
                clock.instant().atZone(clock.getZone()).toLocalDateTime().withNano(0);
        return html.page((out, interceptor) ->
                JtedonorreportGenerated.render(
                        out, interceptor, frame, page, asked.check(), patient, printed));
    }

    /// Patient beside one donor, explained.
    @GetMapping("/donors/pair")
    ResponseEntity<String> pair(HttpServletRequest request, HttpServletResponse response) {
        DonorAddress address = DonorAddress.of(request.getParameterMap());
        Asked asked = Asked.of(address, ready(), charts, today());
        asked.require();
        RegistryVersion version = asked.version();
        String id = address.value("donor");
        OptionalInt donor = version.find(id);
        if (donor.isEmpty()) {
            throw new Problem(
                    ProblemKind.MISSING,
                    "No such donor",
                    "There is no donor with the id “" + id + "” in this registry.",
                    "It may have been removed since; go back to the results and search again.");
        }
        Frame frame = desk.frame(request, response, "Patient and donor " + id);
        DonorPair page =
                turns.take(
                        desk.owner(),
                        () ->
                                DonorPair.of(
                                        address,
                                        asked.ready(),
                                        version,
                                        donor.getAsInt(),
                                        asked.check().typing(),
                                        asked.settings().search()));
        Optional<PatientBanner> patient = patient(address);
        return html.page((out, interceptor) ->
                JtedonorpairGenerated.render(out, interceptor, frame, page, patient));
    }

    /// Some donors side by side.
    @GetMapping("/donors/compare")
    ResponseEntity<String> compare(HttpServletRequest request, HttpServletResponse response) {
        DonorAddress address = DonorAddress.of(request.getParameterMap());
        Asked asked = Asked.of(address, ready(), charts, today());
        asked.require();
        Frame frame = desk.frame(request, response, "Donors side by side");
        DonorsSideBySide page =
                DonorsSideBySide.of(
                        address,
                        asked.ready(),
                        asked.version(),
                        asked.check().typing(),
                        asked.settings().search());
        Optional<PatientBanner> patient = patient(address);
        return html.page((out, interceptor) ->
                JtedonorssidebysideGenerated.render(out, interceptor, frame, page, patient));
    }

    /// Types of donors side by side, never ranked against each other.
    @GetMapping("/donors/types")
    ResponseEntity<String> types(HttpServletRequest request, HttpServletResponse response) {
        DonorAddress address = DonorAddress.of(request.getParameterMap());
        Asked asked = Asked.of(address, ready(), charts, today());
        asked.require();
        Frame frame = desk.frame(request, response, "Types of donors");
        DonorTypesPage page =
                new DonorTypesPage(
                        address,
                        turns.take(
                                desk.owner(),
                                () ->
                                        DonorTypeComparison.of(
                                                asked.ready().search(),
                                                asked.version(),
                                                asked.check().typing(),
                                                asked.settings().search())));
        Optional<PatientBanner> patient = patient(address);
        return html.page((out, interceptor) ->
                JtedonortypesGenerated.render(out, interceptor, frame, page, patient));
    }

    /// From a patient's chart to the typing entry, with the typing that the chart holds.
    @GetMapping("/patients/{id}/donors")
    ResponseEntity<String> ofPatient(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Chart chart = charts.chart(Action.MATCH, id);
        if (donors.state() instanceof ServedDonors.Preparing preparing) {
            return waiting(preparing, request, response);
        }
        String weight =
                switch (PatientWeight.of(chart, today())) {
                    case PatientWeight.Known known -> known.text();
                    // The form says beside the field that it is no number.
                    case PatientWeight.Unreadable(String written) -> written;
                    case PatientWeight.None _ -> "";
                };
        DonorAddress address =
                DonorAddress.of(Map.of())
                        .with("patient", id)
                        .with(
                                "gl",
                                PatientTyping.of(chart, today(), ready().reader())
                                        .glString()
                                        .orElse(""))
                        .with("weight", weight)
                        .with("profile", ordered(chart).map(RankingProfile::id).orElse(""))
                        .with(
                                "patientSex",
                                chart.patient()
                                        .content()
                                        .text("gender")
                                        .filter(Set.of("female", "male")::contains)
                                        .orElse(""));
        return Html.seeOther(address.to("/donors"));
    }

    private Optional<RankingProfile> ordered(Chart chart) {
        return OrderedRanking.of(knowledge.pathways(), chart, today());
    }

    /// What the plan of the patient asks donors to be ranked by, where the address names one.
    private Optional<RankingProfile> ordered(DonorAddress address) {
        String id = address.value("patient");
        return id.isEmpty() ? Optional.empty() : ordered(charts.chart(Action.MATCH, id));
    }

    /// What the chart says of typings, where the address names one.
    private static Optional<PatientTyping> ofChart(
            Charts charts, DonorAddress address, ServedDonors.Ready ready, LocalDate today) {
        String id = address.value("patient");
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        PatientTyping.of(charts.chart(Action.MATCH, id), today, ready.reader()));
    }

    private static SearchRequest settings(
            DonorAddress address, ServedDonors.Ready ready, LocalDate today) {
        return SearchRequest.of(address.fields(), ready.reader(), ON_THE_PAGES, today);
    }

    private ServedDonors.Ready ready() {
        return ready(donors);
    }

    /// The donors, where they are ready.
    ///
    /// @throws Problem where they are not
    static ServedDonors.Ready ready(ServedDonors donors) {
        return switch (donors.state()) {
            case ServedDonors.Ready ready -> ready;
            case ServedDonors.Preparing(var what) ->
                    throw new Problem(
                            ProblemKind.UNAVAILABLE,
                            "The donors are not ready yet",
                            what + ".",
                            "Load the page again in some seconds.");
            case ServedDonors.Unusable(var reason) -> throw unusable(reason);
        };
    }

    static Problem unusable(String reason) {
        return new Problem(
                ProblemKind.UNAVAILABLE,
                "The donors cannot be used",
                Wording.sentence(reason) + ".",
                "Start the server again with a registry that can be read: osteon serve --registry"
                        + " DIR.");
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /// Whom the search is for, where the address names a chart.
    private Optional<PatientBanner> patient(DonorAddress address) {
        return patient(charts, address, today());
    }

    static Optional<PatientBanner> patient(Charts charts, DonorAddress address, LocalDate today) {
        String id = address.value("patient");
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(charts.banner(charts.chart(Action.MATCH, id), today));
    }

    /// What a page was asked, read.
    record Asked(
            DonorAddress address,
            ServedDonors.Ready ready,
            TypingCheck check,
            SearchRequest settings) {
        static Asked of(
                DonorAddress address, ServedDonors.Ready ready, Charts charts, LocalDate today) {
            return new Asked(
                    address,
                    ready,
                    TypingCheck.of(ready, address.fields(), ofChart(charts, address, ready, today)),
                    DonorController.settings(address, ready, today));
        }

        boolean isSearchable() {
            return ready.registry().isPresent()
                    && check.isSearchable()
                    && settings.problems().isEmpty();
        }

        /// @throws Problem where there is nothing to search, or not for this
        void require() {
            registry();
            if (!isSearchable()) {
                throw new Problem(
                        ProblemKind.INCOMPLETE,
                        "This search cannot be run",
                        check.hasError()
                                ? "The patient's typing has an error."
                                : !check.missing().isEmpty()
                                        ? "The patient is not typed at "
                                                + String.join(", ", check.missing())
                                                + "."
                                        : String.join(" ", settings.problems().values()),
                        "Go back to the typing entry, correct it and search again.");
            }
        }

        Registry registry() {
            return ready.registry()
                    .orElseThrow(() ->
                            new Problem(
                                    ProblemKind.MISSING,
                                    "No donors here",
                                    "This server was started without a registry of donors.",
                                    "Import donors with 'osteon donors import', then start it with"
                                            + " 'osteon serve --registry DIR'."));
        }

        /// The registry with the relatives of the patient's chart beside it.
        RegistryVersion version() {
            return registry().versionWith(check.relatives());
        }

        SearchResult search(SearchRequest wanted) {
            return ready.search().search(version(), check.typing(), wanted.search());
        }

        DonorResults results(SearchRequest wanted) {
            long started = System.nanoTime();
            SearchResult result = search(wanted);
            double milliseconds = (System.nanoTime() - started) / 1e6;
            return DonorResults.of(address, ready, check, wanted, result, milliseconds);
        }
    }
}
