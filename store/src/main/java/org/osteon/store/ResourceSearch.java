package org.osteon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Turns a query into SQL, once for the count and once for the page, within one transaction.
final class ResourceSearch {
    private static final String UNDATED_LAST =
            "CASE WHEN r.date_from = "
                    + SearchValues.UNDATED
                    + " THEN "
                    + Long.MAX_VALUE
                    + " ELSE r.date_from END";

    private final ResourceQuery query;
    private final String recorded;
    private final StringBuilder where;
    private final List<Object> values = new ArrayList<>();

    private ResourceSearch(ResourceQuery query) {
        this.query = query;
        // In some charts they are found by chart and type. A column in a sum is in no index: else
        // SQLite, which has no statistics, walks through all resources of the type in the store.
        boolean everywhere = query.charts().isEmpty();
        this.recorded = everywhere ? "r.recorded" : "(r.recorded + 0)";
        this.where =
                new StringBuilder(
                        "r.type = ? AND " + (everywhere ? "r.deleted" : "r.deleted + 0") + " = 0");
    }

    static Page run(Session session, ResourceQuery query) throws SQLException {
        return new ResourceSearch(query).run(session);
    }

    private Page run(Session session) throws SQLException {
        conditions(session);
        Optional<Cursor> from = query.after().map(Cursor::parse);
        long total = from.isPresent() ? from.get().total() : total(session);
        String order =
                switch (query.order()) {
                    case AS_ENTERED -> "r.number";
                    case NEWEST_FIRST -> "r.date_from";
                    case OLDEST_FIRST -> UNDATED_LAST;
                    case LAST_RECORDED_FIRST, FIRST_RECORDED_FIRST -> recorded;
                };
        boolean ordered = query.order() != ResourceQuery.Order.AS_ENTERED;
        boolean descending =
                query.order() == ResourceQuery.Order.NEWEST_FIRST
                        || query.order() == ResourceQuery.Order.LAST_RECORDED_FIRST;
        if (from.isPresent()) {
            Cursor cursor = from.get();
            if (ordered) {
                where.append(
                        " AND (%1$s %2$s ? OR %1$s = ? AND r.number > ?)"
                                .formatted(order, descending ? "<" : ">"));
                Collections.addAll(values, cursor.value(), cursor.value(), cursor.number());
            } else {
                where.append(" AND r.number > ?");
                values.add(cursor.number());
            }
        }
        String sorted = ordered ? (descending ? "place DESC, number" : "place, number") : "number";
        // What stands on the page is found before any of it is read: else all of it is sorted.
        PreparedStatement select =
                bind(
                        session,
                        "SELECT c.id, v.type, v.id, v.version, v.recorded, v.deleted, v.json,"
                                + " f.place, f.number FROM (SELECT r.number AS number, "
                                + order
                                + " AS place, r.latest AS latest, r.chart AS chart FROM resource r"
                                + " WHERE "
                                + where
                                + " ORDER BY "
                                + sorted
                                + " LIMIT "
                                + (query.limit() + 1)
                                + " OFFSET "
                                + query.offset()
                                + ") f JOIN version v ON v.number = f.latest"
                                + " JOIN chart c ON c.number = f.chart ORDER BY f."
                                + sorted.replace(", number", ", f.number"));
        List<StoredResource> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        Cursor last = null;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (found.size() == query.limit() && last != null) {
                    next = Optional.of(last.toString());
                    break;
                }
                found.add(VersionReader.resource(rows.getString(1), rows, 2));
                last = new Cursor(rows.getLong(8), rows.getLong(9), total);
            }
        }
        return new Page(found, total, next);
    }

    private void conditions(Session session) throws SQLException {
        values.add(query.type());
        if (!query.charts().isEmpty()) {
            where.append(" AND r.chart IN (SELECT number FROM chart WHERE id IN (")
                    .append(marks(query.charts().size()))
                    .append("))");
            values.addAll(query.charts());
        }
        if (!query.ids().isEmpty()) {
            ids(session);
        }
        boolean everywhere = query.charts().isEmpty() && query.ids().isEmpty();
        for (ResourceQuery.TokenCondition condition : query.tokens()) {
            // In a chart each of its resources is asked for the token, in the whole store the token
            // for
            // its resources: a code is rare there, a status is not.
            boolean rare =
                    condition.parameter().equals("code")
                            || condition.parameter().equals("identifier");
            where.append(
                    everywhere && rare
                            ? " AND r.number IN (SELECT t.resource FROM token t WHERE t.parameter ="
                                    + " ?"
                            : " AND EXISTS (SELECT 1 FROM token t WHERE t.resource = r.number"
                                    + " AND t.parameter = ?");
            values.add(condition.parameter());
            anyOf(condition.anyOf());
            // The offset keeps PostgreSQL from joining: before it has statistics of a new store it
            // would
            // read all tokens of the code for each resource.
            where.append(everywhere && rare ? ")" : " LIMIT 1 OFFSET 0)");
        }
        query.date().from().ifPresent(from -> bound(" AND r.date_to >= ?", Micros.of(from)));
        query.date().to().ifPresent(to -> bound(" AND r.date_from <= ?", Micros.of(to)));
        if (!query.date().equals(ResourceQuery.Span.ANY)) {
            bound(" AND r.date_from > ?", SearchValues.UNDATED);
        }
        query.recorded()
                .from()
                .ifPresent(from -> bound(" AND " + recorded + " >= ?", Micros.of(from)));
        query.recorded().to().ifPresent(to -> bound(" AND " + recorded + " <= ?", Micros.of(to)));
        query.dates().forEach(this::date);
    }

    private void ids(Session session) throws SQLException {
        if (query.charts().isEmpty() && session.keepsNames()) {
            List<Long> numbers = new NameIndex(session).numbers(query.type(), query.ids());
            where.append(" AND r.number IN (").append(marks(numbers.size())).append(")");
            values.addAll(numbers);
            return;
        }
        where.append(" AND r.id IN (").append(marks(query.ids().size())).append(")");
        values.addAll(query.ids());
    }

    private void anyOf(List<String> texts) {
        String or = " AND (";
        for (String text : texts) {
            int bar = text.indexOf('|');
            where.append(or);
            or = " OR ";
            if (bar < 0) {
                where.append("t.code = ?");
                values.add(text);
            } else if (bar == text.length() - 1) {
                where.append("t.system = ?");
                values.add(text.substring(0, bar));
            } else {
                where.append("t.code = ? AND t.system = ?");
                values.add(text.substring(bar + 1));
                values.add(text.substring(0, bar));
            }
        }
        where.append(texts.isEmpty() ? " AND 1 = 0" : ")");
    }

    private void date(DateTest.Condition condition) {
        String first = condition.recorded() ? recorded : "r.date_from";
        String last = condition.recorded() ? recorded : "r.date_to";
        String any =
                condition.anyOf().stream()
                        .map(test -> test.sql(first, last, values))
                        .collect(Collectors.joining(" OR "));
        where.append(" AND (").append(any.isEmpty() ? "1 = 0" : any).append(")");
        if (!condition.recorded()) {
            bound(" AND r.date_from > ?", SearchValues.UNDATED);
        }
    }

    private void bound(String condition, long micros) {
        where.append(condition);
        values.add(micros);
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private long total(Session session) throws SQLException {
        return query.total().isPresent() ? query.total().getAsLong() : count(session);
    }

    private long count(Session session) throws SQLException {
        PreparedStatement select = bind(session, "SELECT COUNT(*) FROM resource r WHERE " + where);
        try (ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private PreparedStatement bind(Session session, String sql) throws SQLException {
        PreparedStatement statement = session.prepare(sql);
        for (int i = 0; i < values.size(); i++) {
            switch (values.get(i)) {
                case Long number -> statement.setLong(i + 1, number);
                case Object text -> statement.setString(i + 1, text.toString());
            }
        }
        return statement;
    }

    /// Where a page ended, and how many there were on all pages when the first was made.
    private record Cursor(long value, long number, long total) {
        static Cursor parse(String text) {
            String[] parts = text.split(":", -1);
            try {
                if (parts.length == 3) {
                    return new Cursor(
                            Long.parseLong(parts[0]),
                            Long.parseLong(parts[1]),
                            Long.parseLong(parts[2]));
                }
            } catch (NumberFormatException _) {
                // Told below.
            }
            throw new IllegalArgumentException("not a place in a search: " + text);
        }

        @Override
        public String toString() {
            return value + ":" + number + ":" + total;
        }
    }
}
