package org.osteon.app.feeds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where messages are taken, and how much of them.
///
/// @param bind the address; another than this machine's own only with TLS
/// @param port the port; 0 for any free one
/// @param tls a certificate and its key; empty: plain
/// @param clientAuthority whose certificates senders show; empty: none is asked for
/// @param longest a message, in bytes
/// @param connections at once
/// @param idle after how long a connection without a message is closed
/// @param whole how long a message may take to come, and an answer to be taken
public record MllpSettings(
        String bind,
        int port,
        Optional<Tls> tls,
        Optional<Path> clientAuthority,
        int longest,
        int connections,
        Duration idle,
        Duration whole) {
    private static final int LONGEST = 8 << 20;
    private static final int CONNECTIONS = 64;

    /// A certificate with its chain and its key, both PEM.
    public record Tls(Path certificate, Path key) {}

    /// Plain, on this machine, with the usual limits.
    public static MllpSettings on(String bind, int port) {
        return new MllpSettings(
                bind,
                port,
                Optional.empty(),
                Optional.empty(),
                LONGEST,
                CONNECTIONS,
                Duration.ofMinutes(10),
                Duration.ofSeconds(30));
    }

    /// The same with TLS.
    public MllpSettings with(Optional<Tls> certificate, Optional<Path> authority) {
        return new MllpSettings(
                bind, port, certificate, authority, longest, connections, idle, whole);
    }

    /// The same on another address.
    MllpSettings at(String address) {
        return new MllpSettings(
                address, port, tls, clientAuthority, longest, connections, idle, whole);
    }
}
