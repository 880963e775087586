package org.osteon.app.http.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.osteon.app.http.HeldForm;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Grants;
import org.osteon.records.people.Sessions;
import org.osteon.records.people.Tokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/// One rule for every address: who is not known gets in nowhere, but for the few that are named
/// here.
///
/// Forms carry a token of their own, and what other sites send is refused (`OwnOriginFilter`), at
/// every door; so Spring's token is not asked for besides.
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {
    private static final String[] OPEN = {
        "/health",
        "/health/live",
        "/health/ready",
        "/sign-in",
        "/sign-in/*",
        "/assets/*",
        LinkPath.ALL,
        "/error",
        "/oauth/*",
        "/.well-known/*",
        "/fhir/.well-known/smart-configuration"
    };

    /// What a server can do tells nothing of anybody.
    private static final String CAPABILITIES = "/fhir/metadata";

    @Bean
    SecurityFilterChain signIn(
            HttpSecurity http,
            Accounts accounts,
            Sessions sessions,
            Tokens tokens,
            Grants grants,
            Programs programs,
            Figures figures) {
        return http.authorizeHttpRequests(rules ->
                        rules.requestMatchers(OPEN)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, CAPABILITIES)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .addFilterBefore(
                        new SignedInFilter(accounts, sessions, tokens, grants, programs, figures),
                        AnonymousAuthenticationFilter.class)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(SignInConfiguration::notKnown))
                .sessionManagement(
                        kept -> kept.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .build();
    }

    /// Nobody signs in by Spring's own means: without this Boot would make a user.
    @Bean
    AuthenticationManager nobody() {
        return authentication -> {
            throw new org.springframework.security.authentication.BadCredentialsException("none");
        };
    }

    /// A person is led to the page where they sign in, a program is told.
    private static void notKnown(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refused)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        String accept = request.getHeader("Accept");
        response.setHeader("Cache-Control", "no-store");
        if (path.startsWith("/fhir")) {
            told(
                    response,
                    "application/fhir+json;charset=UTF-8",
                    "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
                            + "\"code\":\"login\",\"diagnostics\":\"Sign in, or send a token of"
                            + " this server: Authorization: Bearer …\"}]}");
        } else if (path.startsWith("/cds-services")
                || accept == null
                || !accept.contains("text/html")) {
            told(
                    response,
                    "application/json;charset=UTF-8",
                    "{\"reason\":\"sign in, or send a token of this server\"}");
        } else if (request.getMethod().equals("POST") && path.matches(HeldForm.FORMS)) {
            request.getRequestDispatcher("/sign-in/held").forward(request, response);
        } else {
            boolean asks = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
            String query = request.getQueryString();
            String back = asks ? path + (query == null ? "" : "?" + query) : "/";
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(
                    "Location", "/sign-in?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
        }
    }

    private static void told(HttpServletResponse response, String type, String body)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Bearer realm=\"Osteon\"");
        response.setContentType(type);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
