package org.osteon.records.outside;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.osteon.records.words.Problem;

/// Below which addresses this server opens a connection, to tell something or to ask for it: those
/// that the operator named.
public final class Addresses {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final int LONGEST = 1_000;

    private final List<URI> allowed;

    /// @throws Problem where one is no address, or of another machine without TLS
    public Addresses(List<URI> allowed) {
        for (URI one : allowed) {
            String scheme = String.valueOf(one.getScheme());
            boolean here = one.getHost() != null && LOOPBACK.contains(one.getHost());
            if (one.getHost() == null
                    || !(scheme.equals("https") || (scheme.equals("http") && here))
                    || one.getRawUserInfo() != null
                    || one.getRawQuery() != null
                    || one.getRawFragment() != null) {
                throw Problem.unusable(
                        "'"
                                + one
                                + "' is no address that this server connects to: give https://HOST/PATH/ (http only for this machine), without"
                                + " a name, a query or a fragment");
            }
        }
        this.allowed = List.copyOf(allowed);
    }

    /// Whether there are none: then nothing ever goes out.
    public boolean none() {
        return allowed.isEmpty();
    }

    /// The address, where it is below one that is allowed.
    public Optional<URI> allowed(String text) {
        try {
            URI uri = new URI(text);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            boolean plain =
                    text.length() <= LONGEST
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null
                            && !path.contains("..")
                            && !path.contains("%")
                            && !path.contains("\\");
            return plain && allowed.stream().anyMatch(one -> isBelow(uri, one))
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isBelow(URI uri, URI one) {
        String base = one.getRawPath();
        String folder = base.endsWith("/") ? base : base + "/";
        return uri.getScheme().equals(one.getScheme())
                && uri.getHost()
                        .toLowerCase(Locale.ROOT)
                        .equals(one.getHost().toLowerCase(Locale.ROOT))
                && uri.getPort() == one.getPort()
                && (uri.getRawPath().equals(base) || uri.getRawPath().startsWith(folder));
    }
}
