package org.osteon.records.notices;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends to a subscriber. The one place from which this server opens a connection on its own
/// account to tell something; it follows nobody elsewhere, and reads nothing of an answer but its
/// status.
final class NoticePost implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final int SUCCESS = 2;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(TO_CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /// @param headers `Name: value`
    /// @throws IOException where it was not taken, with the reason
    void send(URI to, List<String> headers, String json, Duration patience)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to)
                        .timeout(patience)
                        .header("Content-Type", "application/fhir+json;charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        for (String header : headers) {
            int colon = header.indexOf(':');
            request.header(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        try {
            // The whole of an answer, however slowly it drips.
            int status = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status / 100 != SUCCESS) {
                throw new IOException("it answered " + status);
            }
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("it did not answer within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("it cannot be reached: " + cause, e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
