package org.osteon.app.http.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.access.Grant;
import org.osteon.access.Role;
import org.osteon.access.Scopes;
import org.osteon.app.http.RequestName;
import org.osteon.app.http.SessionCookie;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Grants;
import org.osteon.records.people.Sessions;
import org.osteon.records.people.Tokens;
import org.osteon.store.Origin;
import org.osteon.store.StoreException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/// Knows who sends a request, by the session of a browser or the token of a program, and answers it
/// as theirs.
final class SignedInFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final int LONGEST = 500;

    private final Accounts accounts;
    private final Sessions sessions;
    private final Tokens tokens;
    private final Grants grants;
    private final Programs programs;
    private final Figures figures;

    SignedInFilter(
            Accounts accounts,
            Sessions sessions,
            Tokens tokens,
            Grants grants,
            Programs programs,
            Figures figures) {
        this.programs = programs;
        this.figures = figures;
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.grants = grants;
    }

    /// The page of an error is theirs, too.
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Visit> visit = whoseVisit(request);
        if (visit.isEmpty()) {
            asNobody(request, response, chain);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                new PreAuthenticatedAuthenticationToken(
                        visit.get().person().id(), "", AuthorityUtils.NO_AUTHORITIES));
        SecurityContextHolder.setContext(context);
        HttpServletResponse answer = response;
        if (request.getMethod().equals("GET")) {
            visit.get().looksWhileAnswering();
            answer = new LooksFirst(response, visit.get());
        }
        HttpServletResponse leaving = answer;
        Visits.<ServletException, IOException>during(
                visit.get(), () -> chain.doFilter(request, leaving));
        figures.waited(visit.get().waited());
    }

    /// Who signs in is nobody yet, and does something all the same.
    private static void asNobody(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var _ =
                Origin.<Boolean, ServletException, IOException>during(
                        new Origin(request.getRemoteAddr(), RequestName.of(request)),
                        () -> {
                            chain.doFilter(request, response);
                            return true;
                        });
    }

    /// Where the store does not answer nobody can be told from nobody, and the page that says so is
    /// for all.
    private Optional<Visit> whoseVisit(HttpServletRequest request) {
        try {
            return visit(request);
        } catch (StoreException e) {
            if (request.getDispatcherType() == DispatcherType.ERROR) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Visit> visit(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                return Optional.empty();
            }
            String shown = authorization.substring(BEARER.length()).strip();
            return tokens.current(shown)
                    .map(token ->
                            visit(
                                            request,
                                            token.account(),
                                            token.role(),
                                            token.reading(),
                                            Optional.empty(),
                                            "")
                                    .ofAProgram())
                    .or(() ->
                            programs.known(request, shown)
                                    .map(one ->
                                            visit(
                                                    request,
                                                    one.account(),
                                                    one.role(),
                                                    false,
                                                    Optional.of(one.scopes()),
                                                    "app:" + one.app() + " ")));
        }
        if (OtherOrigins.isFromElsewhere(request)) {
            return Optional.empty();
        }
        return SessionCookie.of(request)
                .flatMap(sessions::current)
                .flatMap(session ->
                        accounts.account(session.account())
                                .map(account ->
                                        visit(
                                                request,
                                                account,
                                                session.role(),
                                                false,
                                                Optional.empty(),
                                                "")));
    }

    private Visit visit(
            HttpServletRequest request,
            Account account,
            String role,
            boolean reading,
            Optional<Scopes> scopes,
            String by) {
        List<Grant> given = new ArrayList<>(grants.of(account.id()));
        account.grant().ifPresent(given::add);
        return new Visit(
                account.person(),
                new Role(
                        account.roles().contains(role) || account.roles().isEmpty()
                                ? role
                                : account.roles().getFirst()),
                given,
                request.getRemoteAddr(),
                RequestName.of(request),
                by + what(request),
                reading,
                scopes);
    }

    private static String what(HttpServletRequest request) {
        String query = request.getQueryString();
        String what =
                request.getMethod()
                        + " "
                        + (LinkPath.isOne(request)
                                ? LinkPath.written(request)
                                : request.getRequestURI())
                        + (query == null ? "" : "?" + query);
        String clean = what.replaceAll("\\p{Cntrl}", " ");
        return clean.substring(0, Math.min(clean.length(), LONGEST));
    }
}
