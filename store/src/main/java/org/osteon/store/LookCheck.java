package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks the chain of looks.
final class LookCheck {
    private static final int FETCH = 500;

    private final Session session;
    private final Map<Long, String> anchors = new HashMap<>();
    private long looks;

    LookCheck(Session session) {
        this.session = session;
    }

    long looks() {
        return looks;
    }

    Optional<Verification.Broken> run() throws SQLException {
        anchors();
        PreparedStatement all =
                session.prepare("SELECT " + LookLog.COLUMNS + " FROM look ORDER BY sequence");
        PreparedStatement index =
                session.prepare("SELECT sequence, chart FROM look_chart ORDER BY sequence, chart");
        all.setFetchSize(FETCH);
        index.setFetchSize(FETCH);
        Hash previous = Hash.ZERO;
        AuditKey key = session.key();
        long unchecked = key == null ? 0 : LookLog.before(session, key);
        boolean sealed = unchecked > 0;
        try (ResultSet row = all.executeQuery();
                ResultSet chart = index.executeQuery()) {
            boolean more = chart.next();
            while (row.next()) {
                looks++;
                long sequence = row.getLong(1);
                if (sequence != looks) {
                    return broken(looks, "it is missing", "look " + looks, "look " + sequence);
                }
                LookEntry entry = LookLog.entry(row);
                previous =
                        LookLog.hash(
                                previous,
                                sequence,
                                row.getLong(2),
                                entry.look(),
                                row.getString(11));
                if (!previous.equals(Hash.wrap(row.getBytes(13)))) {
                    return broken(
                            sequence,
                            "something of it was changed, or the look before it",
                            "SHA-256 " + Hash.wrap(row.getBytes(13)),
                            previous.toString());
                }
                String anchor = anchors.remove(sequence);
                if (anchor != null && !anchor.equals(previous.toString())) {
                    return broken(
                            sequence,
                            "the chain was written anew",
                            "SHA-256 " + anchor,
                            previous.toString());
                }
                byte[] seal = row.getBytes(14);
                if (sequence > unchecked && !isSealed(previous, seal, sealed)) {
                    return broken(
                            sequence,
                            "it was written without the key of this store",
                            "the seal of the key",
                            seal == null ? "none" : "another");
                }
                sealed |= seal != null;
                List<String> found = new ArrayList<>();
                while (more && chart.getLong(1) == sequence) {
                    found.add(chart.getString(2));
                    more = chart.next();
                }
                found.sort(null);
                if (!found.equals(entry.look().charts())) {
                    return broken(
                            sequence,
                            "it is found under other charts than it names",
                            entry.look().charts().toString(),
                            found.toString());
                }
            }
            if (more) {
                return broken(
                        chart.getLong(1),
                        "a chart is named by no look",
                        "nothing",
                        chart.getString(2));
            }
        }
        return anchors.entrySet().stream()
                .findFirst()
                .flatMap(end ->
                        broken(end.getKey(), "it is missing", "SHA-256 " + end.getValue(), "none"));
    }

    /// Once there is a key all are sealed by it.
    private boolean isSealed(Hash hash, byte @Nullable [] seal, boolean before) {
        AuditKey key = session.key();
        if (key == null) {
            return true;
        }
        return seal == null ? !before : key.seal(hash).equals(Hash.wrap(seal));
    }

    private void anchors() throws SQLException {
        PreparedStatement select = session.prepare("SELECT detail FROM audit WHERE action = ?");
        select.setString(1, LookLog.ANCHOR);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String[] end = rows.getString(1).split(":", 2);
                if (end.length == 2 && end[0].matches("\\d{1,18}")) {
                    anchors.put(Long.parseLong(end[0]), end[1]);
                }
            }
        }
    }

    private static Optional<Verification.Broken> broken(
            long sequence, String what, String expected, String found) {
        return Optional.of(
                new Verification.Broken(0, "look " + sequence + ": " + what, expected, found));
    }
}
