package org.osteon.records.apps;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Public keys that a program shows at an address. An administrator named it when the program was
/// registered; nothing that a program sends names another (`jku` is not looked at). It is asked
/// when the program signs, at most once a minute, follows nobody elsewhere, and what it shows
/// counts for an hour.
public final class ShownKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ShownKeys.class);
    private static final Duration COUNTS = Duration.ofHours(1);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration WAITS = Duration.ofSeconds(5);
    private static final long LARGEST = 100_000;

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Map<String, Object> turns = new ConcurrentHashMap<>();
    private final Clock clock;

    public ShownKeys(Clock clock) {
        this.clock = clock;
    }

    /// Made when the first program is asked: the certificates that it trusts take time to read, and
    /// most servers ask none.
    private static final class Asking {
        private static final HttpClient CLIENT =
                HttpClient.newBuilder()
                        .connectTimeout(WAITS)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /// @param asked when it was asked last, whatever it answered
    /// @param shown when it answered with these
    private record Kept(List<JWK> keys, Instant asked, Instant shown) {
        Optional<JWK> key(String name) {
            return keys.stream().filter(one -> name.equals(one.getKeyID())).findFirst();
        }
    }

    /// The key of a name, as the address shows it now or showed it a while ago.
    Optional<JWK> key(String address, String name) {
        synchronized (turns.computeIfAbsent(address, _ -> new Object())) {
            Instant now = clock.instant();
            Kept before = kept.get(address);
            Optional<JWK> known =
                    before != null && now.isBefore(before.shown().plus(COUNTS))
                            ? before.key(name)
                            : Optional.empty();
            if (known.isPresent()
                    || (before != null && now.isBefore(before.asked().plus(BETWEEN)))) {
                return known;
            }
            Kept after = asked(address, before, now);
            kept.put(address, after);
            return now.isBefore(after.shown().plus(COUNTS)) ? after.key(name) : Optional.empty();
        }
    }

    private Kept asked(String address, @Nullable Kept before, Instant now) {
        try {
            List<JWK> keys =
                    JWKSet.parse(text(URI.create(address))).getKeys().stream()
                            .filter(SignedStatements::isUsable)
                            .toList();
            return new Kept(keys, now, now);
        } catch (IOException | ParseException | IllegalArgumentException e) {
            LOG.warn("the keys of a program cannot be had at {}: {}", address, e.getMessage());
            return before == null
                    ? new Kept(List.of(), now, Instant.EPOCH)
                    : new Kept(before.keys(), now, before.shown());
        }
    }

    private String text(URI address) throws IOException {
        CompletableFuture<HttpResponse<String>> answer =
                Asking.CLIENT.sendAsync(
                        HttpRequest.newBuilder(address)
                                .timeout(WAITS)
                                .header("Accept", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofString(), LARGEST));
        try {
            // The whole of an answer, however slowly it drips.
            HttpResponse<String> whole = answer.get(WAITS.toMillis(), TimeUnit.MILLISECONDS);
            if (whole.statusCode() != 200) {
                throw new IOException("it answered " + whole.statusCode());
            }
            return whole.body();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("it did not answer in time", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
