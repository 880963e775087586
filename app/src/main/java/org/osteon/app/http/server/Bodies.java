package org.osteon.app.http.server;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;

/// The bodies that are on their way, by the address that sends them: how many, how long, and how
/// much memory they take. Where one address sends too many at once, its slowest make room for new
/// ones; who sends fast is not felt to be a crowd.
final class Bodies {
    /// What a form has besides its file; what is held in memory is counted without.
    private static final long AROUND_A_FILE = 1 << 21;

    private final Limits limits;
    private final Set<Body> coming = new LinkedHashSet<>();
    private final Map<String, Integer> ofAddress = new HashMap<>();
    private final Map<String, Long> bytesOfAddress = new HashMap<>();
    private long bytes;

    Bodies(Limits limits) {
        this.limits = limits;
    }

    /// A body on its way.
    final class Body {
        private final String address;
        private final long since = System.nanoTime();
        private long received;
        private long held;
        private volatile boolean madeRoom;

        private Body(String address) {
            this.address = address;
        }

        /// Counts what came.
        ///
        /// @throws Problem where it is too much, or too slow
        void came(int count) {
            received += Math.max(count, 0);
            if (received > limits.mostBytes() + AROUND_A_FILE) {
                throw tooLarge();
            }
            if (madeRoom || System.nanoTime() - since > limits.wholeBody().toNanos()) {
                throw new Problem(
                        ProblemKind.TOO_SLOW,
                        "the body was not here after "
                                + (System.nanoTime() - since) / 1_000_000_000
                                + " s; send it in one go, within "
                                + limits.wholeBody().toSeconds()
                                + " s");
            }
        }

        /// Counts what is held in memory of it, unpacked.
        ///
        /// @throws Problem where that is too much
        void holds(int count) {
            if (held + count > limits.mostBytes()) {
                throw tooLarge();
            }
            hold(address, count);
            held += count;
        }

        /// It is here; its memory stays counted until [#gone].
        void here() {
            remove(this);
        }

        /// Its request was answered.
        void gone() {
            remove(this);
            release(address, held);
            held = 0;
        }
    }

    private Problem tooLarge() {
        return new Problem(
                ProblemKind.TOO_LARGE,
                "the body is larger than "
                        + limits.mostBytes() / 1_000_000
                        + " MB, as sent or unpacked; import large exports with the command 'osteon"
                        + " import'");
    }

    /// A body begins to come.
    ///
    /// @throws Problem where too many are on their way, and none of them is slow
    synchronized Body from(String address) {
        int now = ofAddress.getOrDefault(address, 0);
        if (now >= limits.bodiesOfOne() && !makesRoom(address)) {
            throw busy("from your address are on their way");
        }
        if (coming.size() >= limits.bodiesOfAll() && !makesRoom(null)) {
            throw busy("are on their way");
        }
        Body body = new Body(address);
        coming.add(body);
        ofAddress.merge(address, 1, Integer::sum);
        return body;
    }

    private static Problem busy(String what) {
        return new Problem(
                ProblemKind.BUSY,
                "too many requests " + what + " at once; wait a moment and send it again");
    }

    /// The slowest of an address (null: of all) gives up its place.
    private boolean makesRoom(@Nullable String address) {
        long slow = System.nanoTime() - limits.slow().toNanos();
        for (Body body : coming) {
            if ((address == null || body.address.equals(address)) && body.since < slow) {
                body.madeRoom = true;
                remove(body);
                return true;
            }
        }
        return false;
    }

    private synchronized void remove(Body body) {
        if (coming.remove(body)) {
            ofAddress.computeIfPresent(
                    body.address, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        }
    }

    private synchronized void hold(String address, long count) {
        long own = bytesOfAddress.getOrDefault(address, 0L) + count;
        if (own > limits.bytesOfOne() || bytes + count > limits.bytesOfAll()) {
            throw new Problem(
                    ProblemKind.BUSY,
                    "the bodies that are on their way fill the memory set aside for them; wait a"
                            + " moment and send it again");
        }
        bytesOfAddress.put(address, own);
        bytes += count;
    }

    private synchronized void release(String address, long count) {
        bytes -= count;
        bytesOfAddress.computeIfPresent(
                address, (_, own) -> own <= count ? null : Long.valueOf(own - count));
    }

    /// How many are on their way.
    synchronized int coming() {
        return coming.size();
    }
}
