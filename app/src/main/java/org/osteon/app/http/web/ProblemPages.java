package org.osteon.app.http.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osteon.app.http.ClientWords;
import org.osteon.app.http.ProblemAnswer;
import org.osteon.app.http.RequestName;
import org.osteon.outcome.UnusableInputException;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MultipartException;

/// What the pages say when something cannot be done: what is wrong, and what to do.
@ControllerAdvice(basePackageClasses = ProblemPages.class)
final class ProblemPages {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemPages.class);

    private static final int SECONDS_WHILE_BEING_READ = 2;

    private final Html html;
    private final Desk desk;

    ProblemPages(Html html, Desk desk) {
        this.html = html;
        this.desk = desk;
    }

    @ExceptionHandler({Problem.class, UnusableInputException.class, StoreException.class})
    ResponseEntity<String> problem(
            RuntimeException thrown, HttpServletRequest request, HttpServletResponse response) {
        Problem problem = Problem.of(thrown);
        if (problem.kind() == ProblemKind.UNAVAILABLE) {
            LOG.error("not available", thrown);
        }
        return page(problem, request, response);
    }

    /// It comes by itself.
    @ExceptionHandler
    ResponseEntity<String> waiting(
            ListBeingRead thrown, HttpServletRequest request, HttpServletResponse response) {
        Frame frame =
                desk.frame(request, response, "One moment").refreshing(SECONDS_WHILE_BEING_READ);
        return html.page((out, interceptor) ->
                JtelistwaitingGenerated.render(
                        out, interceptor, frame, thrown.read(), thrown.charts()));
    }

    @ExceptionHandler
    ResponseEntity<String> tooLarge(
            MultipartException thrown, HttpServletRequest request, HttpServletResponse response) {
        LOG.debug("upload refused", thrown);
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return page(problem, request, response);
            }
        }
        return page(
                new Problem(
                        ProblemKind.TOO_LARGE,
                        "The file is too large for this page",
                        "The browser can bring in one chart of up to 64 MB.",
                        ProblemKind.TOO_LARGE.remedy()),
                request,
                response);
    }

    private ResponseEntity<String> page(
            Problem problem, HttpServletRequest request, HttpServletResponse response) {
        Frame frame = desk.frame(request, response, problem.title());
        return html.page(
                ProblemAnswer.of(problem.kind()).status(),
                (out, interceptor) ->
                        JteproblemGenerated.render(
                                out,
                                interceptor,
                                frame,
                                words(problem, request),
                                problem.remedy()));
    }

    private static String words(Problem problem, HttpServletRequest request) {
        String words = ClientWords.of(problem.message());
        return problem.kind() == ProblemKind.FAULT || words.isEmpty()
                ? "Something went wrong in Osteon; nothing was half-written. (request "
                        + RequestName.of(request)
                        + ")"
                : words;
    }
}
