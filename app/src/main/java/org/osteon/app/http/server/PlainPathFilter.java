package org.osteon.app.http.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// An address that leads to a door by another spelling than the door's own is none: what decides
/// who may looks at the spelling.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PlainPathFilter extends OncePerRequestFilter {
    private static final String FHIR = "/fhir";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean another =
                request.getServletPath().equals(FHIR) && !request.getRequestURI().startsWith(FHIR);
        if (!another) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
    }
}
