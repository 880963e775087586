package org.osteon.records.cards;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.osteon.chart.incoming.Incoming;
import org.osteon.records.outside.Addresses;

/// Fetches what follows a first page, from the record system that made the call, by the token that
/// it gave for it: only from servers that the operator named, and only below the address that the
/// call names. Whoever could call would else have this server open what they like. It follows
/// nobody elsewhere; what is not fetched is told.
public final class FurtherPages implements AutoCloseable {
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final int MOST_PAGES = 40;
    private static final int MOST_BYTES = 32 << 20;
    private static final int OK = 200;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8000}");

    private final Addresses allowed;
    private final Duration patience;

    /// None, where nobody is asked.
    private final Optional<HttpClient> client;

    /// @param allowed the record systems that are asked; none: nothing is ever fetched
    public FurtherPages(Addresses allowed) {
        this(allowed, USUAL);
    }

    /// @param patience for all pages of a call together
    FurtherPages(Addresses allowed, Duration patience) {
        this.allowed = allowed;
        this.patience = patience;
        this.client =
                allowed.none()
                        ? Optional.empty()
                        : Optional.of(
                                HttpClient.newBuilder()
                                        .connectTimeout(TO_CONNECT)
                                        .followRedirects(HttpClient.Redirect.NEVER)
                                        .build());
    }

    /// The call with the pages that could be fetched.
    ///
    /// @throws org.osteon.records.words.Problem where one holds somebody else's data, or what
    ///   cannot be read: as if it had been sent along
    public HookRequest completed(HookRequest request) {
        boolean more = request.sent().stream().anyMatch(one -> one.shell().next().isPresent());
        if (client.isEmpty() || !more || request.server().isEmpty()) {
            return request;
        }
        HookRequest.Server server = request.server().get();
        Optional<URI> base =
                allowed.allowed(server.base())
                        .filter(one -> one.getRawQuery() == null)
                        .filter(_ -> TOKEN.matcher(server.token()).matches());
        return base.map(one -> request.with(new Fetching(request, one, server.token()).all()))
                .orElse(request);
    }

    /// The pages of one call.
    private final class Fetching {
        private final HookRequest request;
        private final URI base;
        private final Addresses below;
        private final String token;
        private final long until = System.nanoTime() + patience.toNanos();
        private int bytes;

        Fetching(HookRequest request, URI base, String token) {
            this.request = request;
            this.base = base;
            this.below = new Addresses(List.of(base));
            this.token = token;
        }

        List<SentAlong> all() {
            return request.sent().stream().map(this::whole).toList();
        }

        private SentAlong whole(SentAlong first) {
            SentAlong known = first;
            Set<URI> seen = new HashSet<>();
            while (known.shell().next().isPresent()) {
                Optional<URI> next = address(known.shell().next().get());
                if (next.isEmpty()) {
                    return known.cut("the next is not below " + base);
                }
                if (!seen.add(next.get())) {
                    return known.cut("they go in a circle");
                }
                if (seen.size() > MOST_PAGES) {
                    return known.cut("no more than " + MOST_PAGES + " are fetched");
                }
                try {
                    known = with(known, get(next.get()), seen.size() + 1);
                } catch (IOException e) {
                    return known.cut("the next could not be had, " + e.getMessage());
                }
            }
            return known;
        }

        private SentAlong with(SentAlong known, byte[] page, int number) throws IOException {
            SentAlong.Shell shell;
            try {
                shell = SentAlong.Shell.of(page);
            } catch (IOException e) {
                throw new IOException("it is no JSON", e);
            }
            if (!shell.isBundle()) {
                throw new IOException("it is no Bundle");
            }
            String where = "prefetch." + known.key() + ", page " + number;
            List<Incoming> resources = HookRequest.resources(where, page);
            HookRequest.requireOfThePatient(where, resources, request);
            return known.and(resources, shell);
        }

        private Optional<URI> address(String link) {
            try {
                String folder = base.toString().endsWith("/") ? base.toString() : base + "/";
                return below.allowed(new URI(folder).resolve(new URI(link)).toString());
            } catch (URISyntaxException | IllegalArgumentException _) {
                return Optional.empty();
            }
        }

        private byte[] get(URI page) throws IOException {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new IOException("the time was over (" + patience.toSeconds() + " s)");
            }
            HttpRequest asked =
                    HttpRequest.newBuilder(page)
                            .timeout(Duration.ofNanos(left))
                            .header("Accept", "application/fhir+json")
                            .header("Authorization", "Bearer " + token)
                            .build();
            CompletableFuture<HttpResponse<byte[]>> answer =
                    client.orElseThrow()
                            .sendAsync(
                                    asked,
                                    HttpResponse.BodyHandlers.limiting(
                                            HttpResponse.BodyHandlers.ofByteArray(),
                                            MOST_BYTES - bytes));
            try {
                // The whole of an answer, however slowly it drips.
                HttpResponse<byte[]> got = answer.get(left, TimeUnit.NANOSECONDS);
                if (got.statusCode() != OK) {
                    throw new IOException("it answered " + got.statusCode());
                }
                bytes += got.body().length;
                return got.body();
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw new IOException("the time was over (" + patience.toSeconds() + " s)", e);
            } catch (ExecutionException e) {
                throw new IOException("it cannot be reached, or gives too much", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.cancel(true);
                throw new IOException("it was given up", e);
            }
        }
    }

    @Override
    public void close() {
        client.ifPresent(HttpClient::shutdownNow);
    }
}
