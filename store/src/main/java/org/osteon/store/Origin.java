package org.osteon.store;

import org.jspecify.annotations.Nullable;

/// From where something is asked for. What a thread does for somebody over the network bears it in
/// the audit, wherever the deed is written down.
///
/// @param address of the client; empty: nobody asked over a network
/// @param request the name of the request; may be empty
public record Origin(String address, String request) {
    /// Nobody asked over a network: a command, or work that goes on by itself.
    public static final Origin NONE = new Origin("", "");

    private static final ThreadLocal<@Nullable Origin> CURRENT = new ThreadLocal<>();

    public Origin {
        Text.requireStorable("address", address);
        Text.requireStorable("request", request);
    }

    /// Work that may fail as the work of a request does.
    @FunctionalInterface
    public interface Work<T, E extends Exception, F extends Exception> {
        /// Does it.
        T run() throws E, F;
    }

    /// Does work that is asked for from here.
    public static <T, E extends Exception, F extends Exception> T during(
            Origin origin, Work<T, E, F> work) throws E, F {
        Origin before = CURRENT.get();
        CURRENT.set(origin);
        try {
            return work.run();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /// From where this thread's work is asked for.
    public static Origin current() {
        Origin origin = CURRENT.get();
        return origin == null ? NONE : origin;
    }

    /// As a column keeps it: null where there is nothing.
    static @Nullable String kept(String text) {
        return text.isEmpty() ? null : text;
    }

    /// From two columns.
    static Origin of(@Nullable String address, @Nullable String request) {
        return address == null && request == null
                ? NONE
                : new Origin(address == null ? "" : address, request == null ? "" : request);
    }
}
