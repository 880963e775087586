package org.osteon.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;

/// Finds a resource by its name in a store in a file, in three tables by a hash of the name and
/// among the last that came in (schema 8 says why), within a transaction. A look-up costs the same
/// however many charts there are.
final class NameIndex {
    /// So many of the last that came in are looked through.
    static final int WAITING = 1024;

    private static final List<Table> TABLES =
            List.of(
                    new Table("name_few", 32_768),
                    new Table("name_some", 524_288),
                    new Table("name_many", Long.MAX_VALUE));

    /// How many names of an older store are entered in one transaction.
    private static final int AT_ONCE = 1 << 18;

    private static final int INDEX_BITS = 18;

    private final Session session;

    /// @param most names that it holds before they go on into the next
    private record Table(String name, long most) {}

    NameIndex(Session session) {
        this.session = session;
    }

    /// What a name is looked up by: stored, and so never to be computed in another way.
    static int hash(String type, String id) {
        CRC32 crc = new CRC32();
        crc.update((type + "/" + id).getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /// The numbers of the resources of these names, at most one in each chart for each.
    List<Long> numbers(String type, List<String> ids) throws SQLException {
        List<Long> found = new ArrayList<>();
        PreparedStatement entered =
                session.prepare(
                        "SELECT r.number FROM (SELECT resource FROM name_few WHERE hash = ?"
                                + " UNION ALL SELECT resource FROM name_some WHERE hash = ?"
                                + " UNION ALL SELECT resource FROM name_many WHERE hash = ?) n"
                                + " CROSS JOIN resource r ON r.number = n.resource"
                                + " WHERE r.type = ? AND r.id = ?");
        for (String id : ids) {
            int hash = hash(type, id);
            for (int table = 1; table <= TABLES.size(); table++) {
                entered.setInt(table, hash);
            }
            entered.setString(4, type);
            entered.setString(5, id);
            add(entered, found);
        }
        PreparedStatement waiting =
                session.prepare(
                        "SELECT number FROM resource NOT INDEXED WHERE number > ? AND type = ?"
                                + " AND id IN ("
                                + String.join(", ", Collections.nCopies(ids.size(), "?"))
                                + ")");
        waiting.setLong(1, last());
        waiting.setString(2, type);
        for (int i = 0; i < ids.size(); i++) {
            waiting.setString(3 + i, ids.get(i));
        }
        add(waiting, found);
        return found;
    }

    private static void add(PreparedStatement select, List<Long> found) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
    }

    /// Whether more than [#WAITING] wait.
    boolean waitsLong() throws SQLException {
        PreparedStatement count =
                session.prepare(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM resource NOT INDEXED"
                                + " WHERE number > ? LIMIT ?)");
        count.setLong(1, last());
        count.setInt(2, WAITING + 1);
        return number(count) > WAITING;
    }

    /// Enters what waits, once it is much.
    ///
    /// @return false where no more than [#WAITING] waited
    boolean enterMany() throws SQLException {
        if (!waitsLong()) {
            return false;
        }
        PreparedStatement select =
                session.prepare(
                        "SELECT number, type, id FROM resource NOT INDEXED WHERE number > ?"
                                + " ORDER BY number LIMIT ?");
        select.setLong(1, last());
        select.setInt(2, AT_ONCE);
        long[] numbers = new long[WAITING];
        long[] order = new long[WAITING];
        int size = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (size == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * size);
                    order = Arrays.copyOf(order, 2 * size);
                }
                numbers[size] = rows.getLong(1);
                order[size] =
                        (long) hash(rows.getString(2), rows.getString(3)) << INDEX_BITS | size;
                size++;
            }
        }
        Arrays.sort(order, 0, size);
        enter(order, numbers, size);
        PreparedStatement upTo = session.prepare("UPDATE named SET last = ?");
        upTo.setLong(1, numbers[size - 1]);
        upTo.executeUpdate();
        makeRoom();
        return true;
    }

    /// Adds names in the order of their hashes, so that each page is written once.
    private void enter(long[] order, long[] numbers, int size) throws SQLException {
        int table = 0;
        while (size > TABLES.get(table).most()) {
            table++;
        }
        PreparedStatement insert =
                session.prepare(
                        "INSERT INTO "
                                + TABLES.get(table).name()
                                + " (hash, resource) VALUES (?, ?)");
        for (int i = 0; i < size; i++) {
            insert.setInt(1, (int) (order[i] >> INDEX_BITS));
            insert.setLong(2, numbers[(int) (order[i] & (AT_ONCE - 1))]);
            insert.addBatch();
        }
        insert.executeBatch();
    }

    /// Moves what a table has gathered on into the next.
    private void makeRoom() throws SQLException {
        for (int i = 0; i + 1 < TABLES.size(); i++) {
            String full = TABLES.get(i).name();
            if (number(session.prepare("SELECT COUNT(*) FROM " + full)) <= TABLES.get(i).most()) {
                return;
            }
            session.prepare(
                            "INSERT INTO "
                                    + TABLES.get(i + 1).name()
                                    + " SELECT hash, resource FROM "
                                    + full
                                    + " ORDER BY hash, resource")
                    .executeUpdate();
            session.prepare("DELETE FROM " + full).executeUpdate();
        }
    }

    /// Forgets all names, to be entered anew.
    void clear() throws SQLException {
        for (Table table : TABLES) {
            session.prepare("DELETE FROM " + table.name()).executeUpdate();
        }
        session.prepare("UPDATE named SET last = 0").executeUpdate();
    }

    /// Whether a resource is entered by its name, or waits.
    boolean enters(long number, String type, String id) throws SQLException {
        PreparedStatement entered =
                session.prepare(
                        "SELECT 1 FROM named WHERE last < ?"
                                + " UNION ALL SELECT 1 FROM name_few WHERE hash = ? AND resource = ?"
                                + " UNION ALL SELECT 1 FROM name_some WHERE hash = ? AND resource = ?"
                                + " UNION ALL SELECT 1 FROM name_many WHERE hash = ? AND resource = ?");
        entered.setLong(1, number);
        for (int table = 0; table < TABLES.size(); table++) {
            entered.setInt(2 + 2 * table, hash(type, id));
            entered.setLong(3 + 2 * table, number);
        }
        return number(entered) == 1;
    }

    /// How many names are entered beside those of resources that are there.
    long surplus() throws SQLException {
        long entered = 0;
        for (Table table : TABLES) {
            entered += number(session.prepare("SELECT COUNT(*) FROM " + table.name()));
        }
        PreparedStatement there =
                session.prepare("SELECT COUNT(*) FROM resource WHERE number <= ?");
        there.setLong(1, last());
        return entered - number(there);
    }

    private long last() throws SQLException {
        return number(session.prepare("SELECT last FROM named"));
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
