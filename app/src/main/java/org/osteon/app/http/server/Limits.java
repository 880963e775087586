package org.osteon.app.http.server;

import java.time.Duration;

/// How much of the server one client, and all of them together, can have.
///
/// @param mostBytes of a body, as sent and unpacked. A chart of ten thousand resources has some 10
///   MB; whole exports come by `osteon import`
/// @param wholeBody in which time a body must be here
/// @param wholeHeader in which time the header of a request must be here
/// @param bodiesOfOne bodies on their way from one address; then the slowest make room
/// @param bodiesOfAll the same, from all addresses
/// @param slow after which time a body is slow enough to make room
/// @param bytesOfOne bytes of bodies held in memory for one address
/// @param bytesOfAll the same, for all addresses
/// @param atWork requests that are answered at the same time; others wait for their turn
/// @param waiting requests of one address that wait or are answered
/// @param turn how long a request waits for its turn
/// @param connectionsOfOne open connections of one address
record Limits(
        long mostBytes,
        Duration wholeBody,
        Duration wholeHeader,
        int bodiesOfOne,
        int bodiesOfAll,
        Duration slow,
        long bytesOfOne,
        long bytesOfAll,
        int atWork,
        int waiting,
        Duration turn,
        int connectionsOfOne) {

    /// What holds where nobody says otherwise.
    static Limits usual() {
        long memory = Math.max(96_000_000, Runtime.getRuntime().maxMemory() / 6);
        return new Limits(
                64_000_000,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                1_500,
                4_000,
                Duration.ofSeconds(5),
                Math.max(72_000_000, memory / 2),
                memory,
                Math.max(48, 8 * Runtime.getRuntime().availableProcessors()),
                500,
                Duration.ofSeconds(20),
                3_000);
    }

    /// The same with another time for a header, and other connections of one address.
    Limits withConnections(Duration header, int ofOne) {
        return new Limits(
                mostBytes,
                wholeBody,
                header,
                bodiesOfOne,
                bodiesOfAll,
                slow,
                bytesOfOne,
                bytesOfAll,
                atWork,
                waiting,
                turn,
                ofOne);
    }

    /// The same with another time for a body.
    Limits withWholeBody(Duration time) {
        return new Limits(
                mostBytes,
                time,
                wholeHeader,
                bodiesOfOne,
                bodiesOfAll,
                slow,
                bytesOfOne,
                bytesOfAll,
                atWork,
                waiting,
                turn,
                connectionsOfOne);
    }
}
