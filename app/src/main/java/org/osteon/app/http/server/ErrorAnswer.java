package org.osteon.app.http.server;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.osteon.app.http.ClientWords;
import org.osteon.app.http.RequestName;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;

/// What is said of a request that no controller answered: a page for people, FHIR at the FHIR door,
/// JSON elsewhere. Each names the request; none tells of the inside.
@RestController
final class ErrorAnswer implements ErrorController {
    private final List<ErrorViewResolver> pages;

    ErrorAnswer(List<ErrorViewResolver> pages) {
        this.pages = pages;
    }

    @RequestMapping(path = "${spring.web.error.path:/error}", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request, HttpServletResponse response) {
        Said said = said(request);
        response.setStatus(said.status().value());
        return pages.stream()
                .map(page -> page.resolveErrorView(request, said.status(), said.model()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<Map<String, Object>> data(HttpServletRequest request) {
        Said said = said(request);
        boolean fhir = said.path().equals("/fhir") || said.path().startsWith("/fhir/");
        return ResponseEntity.status(said.status())
                .contentType(
                        fhir
                                ? MediaType.parseMediaType("application/fhir+json")
                                : MediaType.APPLICATION_JSON)
                .body(fhir ? said.outcome() : said.model());
    }

    private static Said said(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String text =
                Stream.of(RequestDispatcher.ERROR_MESSAGE)
                        .map(request::getAttribute)
                        .map(message -> Objects.toString(message, ""))
                        .map(ClientWords::of)
                        .findFirst()
                        .orElse("");
        HttpStatus known = status == null ? HttpStatus.NOT_FOUND : status;
        return new Said(
                known,
                text.isEmpty() || known == HttpStatus.INTERNAL_SERVER_ERROR ? usual(known) : text,
                Objects.toString(path, ""),
                RequestName.of(request));
    }

    private static String usual(HttpStatus status) {
        return status.is5xxServerError()
                ? "Something went wrong in Osteon; nothing was half-written. The server's log has it"
                        + " under the name of the request."
                : status == HttpStatus.NOT_FOUND
                        ? "There is nothing at this address."
                        : status == HttpStatus.REQUEST_TIMEOUT
                                ? "The body did not come in time; send it in one go."
                                : status.getReasonPhrase();
    }

    /// What is said.
    private record Said(HttpStatus status, String message, String path, String request) {
        Map<String, Object> model() {
            Map<String, Object> model = new LinkedHashMap<>();
            model.put("status", status.value());
            model.put("error", status.getReasonPhrase());
            model.put("message", message);
            model.put("path", path);
            model.put("requestId", request);
            return model;
        }

        Map<String, Object> outcome() {
            return Map.of(
                    "resourceType",
                    "OperationOutcome",
                    "issue",
                    List.of(
                            Map.of(
                                    "severity",
                                    "error",
                                    "code",
                                    issue(),
                                    "diagnostics",
                                    message + " (request " + request + ")")));
        }

        private String issue() {
            return switch (status) {
                case CONTENT_TOO_LARGE -> "too-long";
                case TOO_MANY_REQUESTS -> "throttled";
                case REQUEST_TIMEOUT -> "timeout";
                case FORBIDDEN -> "forbidden";
                case NOT_FOUND -> "not-found";
                case SERVICE_UNAVAILABLE -> "transient";
                default -> status.is5xxServerError() ? "exception" : "invalid";
            };
        }
    }
}
