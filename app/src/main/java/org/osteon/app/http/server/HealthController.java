package org.osteon.app.http.server;

import java.util.Optional;
import org.osteon.store.ChartStore;
import org.osteon.store.StoreException;
import org.osteon.store.StoreProblem;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether the server can do its work: 200 when the store answers and can be written, 503 and why
/// when not, as nothing is answered that cannot be written down. Live is the process; ready is what
/// can be sent requests.
@RestController
final class HealthController {
    private final ChartStore store;

    HealthController(ChartStore store) {
        this.store = store;
    }

    @GetMapping(
            path = {"/health", "/health/ready"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Readiness> ready() {
        Optional<StoreProblem> trouble = store.trouble();
        if (trouble.isPresent()) {
            return down(trouble.get());
        }
        try {
            return ResponseEntity.ok(new Up("up", store.chartCount()));
        } catch (StoreException e) {
            return down(e.problem());
        }
    }

    private static ResponseEntity<Readiness> down(StoreProblem problem) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Down("down", words(problem)));
    }

    /// For whoever asks, who is nobody in particular: without places and names.
    private static String words(StoreProblem problem) {
        return switch (problem) {
            case StoreProblem.Full _ -> "the disk of the store is full";
            case StoreProblem.Unreadable _ -> "the store's files cannot be read or written";
            case StoreProblem.Busy _ -> "another process has been writing to the store for long";
            case StoreProblem.Unreachable _ -> "the database does not answer, or takes nothing in";
            case StoreProblem.Damaged _ -> "the store is damaged";
            case StoreProblem.KeyUnusable _, StoreProblem.OtherKey _, StoreProblem.NoKey _ ->
                    "the key of the audit is not the store's";
            case StoreProblem.NotAStore _, StoreProblem.NewerSchema _, StoreProblem.Failed _ ->
                    "the store does not answer";
        };
    }

    @GetMapping(path = "/health/live", produces = MediaType.APPLICATION_JSON_VALUE)
    Live live() {
        return new Live("up");
    }

    sealed interface Readiness {}

    record Up(String status, long charts) implements Readiness {}

    /// @param why in words
    record Down(String status, String why) implements Readiness {}

    record Live(String status) {}
}
