package org.osteon.search;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.registry.Simulator;
import org.osteon.hla.search.DonorSearch;
import org.osteon.hla.typing.TypingReader;

/// The donors that a server searches. They are made ready beside the server, which answers
/// meanwhile; [#state()] tells how far they are.
public final class ServedDonors implements AutoCloseable {
    private static final int MADE_UP_DONORS = 100_000;

    /// How far the donors are.
    public sealed interface State {}

    /// Not yet.
    ///
    /// @param what is being done, with a count
    public record Preparing(String what) implements State {}

    /// They cannot be used.
    ///
    /// @param reason in words for the person who started the server
    public record Unusable(String reason) implements State {}

    /// Typings can be read, and donors searched where there are any.
    ///
    /// @param reader the nomenclature
    /// @param registry the donors, empty where the server has none
    /// @param frequencies haplotype frequencies for probabilities
    /// @param search of that registry
    /// @param madeUp whether the donors are drawn, not real
    public record Ready(
            TypingReader reader,
            Optional<Registry> registry,
            Optional<FrequencySet> frequencies,
            DonorSearch search,
            boolean madeUp)
            implements State {}

    /// What is to be made ready.
    public interface Preparation {
        /// Makes them ready.
        Ready prepare(ServedDonors donors) throws IOException;
    }

    private final Preparation preparation;
    private final @Nullable PrintWriter err;
    private volatile State state = new Preparing("Reading the HLA nomenclature");
    private @Nullable Thread thread;
    private volatile boolean renewing;

    private ServedDonors(Preparation preparation, @Nullable PrintWriter err) {
        this.preparation = preparation;
        this.err = err;
    }

    /// No registry; typings can be checked with the nomenclature that came with Osteon, which is
    /// read when somebody asks.
    public static ServedDonors none() {
        return new ServedDonors(
                _ -> ready(delivered(), Optional.empty(), Optional.empty(), false), null);
    }

    /// Made-up donors, kept in this folder.
    ///
    /// @param count how many
    public static ServedDonors madeUp(Path folder, int count) {
        return new ServedDonors(donors -> donors.madeUp(delivered(), folder, count), null);
    }

    /// Made-up donors of the usual number, begun at once.
    ///
    /// @param err what is ready, and what is wrong, is told here
    public static ServedDonors madeUp(Path folder, TypingReaderSource source, PrintWriter err) {
        ServedDonors donors =
                new ServedDonors(made -> made.madeUp(source.read(), folder, MADE_UP_DONORS), err);
        donors.begin();
        return donors;
    }

    private static TypingReader delivered() throws IOException {
        return new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered());
    }

    /// Where a reader comes from: reading it takes a second.
    public interface TypingReaderSource {
        /// Reads it.
        TypingReader read() throws IOException;
    }

    /// Begins to make them ready.
    ///
    /// @param err what is ready, and what is wrong, is told here
    public static ServedDonors start(Preparation preparation, PrintWriter err) {
        ServedDonors donors = new ServedDonors(preparation, err);
        donors.begin();
        return donors;
    }

    /// The same, not begun before [#begin] or somebody who asks: a server that starts answers
    /// first.
    ///
    /// @param err what is ready, and what is wrong, is told here
    public static ServedDonors later(Preparation preparation, PrintWriter err) {
        return new ServedDonors(preparation, err);
    }

    /// Begins, where nobody has.
    public void begin() {
        begun();
    }

    private synchronized Thread begun() {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("donors at start").start(this::prepare);
        }
        return thread;
    }

    private void prepare() {
        long started = System.nanoTime();
        try {
            Ready ready = preparation.prepare(this);
            state = ready;
            ready.registry()
                    .ifPresent(registry ->
                            say(
                                    String.format(
                                            Locale.ROOT,
                                            "%,d %sdonors of %s ready in %.1f s",
                                            registry.version().donorCount(),
                                            ready.madeUp() ? "made-up " : "",
                                            registry.folder(),
                                            (System.nanoTime() - started) / 1e9)));
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            state = new Unusable(reason);
            say("the donors cannot be used: " + reason);
        }
    }

    private void say(String text) {
        if (err != null) {
            err.println("osteon: " + text);
            err.flush();
        }
    }

    /// What is ready to be searched.
    public static Ready ready(
            TypingReader reader,
            Optional<Registry> registry,
            Optional<FrequencySet> frequencies,
            boolean madeUp) {
        return new Ready(reader, registry, frequencies, new DonorSearch(frequencies), madeUp);
    }

    private Ready madeUp(TypingReader reader, Path folder, int count) throws IOException {
        MadeUpPopulation population = new MadeUpPopulation(reader);
        FrequencySet frequencies = population.frequencies();
        if (!Registry.exists(folder)) {
            say(
                    String.format(
                            Locale.ROOT,
                            "making up %,d donors, this once; the pages answer meanwhile",
                            count));
            LocalDate drawnOn = MadeUpPopulation.DRAWN_ON;
            Simulator simulator =
                    new Simulator(frequencies, reader, MadeUpPopulation.seed(), drawnOn);
            try (var writer = Registry.writer(folder, reader)) {
                population.draw(
                        simulator,
                        count,
                        (donor, typing) -> {
                            writer.put(donor, typing);
                            int done = writer.donorCount();
                            if (done % 1000 == 0) {
                                state =
                                        new Preparing(
                                                String.format(
                                                        Locale.ROOT,
                                                        "Making up donors: %,d of %,d",
                                                        done,
                                                        count));
                            }
                        });
                writer.commit();
            }
        }
        return ready(
                reader, Optional.of(Registry.open(folder, reader)), Optional.of(frequencies), true);
    }

    /// How far they are. What another process imported meanwhile is taken up beside the searches,
    /// which go on with what they have.
    public State state() {
        begun();
        if (state instanceof Ready ready && ready.registry().isPresent()) {
            renewIfOutdated(ready, ready.registry().get());
        }
        return state;
    }

    private synchronized void renewIfOutdated(Ready ready, Registry registry) {
        try {
            if (!renewing && registry.isOutdated()) {
                renewing = true;
                Thread.ofPlatform()
                        .daemon()
                        .name("donors again")
                        .start(() -> renew(ready, registry.folder()));
            }
        } catch (IOException _) {
            // The registry is being replaced at this moment; the next page asks again.
        }
    }

    private void renew(Ready ready, Path folder) {
        try {
            Registry fresh = Registry.open(folder, ready.reader());
            state = ready(ready.reader(), Optional.of(fresh), ready.frequencies(), ready.madeUp());
            say(String.format(Locale.ROOT, "%,d donors now", fresh.version().donorCount()));
        } catch (IOException | RuntimeException e) {
            say("the changed registry cannot be read, so the old state stays: " + e.getMessage());
        } finally {
            renewing = false;
        }
    }

    /// Waits until they are ready; for tests and for who has nothing else to do.
    ///
    /// @throws IllegalStateException where they cannot be used
    public Ready await() throws InterruptedException {
        begun().join();
        return switch (state) {
            case Ready ready -> ready;
            case Unusable(var reason) -> throw new IllegalStateException(reason);
            case Preparing(var what) -> throw new IllegalStateException(what);
        };
    }

    @Override
    public void close() {
        if (state instanceof Ready ready) {
            ready.registry().ifPresent(Registry::close);
        }
    }
}
