package org.osteon.app.http.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Takes a proxy's word on who asked, by which name and how (`X-Forwarded-For`, `-Host`, `-Proto`),
/// where it is the proxy that was named. From anybody else these headers are not seen at all.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class ProxyFilter extends OncePerRequestFilter {
    private static final Set<String> FORWARDED =
            Set.of(
                    "forwarded",
                    "x-forwarded-for",
                    "x-forwarded-host",
                    "x-forwarded-proto",
                    "x-forwarded-port",
                    "x-forwarded-prefix");

    private final Optional<String> proxy;

    ProxyFilter(ServerBinding listening) {
        this.proxy = listening.proxyAddress();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean trusted = proxy.filter(request.getRemoteAddr()::equals).isPresent();
        chain.doFilter(trusted ? new Forwarded(request) : new Unforwarded(request), response);
    }

    private static class Unforwarded extends HttpServletRequestWrapper {
        Unforwarded(HttpServletRequest request) {
            super(request);
        }

        private static boolean tells(String name) {
            return FORWARDED.contains(name.toLowerCase(Locale.ROOT));
        }

        @Override
        public @Nullable String getHeader(String name) {
            return tells(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return tells(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(
                    Collections.list(super.getHeaderNames()).stream()
                            .filter(name -> !tells(name))
                            .toList());
        }
    }

    /// The last address that the proxy wrote is the one it saw; those before it are what the client
    /// claimed.
    private static final class Forwarded extends Unforwarded {
        private final HttpServletRequest request;
        private final String address;
        private final String scheme;

        Forwarded(HttpServletRequest request) {
            super(request);
            this.request = request;
            this.address = last("X-Forwarded-For").orElseGet(request::getRemoteAddr);
            this.scheme =
                    last("X-Forwarded-Proto")
                            .map(text -> text.toLowerCase(Locale.ROOT))
                            .filter(Set.of("http", "https")::contains)
                            .orElseGet(request::getScheme);
        }

        private Optional<String> last(String header) {
            return Optional.ofNullable(request.getHeader(header))
                    .map(text -> text.substring(text.lastIndexOf(',') + 1).strip())
                    .filter(text -> !text.isEmpty() && text.length() <= 255);
        }

        private Optional<String> host() {
            return last("X-Forwarded-Host");
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase("Host")
                    ? host().orElseGet(() -> String.valueOf(request.getHeader(name)))
                    : super.getHeader(name);
        }

        @Override
        public String getRemoteAddr() {
            return address;
        }

        @Override
        public String getScheme() {
            return scheme;
        }

        @Override
        public boolean isSecure() {
            return scheme.equals("https");
        }

        @Override
        public String getServerName() {
            return host().map(OwnOriginFilter::withoutPort).orElseGet(request::getServerName);
        }

        @Override
        public int getServerPort() {
            String host = host().orElse("");
            String port = host.substring(OwnOriginFilter.withoutPort(host).length());
            return port.matches(":\\d{1,5}")
                    ? Integer.parseInt(port.substring(1))
                    : host().isPresent() ? (isSecure() ? 443 : 80) : request.getServerPort();
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(scheme)
                    .append("://")
                    .append(getHeader("Host"))
                    .append(request.getRequestURI());
        }
    }
}
