package org.osteon.app.http.server;

import org.osteon.store.ChartStore;
import org.osteon.store.StoreException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether the server can do its work: 200 when the store answers, 503 when not. Live is the
/// process; ready is what can be sent requests.
@RestController
final class HealthController {
    private final ChartStore store;

    HealthController(ChartStore store) {
        this.store = store;
    }

    @GetMapping(
            path = {"/health", "/health/ready"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Health> ready() {
        try {
            return ResponseEntity.ok(new Health("up", store.chartCount()));
        } catch (StoreException _) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .body(new Health("store does not answer", 0));
        }
    }

    @GetMapping(path = "/health/live", produces = MediaType.APPLICATION_JSON_VALUE)
    Live live() {
        return new Live("up");
    }

    record Health(String status, long charts) {}

    record Live(String status) {}
}
