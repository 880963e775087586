package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Walks the audit chain and the versions beside it, both in the order in which they were written,
/// and stops at the first thing that is not as it was.
final class Verifier {
    private static final int FETCH = 500;

    private final Session session;
    private final Map<Long, AuditHead> known = new HashMap<>();
    private final LongConsumer progress;

    private Hash previous = Hash.ZERO;
    private long sequence;
    private long versions;
    private long sealed;
    private long before = Long.MIN_VALUE;
    private final List<Long> backwards = new ArrayList<>();

    /// @param known earlier ends of the chain, kept elsewhere
    /// @param progress told the sequence of each entry checked
    Verifier(Session session, List<AuditHead> known, LongConsumer progress) {
        this.session = session;
        known.forEach(head -> this.known.put(head.sequence(), head));
        this.progress = progress;
    }

    Verification run() throws SQLException {
        Optional<Verification.Broken> broken = chain();
        if (broken.isPresent()) {
            return broken.get();
        }
        Optional<AuditHead> cut =
                known.values().stream()
                        .filter(head -> head.sequence() > sequence)
                        .min(Comparator.comparingLong(AuditHead::sequence));
        if (cut.isPresent()) {
            return new Verification.Broken(
                    cut.get().sequence(),
                    "entry is missing",
                    "hash " + cut.get().hash(),
                    "nothing");
        }
        LookCheck looks = new LookCheck(session);
        Optional<Verification.Broken> look = looks.run();
        if (look.isPresent()) {
            return look.get();
        }
        return new DerivedCheck(session)
                .run()
                .<Verification>map(found -> found)
                .orElseGet(() ->
                        new Verification.Intact(
                                sequence,
                                versions,
                                new AuditHead(sequence, previous.toString()),
                                sealed,
                                backwards,
                                looks.looks()));
    }

    private Optional<Verification.Broken> chain() throws SQLException {
        PreparedStatement entries =
                session.prepare("SELECT " + AuditLog.COLUMNS + " FROM audit ORDER BY sequence");
        PreparedStatement texts =
                session.prepare(
                        "SELECT v.number, v.sequence, v.resource, v.type, v.id, v.version,"
                                + " v.recorded, v.deleted, v.text_hash, v.json, c.id"
                                + " FROM version v LEFT JOIN chart c ON c.number = v.chart"
                                + " ORDER BY v.number");
        entries.setFetchSize(FETCH);
        texts.setFetchSize(FETCH);
        try (ResultSet entry = entries.executeQuery();
                ResultSet version = texts.executeQuery()) {
            boolean more = version.next();
            while (entry.next()) {
                long number = entry.getLong(1);
                if (number != sequence + 1) {
                    return broken(
                            sequence + 1, "entry is missing", "an entry", "the next is " + number);
                }
                sequence = number;
                FieldHash changes = new FieldHash();
                while (more && version.getLong(2) <= sequence) {
                    Optional<Verification.Broken> broken = version(entry, version);
                    if (broken.isPresent()) {
                        return broken;
                    }
                    AuditChain.add(
                            changes,
                            version.getLong(1),
                            version.getLong(3),
                            version.getString(4),
                            version.getString(5),
                            version.getLong(6),
                            version.getInt(8) != 0,
                            Hash.wrap(version.getBytes(9)));
                    versions++;
                    more = version.next();
                }
                Optional<Verification.Broken> broken = entry(entry, changes.result());
                if (broken.isPresent()) {
                    return broken;
                }
                progress.accept(sequence);
            }
            return more
                    ? broken(
                            version.getLong(2),
                            name(version) + " belongs to no entry",
                            "an entry " + version.getLong(2),
                            "none")
                    : Optional.empty();
        }
    }

    private Optional<Verification.Broken> version(ResultSet entry, ResultSet version)
            throws SQLException {
        if (version.getLong(2) != sequence) {
            return broken(
                    sequence,
                    name(version) + " is out of order",
                    "entry " + sequence,
                    "entry " + version.getLong(2));
        }
        Hash written = Hash.wrap(version.getBytes(9));
        Hash found = FieldHash.of(version.getBytes(10));
        if (!written.equals(found)) {
            return broken(
                    sequence,
                    "text of " + name(version) + " was changed",
                    "SHA-256 " + written,
                    found.toString());
        }
        if (version.getLong(7) != entry.getLong(2)) {
            return broken(
                    sequence,
                    "time of " + name(version) + " and of its entry differ",
                    Micros.instant(entry.getLong(2)).toString(),
                    Micros.instant(version.getLong(7)).toString());
        }
        if (!String.valueOf(version.getString(11)).equals(entry.getString(6))) {
            return broken(
                    sequence,
                    "chart of " + name(version) + " and of its entry differ",
                    String.valueOf(entry.getString(6)),
                    String.valueOf(version.getString(11)));
        }
        return Optional.empty();
    }

    private Optional<Verification.Broken> entry(ResultSet entry, Hash changes) throws SQLException {
        Hash written = Hash.wrap(entry.getBytes(9));
        if (!written.equals(changes)) {
            return broken(
                    sequence,
                    "its versions are not those that were written (one was added, removed or renamed)",
                    "SHA-256 " + written,
                    changes.toString());
        }
        Hash hash =
                AuditChain.hash(
                        previous,
                        sequence,
                        entry.getLong(2),
                        entry.getString(3),
                        entry.getString(4),
                        entry.getString(5),
                        entry.getString(6),
                        entry.getString(7),
                        entry.getInt(8),
                        written,
                        Origin.of(entry.getString(12), entry.getString(13)));
        if (!hash.equals(Hash.wrap(entry.getBytes(10)))) {
            return broken(
                    sequence,
                    "its time, actor, action, reason, chart, detail, address or hash was changed, or the entry"
                            + " before it; it now says "
                            + said(entry),
                    "SHA-256 " + Hash.wrap(entry.getBytes(10)),
                    hash.toString());
        }
        AuditHead head = known.get(sequence);
        if (head != null && !head.hash().equals(hash.toString())) {
            return broken(
                    sequence,
                    "the chain was written anew",
                    "SHA-256 " + head.hash(),
                    hash.toString());
        }
        previous = hash;
        if (entry.getLong(2) < before) {
            backwards.add(sequence);
        }
        before = entry.getLong(2);
        return seal(hash, entry.getBytes(11));
    }

    private Optional<Verification.Broken> seal(Hash hash, byte @Nullable [] seal) {
        AuditKey key = session.key();
        if (key == null || sequence < key.from()) {
            return Optional.empty();
        }
        if (seal == null || !key.seal(hash).equals(Hash.wrap(seal))) {
            return broken(
                    sequence,
                    "it was written without the key of this store",
                    "the seal of the key",
                    seal == null ? "none" : "another");
        }
        sealed++;
        return Optional.empty();
    }

    private static String said(ResultSet entry) throws SQLException {
        return "\"%s by %s at %s, chart %s: %s\""
                .formatted(
                        entry.getString(4),
                        entry.getString(3),
                        Micros.instant(entry.getLong(2)),
                        entry.getString(6),
                        entry.getString(5));
    }

    private static String name(ResultSet version) throws SQLException {
        return "%s/%s version %d in chart %s"
                .formatted(
                        version.getString(4),
                        version.getString(5),
                        version.getLong(6),
                        version.getString(11));
    }

    private static Optional<Verification.Broken> broken(
            long sequence, String what, String expected, String found) {
        return Optional.of(new Verification.Broken(sequence, what, expected, found));
    }
}
