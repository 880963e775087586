package org.osteon.app.http.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Keeps other web sites out. A page from elsewhere, open in a browser on this machine, can reach a
/// loopback server, by a form that posts here or by a name that it points to this address. Behind a
/// named proxy, and on another address, the server has the name by which it is asked. Pages of
/// programs that are registered may ask at the doors for programs ([OtherOrigins]).
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class OwnOriginFilter extends OncePerRequestFilter {
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    /// What a browser says of a page that tells nobody where it is: ours of links do not, for their
    /// address is a secret. Then the other header says whose page it was; a browser that does not
    /// know that one is let in, and the page's own token is asked for behind.
    private static final String NONE = "null";

    private final boolean ownNamesOnly;
    private final OtherOrigins others;

    OwnOriginFilter(ServerBinding listening, OtherOrigins others) {
        this.others = others;
        InetAddress address = listening.address();
        this.ownNamesOnly = listening.proxy().isEmpty() && address.isLoopbackAddress();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader("Host");
        if (ownNamesOnly && host != null && !OWN_NAMES.contains(withoutPort(host))) {
            response.sendError(
                    HttpServletResponse.SC_FORBIDDEN,
                    "this server answers on this machine only, not as " + withoutPort(host));
        } else if (comesFromElsewhere(request) && others.permits(request, response)) {
            if (request.getMethod().equals("OPTIONS")) {
                OtherOrigins.answerPreflight(response);
            } else {
                chain.doFilter(request, response);
            }
        } else if (!SAFE_METHODS.contains(request.getMethod()) && comesFromElsewhere(request)) {
            response.sendError(
                    HttpServletResponse.SC_FORBIDDEN, "requests of other web sites are refused");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean comesFromElsewhere(HttpServletRequest request) {
        @Nullable String origin = request.getHeader("Origin");
        if (origin != null && !(origin.equals(NONE) && LinkPath.isOne(request))) {
            return !origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
        }
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
