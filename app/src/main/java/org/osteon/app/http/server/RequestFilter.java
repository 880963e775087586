package org.osteon.app.http.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.ProblemAnswer;
import org.osteon.app.http.RequestName;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// The outermost: gives each request its name, each answer the headers that all have, and whatever
/// was not answered further inside an answer without a word of the inside. What a client broke off
/// is no trouble of ours.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFilter.class);
    private static final int RETRY_SECONDS = 2;

    /// What every answer has unless it says better itself.
    static final Map<String, String> HEADERS =
            Map.of(
                    "Cache-Control", "no-store",
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "same-origin",
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    private final SecureRandom random = new SecureRandom();
    private final Figures figures;

    RequestFilter(Figures figures) {
        this.figures = figures;
    }

    /// A name that no other request has.
    static String name(SecureRandom random) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String name = name(random);
        request.setAttribute(RequestName.ATTRIBUTE, name);
        Plain plain = new Plain(response, name);
        plain.begin();
        long started = System.nanoTime();
        try (MDC.MDCCloseable _ = MDC.putCloseable(RequestName.LOGGED, name)) {
            if (request.getRequestURI().equals("/error")) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            chain.doFilter(request, plain);
        } catch (IOException | ServletException | RuntimeException | StackOverflowError e) {
            answer(e, request, response);
        } catch (OutOfMemoryError e) {
            LOG.error("no memory left; give more with OSTEON_JAVA_OPTIONS=-Xmx4g", e);
            answer(e, request, response);
        } finally {
            figures.answered(
                    request, response.getStatus(), Duration.ofNanos(System.nanoTime() - started));
        }
    }

    private static void answer(
            Throwable thrown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isBrokenOff(thrown)) {
            LOG.debug("the client broke off: {}", thrown.getMessage());
            return;
        }
        Optional<Problem> told = problemIn(thrown);
        Problem problem =
                told.orElseGet(() -> new Problem(ProblemKind.FAULT, ProblemKind.FAULT.title()));
        boolean isOurs = told.isEmpty() || problem.kind() == ProblemKind.UNAVAILABLE;
        if (isOurs && !(thrown instanceof OutOfMemoryError)) {
            LOG.error("{} {} failed", request.getMethod(), LinkPath.written(request), thrown);
        }
        if (response.isCommitted()) {
            return;
        }
        if (problem.kind() == ProblemKind.BUSY) {
            response.setHeader("Retry-After", String.valueOf(RETRY_SECONDS));
        }
        if (problem.kind() == ProblemKind.TOO_SLOW || problem.kind() == ProblemKind.TOO_LARGE) {
            response.setHeader("Connection", "close");
        }
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        response.sendError(
                ProblemAnswer.of(problem.kind()).status().value(),
                problem.kind() == ProblemKind.FAULT ? "" : problem.message());
    }

    /// The problem that one was wrapped around; a store that does not answer is one.
    static Optional<Problem> problemIn(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem || cause instanceof StoreException) {
                return Optional.of(Problem.of(cause));
            }
        }
        return Optional.empty();
    }

    /// Whether a client went away while it sent or was answered.
    static boolean isBrokenOff(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException
                    || cause instanceof EOFException
                    || cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /// One value of each header, none that tells what we are made of, and one name of the request.
    private static final class Plain extends HttpServletResponseWrapper {
        private final String request;

        Plain(HttpServletResponse response, String request) {
            super(response);
            this.request = request;
        }

        private void begin() {
            HEADERS.forEach(super::setHeader);
            super.setHeader(RequestName.HEADER, request);
        }

        @Override
        public void reset() {
            super.reset();
            begin();
        }

        @Override
        public void setHeader(String name, String value) {
            if (name.equalsIgnoreCase(RequestName.HEADER)) {
                super.setHeader(RequestName.HEADER, request);
            } else if (!tells(name)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (name.equalsIgnoreCase(RequestName.HEADER)
                    || HEADERS.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
                setHeader(name, value);
            } else if (!tells(name)) {
                super.addHeader(name, value);
            }
        }

        private static boolean tells(String name) {
            return name.equalsIgnoreCase("X-Powered-By");
        }
    }
}
