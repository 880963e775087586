package org.osteon.app.http.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.osteon.records.words.Problem;

/// Where a server answers, and how it is reached.
///
/// @param bind the address; of another machine's reach only with TLS or a proxy
/// @param port the port; 0 for any free one
/// @param tls a certificate and its key; empty: plain HTTP
/// @param proxy the one address whose word on who asked, and how, is taken
/// @param metrics the port of the figures, on this machine only; empty: none
public record ServerBinding(
        String bind, int port, Optional<Tls> tls, Optional<String> proxy, OptionalInt metrics) {

    /// A certificate with its chain and its key, both PEM.
    public record Tls(Path certificate, Path key) {}

    /// Plain HTTP on an address of this machine.
    public static ServerBinding on(String bind, int port) {
        return new ServerBinding(
                bind, port, Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    /// The address to answer on.
    ///
    /// @throws Problem where it is none, or not to be served
    InetAddress address() {
        InetAddress address = address(bind);
        if (address.isLoopbackAddress()) {
            return address;
        }
        if (tls.isEmpty() && proxy.isEmpty()) {
            throw Problem.unusable(
                    "refusing to serve on "
                            + bind
                            + " without TLS: charts and sessions would be readable on the way. Give"
                            + " --tls-certificate and --tls-key, or stay on 127.0.0.1 behind a"
                            + " proxy that has TLS");
        }
        return address;
    }

    private static InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException _) {
            throw Problem.unusable("'" + name + "' is not an address of this machine");
        }
    }

    /// The address of the proxy as it is seen from here.
    Optional<String> proxyAddress() {
        return proxy.map(name -> address(name).getHostAddress());
    }

    /// What the server is told of it.
    ///
    /// @throws Problem where a file cannot be read
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", address().getHostAddress());
        properties.put("server.port", String.valueOf(port));
        if (tls.isPresent()) {
            Tls files = tls.get();
            for (Path file : new Path[] {files.certificate(), files.key()}) {
                if (!Files.isReadable(file)) {
                    throw Problem.unusable(
                            file
                                    + " cannot be read; TLS needs a certificate and its key, both"
                                    + " PEM");
                }
            }
            properties.put("server.ssl.certificate", files.certificate().toUri().toString());
            properties.put("server.ssl.certificate-private-key", files.key().toUri().toString());
            properties.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
        }
        return properties;
    }

    String scheme() {
        return tls.isPresent() ? "https" : "http";
    }
}
