package org.osteon.app.http.server;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import org.osteon.store.StoreException;
import org.springframework.stereotype.Component;

/// What the server does, in figures, in the form that Prometheus reads: on a port of its own, which
/// only this machine reaches. No patient, no address and no id is in them.
@Component
final class Figures implements AutoCloseable {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final @Nullable HttpServer server;

    Figures(ServerBinding listening, ChartStore store, Bodies bodies, Turns turns) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("osteon.store.charts", store, Figures::charts)
                .description("charts in the store; -1 where it does not answer")
                .register(registry);
        Gauge.builder("osteon.store.audit", store, Figures::entries)
                .description("the number of the last entry of the audit")
                .register(registry);
        Gauge.builder("osteon.bodies.coming", bodies, Bodies::coming)
                .description("bodies of requests that are on their way")
                .register(registry);
        Gauge.builder("osteon.requests.at.work", turns, Turns::atWork)
                .description("requests that are answered now")
                .register(registry);
        server = listening.metrics().isPresent() ? serve(listening.metrics()) : null;
    }

    private static double charts(ChartStore store) {
        try {
            return store.chartCount();
        } catch (StoreException _) {
            return -1;
        }
    }

    private static double entries(ChartStore store) {
        try {
            return store.auditHead().sequence();
        } catch (StoreException _) {
            return -1;
        }
    }

    private HttpServer serve(OptionalInt port) {
        try {
            HttpServer made =
                    HttpServer.create(
                            new InetSocketAddress(
                                    InetAddress.getLoopbackAddress(), port.orElseThrow()),
                            16);
            made.createContext(
                    "/metrics",
                    exchange -> {
                        byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders()
                                .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                        exchange.sendResponseHeaders(200, text.length);
                        exchange.getResponseBody().write(text);
                        exchange.close();
                    });
            made.start();
            return made;
        } catch (IOException e) {
            throw Problem.unusable(
                    "the figures cannot be served on port "
                            + port.orElseThrow()
                            + ": "
                            + e.getMessage()
                            + "; give another --metrics-port");
        }
    }

    /// The port of the figures; empty where they are not served.
    OptionalInt port() {
        return server == null ? OptionalInt.empty() : OptionalInt.of(server.getAddress().getPort());
    }

    /// Counts a request and its time, by door, method and kind of answer.
    void answered(HttpServletRequest request, int status, Duration time) {
        Timer.builder("osteon.requests")
                .description("requests and their times, by door")
                .tag("door", door(request.getRequestURI()))
                .tag("method", method(request.getMethod()))
                .tag("status", status / 100 + "xx")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(registry)
                .record(time);
    }

    /// How long an answer that was made waited for its looks to be on disk.
    void waited(Duration time) {
        Timer.builder("osteon.looks.wait")
                .description(
                        "what answers waited for their looks to be on disk, after they were made")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(registry)
                .record(time);
    }

    private static String door(String path) {
        return path.equals("/fhir") || path.startsWith("/fhir/")
                ? "fhir"
                : path.startsWith("/cds-services")
                        ? "hooks"
                        : path.startsWith("/health") ? "health" : "pages";
    }

    /// Any word can be sent as a method; only known ones become a line of the figures.
    private static String method(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS" -> method;
            default -> "other";
        };
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        collections.close();
        registry.close();
    }
}
