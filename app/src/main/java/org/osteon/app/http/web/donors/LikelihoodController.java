package org.osteon.app.http.web.donors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.search.ServedDonors;
import org.osteon.search.ServedLikelihood;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// How many patients have a donor in the registry served.
@RestController
final class LikelihoodController {
    private static final int SECONDS_WHILE_COUNTING = 1;
    private static final List<Integer> PATIENTS = List.of(200, 500, 2000);

    private final ServedDonors donors;
    private final ServedLikelihood likelihood = new ServedLikelihood();
    private final Html html;
    private final Desk desk;

    LikelihoodController(ServedDonors donors, Html html, Desk desk) {
        this.donors = donors;
        this.html = html;
        this.desk = desk;
    }

    /// The shares, or how far the count is.
    @GetMapping("/donors/likelihood")
    ResponseEntity<String> page(
            @RequestParam(defaultValue = "200") String patients,
            @RequestParam(defaultValue = "") String type,
            HttpServletRequest request,
            HttpServletResponse response) {
        LikelihoodPage.Choice choice = choice(patients, type);
        String title = "Who has a donor";
        return switch (donors.state()) {
            case ServedDonors.Preparing(var what) -> waiting(title, what, request, response);
            case ServedDonors.Unusable(var reason) -> throw DonorController.unusable(reason);
            case ServedDonors.Ready ready -> {
                ServedLikelihood.State state =
                        likelihood.ask(ready, choice.kinds(), choice.patients());
                if (state instanceof ServedLikelihood.Counting(int done, int all)) {
                    String what =
                            String.format(
                                    Locale.ROOT,
                                    "Looking for donors: %,d of %,d patients",
                                    done,
                                    all);
                    yield waiting(title, what, request, response);
                }
                LikelihoodPage page = LikelihoodPage.of(choice, PATIENTS, state, ready.madeUp());
                Frame frame = desk.frame(request, response, title);
                yield html.page((out, interceptor) ->
                        JtelikelihoodGenerated.render(out, interceptor, frame, page));
            }
        };
    }

    private ResponseEntity<String> waiting(
            String title, String what, HttpServletRequest request, HttpServletResponse response) {
        Frame frame = desk.frame(request, response, title).refreshing(SECONDS_WHILE_COUNTING);
        return html.page((out, interceptor) ->
                JtedonorswaitingGenerated.render(out, interceptor, frame, what));
    }

    private static LikelihoodPage.Choice choice(String patients, String type) {
        Integer number =
                PATIENTS.stream()
                        .filter(one -> one.toString().equals(patients))
                        .findFirst()
                        .orElse(null);
        if (number == null) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "How many patients",
                    "“" + patients + "” is not one of " + PATIENTS + ".",
                    "Choose one of these; the command osteon donors likelihood takes any number.");
        }
        return new LikelihoodPage.Choice(number, kind(type));
    }

    private static @Nullable Kind kind(String type) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(type)) {
                return kind;
            }
        }
        if (!type.isEmpty()) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "Which donors",
                    "There is no type of donor “" + type + "”.",
                    "Leave it out, or choose adult or cord.");
        }
        return null;
    }
}
