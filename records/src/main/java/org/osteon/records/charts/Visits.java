package org.osteon.records.charts;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Interaction;
import org.osteon.access.Scope;
import org.osteon.records.words.Problem;
import org.osteon.store.Origin;

/// Whose request a thread answers. A thread that answers nobody's reaches no chart.
public final class Visits {
    private static final ThreadLocal<@Nullable Visit> CURRENT = new ThreadLocal<>();

    private Visits() {}

    /// Work that may fail as the work of a request does.
    @FunctionalInterface
    public interface Work<E extends Exception, F extends Exception> {
        /// Does it.
        void run() throws E, F;
    }

    /// Something that is made for somebody, and may fail.
    @FunctionalInterface
    public interface Making<T, E extends Exception> {
        /// Makes it.
        T make() throws E;
    }

    /// Answers somebody's request.
    public static <E extends Exception, F extends Exception> void during(
            Visit visit, Work<E, F> work) throws E, F {
        Visit before = CURRENT.get();
        CURRENT.set(visit);
        try {
            Origin.<Visit, E, F>during(
                    origin(visit),
                    () -> {
                        work.run();
                        return visit;
                    });
            visit.settle();
        } finally {
            leave(before);
        }
    }

    /// What comes of answering somebody's request.
    public static <T, E extends Exception> T answer(Visit visit, Making<T, E> making) throws E {
        Visit before = CURRENT.get();
        CURRENT.set(visit);
        try {
            T made = Origin.<T, E, RuntimeException>during(origin(visit), making::make);
            visit.settle();
            return made;
        } finally {
            leave(before);
        }
    }

    /// A sender of messages names them as it likes.
    private static Origin origin(Visit visit) {
        return new Origin(visit.address(), visit.request().replaceAll("\\p{Cntrl}", " "));
    }

    private static void leave(@Nullable Visit before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }

    /// That a program was let do something with what is no patient's.
    public static void requireScope(Interaction does, String type) {
        boolean let =
                current()
                        .flatMap(Visit::scopes)
                        .map(scopes ->
                                scopes.all().stream()
                                        .anyMatch(one ->
                                                one.interactions().contains(does)
                                                        && (one.type().equals(type)
                                                                || one.type().equals(Scope.ANY))))
                        .orElse(true);
        if (!let) {
            throw Problem.outOfScope(does.name().toLowerCase(Locale.ROOT) + " " + type);
        }
    }

    /// Whose request it is; empty where it is nobody's.
    public static Optional<Visit> current() {
        return Optional.ofNullable(CURRENT.get());
    }
}
