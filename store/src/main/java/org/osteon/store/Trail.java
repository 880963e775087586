package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Both chains, audit and looks, searched as one, within a transaction.
final class Trail {
    private static final Pattern ID = Pattern.compile("(look|audit)-([1-9]\\d{0,17})");
    private static final int NAMED = 50;
    private static final Comparator<TrailEntry> NEWEST_FIRST =
            Comparator.comparing(TrailEntry::at)
                    .reversed()
                    .thenComparing((one, other) -> Long.compare(other.sequence(), one.sequence()))
                    .thenComparing(TrailEntry::id);

    private final Session session;

    Trail(Session session) {
        this.session = session;
    }

    /// Those of a page, newest first.
    List<TrailEntry> page(TrailQuery query, int offset, int limit) throws SQLException {
        List<TrailEntry> all = new ArrayList<>();
        int reach = (int) Math.min((long) offset + limit, Integer.MAX_VALUE);
        Conditions looks = looks(query);
        try (ResultSet rows =
                looks.select(LookLog.COLUMNS, "look", " ORDER BY sequence DESC LIMIT ?", reach)) {
            while (rows.next()) {
                all.add(TrailEntry.of(LookLog.entry(rows)));
            }
        }
        Conditions audit = audit(query);
        try (ResultSet rows =
                audit.select(AuditLog.COLUMNS, "audit", " ORDER BY sequence DESC LIMIT ?", reach)) {
            while (rows.next()) {
                all.add(deed(AuditLog.entry(rows)));
            }
        }
        return all.stream().sorted(NEWEST_FIRST).skip(offset).limit(limit).toList();
    }

    /// Those of one chain after a sequence, oldest first.
    List<TrailEntry> after(TrailQuery query, TrailQuery.Chain chain, long sequence, int limit)
            throws SQLException {
        List<TrailEntry> all = new ArrayList<>();
        Conditions conditions = chain == TrailQuery.Chain.LOOKS ? looks(query) : audit(query);
        conditions.and("sequence > ?", sequence);
        String end = " ORDER BY sequence LIMIT ?";
        try (ResultSet rows =
                chain == TrailQuery.Chain.LOOKS
                        ? conditions.select(LookLog.COLUMNS, "look", end, limit)
                        : conditions.select(AuditLog.COLUMNS, "audit", end, limit)) {
            while (rows.next()) {
                all.add(
                        chain == TrailQuery.Chain.LOOKS
                                ? TrailEntry.of(LookLog.entry(rows))
                                : deed(AuditLog.entry(rows)));
            }
        }
        return all;
    }

    long count(TrailQuery query) throws SQLException {
        long count = 0;
        try (ResultSet rows = looks(query).select("COUNT(*)", "look", "")) {
            count += rows.next() ? rows.getLong(1) : 0;
        }
        try (ResultSet rows = audit(query).select("COUNT(*)", "audit", "")) {
            count += rows.next() ? rows.getLong(1) : 0;
        }
        return count;
    }

    Optional<TrailEntry> one(String id) throws SQLException {
        Matcher form = ID.matcher(id);
        if (!form.matches()) {
            return Optional.empty();
        }
        long sequence = Long.parseLong(form.group(2));
        return form.group(1).equals("look")
                ? new LookLog(session)
                        .before(null, sequence + 1, 1).stream()
                                .filter(one -> one.sequence() == sequence)
                                .map(TrailEntry::of)
                                .findFirst()
                : deedAt(sequence);
    }

    private Optional<TrailEntry> deedAt(long sequence) throws SQLException {
        for (AuditEntry one : new AuditLog(session).before(null, sequence + 1, 1)) {
            if (one.sequence() == sequence) {
                return Optional.of(deed(one));
            }
        }
        return Optional.empty();
    }

    /// With the resources that it changed.
    private TrailEntry deed(AuditEntry entry) throws SQLException {
        List<String> changed = new ArrayList<>();
        if (entry.changes() > 0) {
            PreparedStatement select =
                    session.prepare(
                            "SELECT type, id FROM version WHERE sequence = ? ORDER BY number LIMIT "
                                    + NAMED);
            select.setLong(1, entry.sequence());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    changed.add(rows.getString(1) + "/" + rows.getString(2));
                }
            }
        }
        return TrailEntry.of(entry, changed);
    }

    private Conditions looks(TrailQuery query) {
        Conditions all = new Conditions();
        all.recorded(query);
        query.chart()
                .ifPresent(chart ->
                        all.and(
                                "sequence IN (SELECT sequence FROM look_chart WHERE chart = ?)",
                                chart));
        query.person().ifPresent(who -> all.and("(person = ? OR name = ?)", who, who));
        query.nameStart().ifPresent(start -> all.beginsWith("name", start));
        query.words().ifPresent(words -> all.words(words, words.looks() ? "1 = 1" : "1 = 0"));
        query.outcome()
                .ifPresent(outcome ->
                        all.and(
                                switch (outcome) {
                                    case DONE -> "outcome = 'done'";
                                    case REFUSED -> "outcome LIKE 'refused%'";
                                    case OTHER ->
                                            "outcome <> 'done' AND outcome NOT LIKE 'refused%'";
                                }));
        return all;
    }

    private Conditions audit(TrailQuery query) {
        Conditions all = new Conditions();
        all.recorded(query);
        query.chart().ifPresent(chart -> all.and("chart = ?", chart));
        query.person().ifPresent(who -> all.and("actor = ?", who));
        query.nameStart().ifPresent(start -> all.beginsWith("actor", start));
        query.words()
                .ifPresent(words ->
                        all.words(
                                words,
                                words.deeds() && words.notes()
                                        ? "1 = 1"
                                        : words.deeds()
                                                ? "changes > 0"
                                                : words.notes() ? "changes = 0" : "1 = 0"));
        query.outcome()
                .filter(outcome -> outcome != TrailQuery.Outcome.DONE)
                .ifPresent(_ -> all.and("1 = 0"));
        return all;
    }

    /// The text after WHERE, and its values.
    private final class Conditions {
        private final StringBuilder text = new StringBuilder("1 = 1");
        private final List<Object> values = new ArrayList<>();

        void and(String condition, Object... given) {
            text.append(" AND (").append(condition).append(')');
            values.addAll(List.of(given));
        }

        void recorded(TrailQuery query) {
            query.from().ifPresent(from -> and("recorded >= ?", Micros.of(from)));
            query.to().ifPresent(to -> and("recorded <= ?", Micros.of(to)));
        }

        void beginsWith(String column, String start) {
            and(
                    "lower(" + column + ") LIKE ? ESCAPE '!'",
                    start.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%");
        }

        void words(TrailQuery.Words words, String others) {
            List<Object> given = new ArrayList<>(words.named());
            given.addAll(words.known());
            and(
                    among(words.named())
                            + " OR (NOT ("
                            + among(words.known())
                            + ") AND "
                            + others
                            + ")",
                    given.toArray());
        }

        private static String among(Collection<String> words) {
            return words.isEmpty()
                    ? "1 = 0"
                    : "action IN ("
                            + String.join(
                                    ", ", Stream.generate(() -> "?").limit(words.size()).toList())
                            + ")";
        }

        ResultSet select(String columns, String table, String end, Object... last)
                throws SQLException {
            PreparedStatement select =
                    session.prepare(
                            "SELECT " + columns + " FROM " + table + " WHERE " + text + end);
            int at = 1;
            for (Object value : Stream.concat(values.stream(), Stream.of(last)).toList()) {
                select.setObject(at++, value);
            }
            return select.executeQuery();
        }
    }
}
