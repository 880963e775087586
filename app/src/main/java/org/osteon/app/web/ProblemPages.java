package org.osteon.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import org.osteon.app.UnusableInputException;
import org.osteon.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MultipartException;

/// What the pages say when something cannot be done: what is wrong, and what to do.
@ControllerAdvice(basePackageClasses = ProblemPages.class)
final class ProblemPages {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemPages.class);

    private final Html html;
    private final Desk desk;

    ProblemPages(Html html, Desk desk) {
        this.html = html;
        this.desk = desk;
    }

    @ExceptionHandler
    ResponseEntity<String> problem(
            PageProblem problem, HttpServletRequest request, HttpServletResponse response) {
        return page(
                problem.status(),
                problem.title(),
                Objects.requireNonNullElse(problem.getMessage(), ""),
                problem.remedy(),
                request,
                response);
    }

    @ExceptionHandler
    ResponseEntity<String> unusable(
            UnusableInputException problem,
            HttpServletRequest request,
            HttpServletResponse response) {
        return page(
                HttpStatus.BAD_REQUEST,
                "That cannot be used",
                Objects.requireNonNullElse(problem.getMessage(), ""),
                "Go back, correct it, and send it again.",
                request,
                response);
    }

    @ExceptionHandler
    ResponseEntity<String> tooLarge(
            MultipartException problem, HttpServletRequest request, HttpServletResponse response) {
        LOG.debug("upload refused", problem);
        return page(
                HttpStatus.CONTENT_TOO_LARGE,
                "The file is too large for this page",
                "The browser can bring in one chart of up to 64 MB.",
                "Use the command line for more: osteon import FILE…",
                request,
                response);
    }

    @ExceptionHandler
    ResponseEntity<String> store(
            StoreException problem, HttpServletRequest request, HttpServletResponse response) {
        LOG.error("store", problem);
        return page(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The store does not answer",
                problem.problem().message(),
                "Nothing was half-written. Try again when it is put right.",
                request,
                response);
    }

    private ResponseEntity<String> page(
            HttpStatus status,
            String title,
            String message,
            String remedy,
            HttpServletRequest request,
            HttpServletResponse response) {
        return html.page(
                status,
                "problem",
                Map.of(
                        "frame", desk.frame(request, response, title),
                        "message", message,
                        "remedy", remedy));
    }
}
