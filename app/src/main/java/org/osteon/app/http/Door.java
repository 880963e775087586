package org.osteon.app.http;

import java.util.List;

/// A door through which other systems come in: what it offers as it runs, told by itself.
public interface Door {
    /// Something that it does.
    ///
    /// @param name as the standard calls it
    /// @param detail what it is for
    record Offer(String name, String detail) {}

    /// Something to try: it works as it stands.
    ///
    /// @param what it shows
    /// @param method of HTTP
    /// @param path with the query, from the server's address on
    /// @param body that is sent; empty: none
    record Try(String what, String method, String path, String body) {}

    /// What it is called.
    String title();

    /// Its base, from the server's address on.
    String path();

    /// What it offers.
    List<Offer> offers();

    /// What can be tried.
    ///
    /// @param patient the id of a chart in the store; a placeholder where there is none
    List<Try> tries(String patient);
}
