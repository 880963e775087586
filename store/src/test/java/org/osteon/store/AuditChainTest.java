package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// X4, X7: every entry of the audit is bound to the one before it, so that one entry cannot be
/// written anew, hash and all, without writing all that follow.
class AuditChainTest extends StoreTest {
    private static final Hash BEFORE = FieldHash.of(new byte[] {1});
    private static final Hash CHANGES = FieldHash.of(new byte[] {2});

    private static Hash hash(Hash previous, @Nullable String chart) {
        return AuditChain.hash(
                previous, 7, 8, "actor", "action", "why", chart, "what", 9, CHANGES, Origin.NONE);
    }

    @Test
    void an_entry_is_the_sha_256_of_the_one_before_and_of_each_field_with_its_length()
            throws IOException, NoSuchAlgorithmException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        field(out, BEFORE.bytes());
        out.writeLong(7);
        out.writeLong(8);
        for (String text : List.of("actor", "action", "why")) {
            field(out, text.getBytes(StandardCharsets.UTF_8));
        }
        out.writeLong(1);
        field(out, "p1".getBytes(StandardCharsets.UTF_8));
        field(out, "what".getBytes(StandardCharsets.UTF_8));
        out.writeLong(9);
        field(out, CHANGES.bytes());
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());

        assertThat(hash(BEFORE, "p1")).isEqualTo(Hash.wrap(expected));
    }

    private static void field(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeLong(bytes.length);
        out.write(bytes);
    }

    @Test
    void each_field_of_an_entry_counts() {
        Set<Hash> hashes = new HashSet<>();
        hashes.add(hash(BEFORE, "p1"));
        hashes.add(hash(Hash.ZERO, "p1"));
        hashes.add(hash(BEFORE, null));
        hashes.add(hash(BEFORE, ""));
        hashes.add(
                AuditChain.hash(
                        BEFORE,
                        0,
                        8,
                        "actor",
                        "action",
                        "why",
                        "p1",
                        "what",
                        9,
                        CHANGES,
                        Origin.NONE));
        hashes.add(
                AuditChain.hash(
                        BEFORE,
                        7,
                        0,
                        "actor",
                        "action",
                        "why",
                        "p1",
                        "what",
                        9,
                        CHANGES,
                        Origin.NONE));
        hashes.add(
                AuditChain.hash(
                        BEFORE, 7, 8, "", "action", "why", "p1", "what", 9, CHANGES, Origin.NONE));
        hashes.add(
                AuditChain.hash(
                        BEFORE, 7, 8, "actor", "", "why", "p1", "what", 9, CHANGES, Origin.NONE));
        hashes.add(
                AuditChain.hash(
                        BEFORE,
                        7,
                        8,
                        "actor",
                        "action",
                        "",
                        "p1",
                        "what",
                        9,
                        CHANGES,
                        Origin.NONE));
        hashes.add(
                AuditChain.hash(
                        BEFORE, 7, 8, "actor", "action", "why", "p1", "", 9, CHANGES, Origin.NONE));
        hashes.add(
                AuditChain.hash(
                        BEFORE,
                        7,
                        8,
                        "actor",
                        "action",
                        "why",
                        "p1",
                        "what",
                        0,
                        CHANGES,
                        Origin.NONE));
        hashes.add(
                AuditChain.hash(
                        BEFORE,
                        7,
                        8,
                        "actor",
                        "action",
                        "why",
                        "p1",
                        "what",
                        9,
                        BEFORE,
                        Origin.NONE));

        hashes.add(
                AuditChain.hash(
                        BEFORE,
                        7,
                        8,
                        "actor",
                        "action",
                        "why",
                        "p1",
                        "what",
                        9,
                        CHANGES,
                        new Origin("10.0.0.1", "")));
        hashes.add(
                AuditChain.hash(
                        BEFORE,
                        7,
                        8,
                        "actor",
                        "action",
                        "why",
                        "p1",
                        "what",
                        9,
                        CHANGES,
                        new Origin("", "10.0.0.1")));

        assertThat(hashes).hasSize(14);
    }

    @Test
    void each_field_of_a_change_counts_and_so_does_the_order_of_changes() {
        Set<Hash> hashes = new HashSet<>();
        hashes.add(change(1, 2, "Observation", "a", 3, false, CHANGES));
        hashes.add(change(0, 2, "Observation", "a", 3, false, CHANGES));
        hashes.add(change(1, 0, "Observation", "a", 3, false, CHANGES));
        hashes.add(change(1, 2, "Condition", "a", 3, false, CHANGES));
        hashes.add(change(1, 2, "Observation", "b", 3, false, CHANGES));
        hashes.add(change(1, 2, "Observation", "a", 0, false, CHANGES));
        hashes.add(change(1, 2, "Observation", "a", 3, true, CHANGES));
        hashes.add(change(1, 2, "Observation", "a", 3, false, BEFORE));
        hashes.add(new FieldHash().result());

        assertThat(hashes).hasSize(9);
    }

    private static Hash change(
            long number,
            long resource,
            String type,
            String id,
            long version,
            boolean deleted,
            Hash text) {
        FieldHash changes = new FieldHash();
        AuditChain.add(changes, number, resource, type, id, version, deleted, text);
        return changes.result();
    }

    @Test
    void an_entry_written_anew_with_a_hash_of_its_own_breaks_the_next() throws SQLException {
        append("p1", MONDAY, creatinine("1.1"));
        append("p1", TUESDAY, creatinine("1.2"));
        append("p1", WEDNESDAY, creatinine("1.3"));
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        database.allowTampering(location);

        forge(2, "Somebody else");

        try (ChartStore keyless = ChartStore.existing(location, folder.resolve("lost.key"))) {
            assertThat(keyless.verify())
                    .isInstanceOfSatisfying(
                            Verification.Broken.class,
                            broken -> assertThat(broken.sequence()).isEqualTo(3));
        }
    }

    @Test
    void the_last_entry_written_anew_is_found_by_the_key_or_by_a_head_kept_elsewhere()
            throws SQLException {
        append("p1", MONDAY, creatinine("1.1"));
        append("p1", TUESDAY, creatinine("1.2"));
        AuditHead head = store.auditHead();
        database.allowTampering(location);

        forge(2, "Somebody else");

        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken ->
                                assertThat(broken.what())
                                        .isEqualTo("it was written without the key of this store"));
        try (ChartStore keyless = ChartStore.existing(location, folder.resolve("lost.key"))) {
            assertThat(keyless.verify())
                    .isInstanceOfSatisfying(
                            Verification.Intact.class,
                            intact -> assertThat(intact.sealed()).isZero());
            assertThat(keyless.verify(head, _ -> {})).isInstanceOf(Verification.Broken.class);
        }
    }

    /// Another actor, and the hash that the entry would have had with that actor.
    private void forge(long sequence, String actor) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(location))) {
            Hash before = Hash.ZERO;
            Hash forged = Hash.ZERO;
            try (PreparedStatement select =
                    connection.prepareStatement(
                            "SELECT sequence, recorded, action, reason, chart, detail, changes,"
                                    + " changes_hash, hash FROM audit ORDER BY sequence")) {
                ResultSet row = select.executeQuery();
                while (row.next() && row.getLong(1) <= sequence) {
                    if (row.getLong(1) < sequence) {
                        before = Hash.wrap(row.getBytes(9));
                    } else {
                        forged =
                                AuditChain.hash(
                                        before,
                                        sequence,
                                        row.getLong(2),
                                        actor,
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getInt(7),
                                        Hash.wrap(row.getBytes(8)),
                                        Origin.NONE);
                    }
                }
            }
            try (PreparedStatement update =
                    connection.prepareStatement(
                            "UPDATE audit SET actor = ?, hash = ? WHERE sequence = ?")) {
                update.setString(1, actor);
                update.setBytes(2, forged.bytes());
                update.setLong(3, sequence);
                update.executeUpdate();
            }
        }
    }
}
