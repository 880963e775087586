package org.osteon.chart;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A large Bundle, its two halves read side by side. That the second begins where an entry does is
/// only supposed; the reader of the first half has to come to it as to one of the Bundle's own
/// entries. Where it does not, and where anything at all is wrong, nothing is said here: the Bundle
/// is read from its beginning then.
///
/// @param first the entries of the first half
/// @param second those of the second
/// @param shift how much further in the source those of the second half stand than they say
/// @param kind what the Bundle says of itself
record BundleParts(List<BundleEntry> first, List<BundleEntry> second, int shift, BundleKind kind) {
    /// A smaller one is read before another thread has begun.
    private static final int LARGE = 4_000_000;

    private static final byte[] BEGINNING = "{\"entry\":[".getBytes(StandardCharsets.UTF_8);

    private static final List<byte[]> NAMES =
            List.of(
                    "\"fullUrl\"".getBytes(StandardCharsets.UTF_8),
                    "\"resource\"".getBytes(StandardCharsets.UTF_8));

    /// What is read of one half.
    private record Half(List<BundleEntry> entries, BundleKind kind) {}

    /// Empty where it is not large, or cannot be read so.
    static Optional<BundleParts> read(byte[] source) {
        if (source.length < LARGE || Runtime.getRuntime().availableProcessors() < 2) {
            return Optional.empty();
        }
        int middle = entryFrom(source, source.length / 2);
        return middle < 0 ? Optional.empty() : read(source, middle);
    }

    /// @param middle where the second half begins
    static Optional<BundleParts> read(byte[] source, int middle) {
        FutureTask<@Nullable Half> after = new FutureTask<>(() -> second(source, middle));
        ForkJoinPool.commonPool().execute(after);
        Half first = first(source, middle);
        if (first == null) {
            after.cancel(false);
            return Optional.empty();
        }
        // Where nobody has begun with it, as others are at work: it waits for none of them.
        after.run();
        Half second = joined(after);
        return second == null
                ? Optional.empty()
                : Optional.of(
                        new BundleParts(
                                first.entries(),
                                second.entries(),
                                middle - BEGINNING.length,
                                first.kind().and(second.kind())));
    }

    private static @Nullable Half joined(FutureTask<@Nullable Half> half) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return half.get();
                } catch (InterruptedException e) {
                    // Soon it is there, and what is read is whole.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // Whoever reads all of it comes to it.
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static @Nullable Half first(byte[] source, int middle) {
        try (JsonParser parser = FhirJson.FACTORY.createParser(source)) {
            return half(parser, middle);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable Half second(byte[] source, int middle) {
        byte[] rest = new byte[BEGINNING.length + source.length - middle];
        System.arraycopy(BEGINNING, 0, rest, 0, BEGINNING.length);
        System.arraycopy(source, middle, rest, BEGINNING.length, source.length - middle);
        try (JsonParser parser = FhirJson.FACTORY.createParser(rest)) {
            return half(parser, -1);
        } catch (IOException e) {
            return null;
        }
    }

    /// @param until the entry that is the other half's; -1: there is none
    private static @Nullable Half half(JsonParser parser, int until) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        Half half = new Half(new ArrayList<>(), new BundleKind());
        boolean isListed = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (!name.equals("entry")) {
                half.kind().read(name, parser);
                continue;
            }
            if (token != JsonToken.START_ARRAY || isListed) {
                // The entries of a second list are counted anew.
                return null;
            }
            isListed = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (until >= 0) {
                    long at = parser.currentTokenLocation().getByteOffset();
                    if (at >= until) {
                        return at == until ? half : null;
                    }
                }
                half.entries().add(BundleEntry.read(parser));
            }
        }
        return until >= 0 || parser.nextToken() != null ? null : half;
    }

    /// Where an object begins that looks like an entry, at that place or later; -1: nowhere. No
    /// text looks like one: within it, quotes are escaped.
    static int entryFrom(byte[] source, int from) {
        for (int at = from; at < source.length; at++) {
            if (source[at] == '"' && isName(source, at)) {
                int before = at - 1;
                while (before > from && source[before] <= ' ' && source[before] >= 0) {
                    before--;
                }
                if (before >= from && source[before] == '{') {
                    return before;
                }
            }
        }
        return -1;
    }

    private static boolean isName(byte[] source, int at) {
        for (byte[] name : NAMES) {
            int matching = 0;
            while (matching < name.length
                    && at + matching < source.length
                    && source[at + matching] == name[matching]) {
                matching++;
            }
            if (matching == name.length) {
                return true;
            }
        }
        return false;
    }
}
