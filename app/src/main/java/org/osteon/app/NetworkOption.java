package org.osteon.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.server.ServerBinding;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Option;

/// Where a server answers, and how it is reached.
final class NetworkOption {
    @Option(names = "--port", paramLabel = "PORT", description = "port; default: 8080")
    private int port = 8080;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "address to answer on; default: 127.0.0.1. Until there is sign-in only this"
                            + " machine's own (loopback) addresses are accepted")
    private String bind = "127.0.0.1";

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "the certificate of this server with its chain, PEM; with --tls-key")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "the key of the certificate, PEM without a passphrase")
    private @Nullable Path key;

    @Option(
            names = "--proxy",
            paramLabel = "ADDRESS",
            description =
                    "the address of the proxy before this server; X-Forwarded-For, -Host and -Proto"
                            + " are taken from it and from nobody else")
    private @Nullable String proxy;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "figures for Prometheus at /metrics on this port, on this machine only;"
                            + " default: none")
    private @Nullable Integer metrics;

    /// What was given.
    ///
    /// @throws Problem where it does not fit together
    ServerBinding listening() {
        requirePort(port);
        if (metrics != null) {
            requirePort(metrics);
        }
        if ((certificate == null) != (key == null)) {
            throw Problem.unusable(
                    "--tls-certificate and --tls-key belong together; one of them is missing");
        }
        return new ServerBinding(
                bind,
                port,
                certificate == null || key == null
                        ? Optional.empty()
                        : Optional.of(new ServerBinding.Tls(certificate, key)),
                Optional.ofNullable(proxy),
                metrics == null ? OptionalInt.empty() : OptionalInt.of(metrics));
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65535) {
            throw Problem.unusable("a port is 0 to 65535, not " + port);
        }
    }
}
