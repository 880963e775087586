package org.osteon.store;

import java.sql.ResultSet;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Sees to it that the database holds a store of the schema that this program knows, and touches
/// nothing that is not a store or is newer.
final class Schema {
    private static final int KNOWN = 8;
    private static final String SCRIPTS = "classpath:org/osteon/store/schema/";

    /// Making a store is no news to who asked for one; trouble is. Held, so that the level stays
    /// set.
    private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

    static {
        FLYWAY_LOG.setLevel(Level.WARNING);
    }

    private Schema() {}

    /// @throws StoreException for what is no store, or is newer, or cannot be reached
    static void bringUpToDate(Database database) {
        if (version(database) != KNOWN) {
            bringToKnown(database);
        }
        enterNames(database);
    }

    /// The names of a store that had none yet.
    private static void enterNames(Database database) {
        if (database instanceof SqliteDatabase) {
            boolean more = database.read(session -> new NameIndex(session).waitsLong());
            while (more) {
                more = database.write(session -> new NameIndex(session).enterMany());
            }
        }
    }

    private static void bringToKnown(Database database) {
        try {
            migrate(database);
        } catch (FlywayException e) {
            // Two processes may have opened a new store at the same time: then the other has done
            // it.
            if (!becomesCurrent(database)) {
                throw new StoreException(
                        new StoreProblem.Failed(
                                database.location(),
                                "the schema cannot be made: " + e.getMessage()),
                        e);
            }
        }
    }

    private static int version(Database database) {
        return database.read(session -> {
            if (!database.hasStore(session)) {
                if (database.hasTables(session)) {
                    throw new StoreException(
                            new StoreProblem.NotAStore(
                                    database.location(), "it holds other tables"));
                }
                return 0;
            }
            try (ResultSet rows =
                    session.prepare("SELECT schema_version FROM osteon_store").executeQuery()) {
                int found = rows.next() ? rows.getInt(1) : 0;
                if (found > KNOWN) {
                    throw new StoreException(
                            new StoreProblem.NewerSchema(database.location(), found, KNOWN));
                }
                return found;
            }
        });
    }

    private static void migrate(Database database) {
        steps(database).load().migrate();
    }

    /// The steps from an empty database to this schema.
    static FluentConfiguration steps(Database database) {
        FluentConfiguration steps =
                switch (database) {
                    case SqliteDatabase sqlite ->
                            Flyway.configure()
                                    .dataSource(sqlite.url(), null, null)
                                    .locations(SCRIPTS + "common", SCRIPTS + "sqlite")
                                    .placeholders(
                                            Map.of(
                                                    "integer", "INTEGER",
                                                    "text", "TEXT",
                                                    "bytes", "BLOB",
                                                    "clustered", " WITHOUT ROWID"));
                    case PostgresqlDatabase postgresql ->
                            Flyway.configure()
                                    .dataSource(postgresql.url(), null, null)
                                    .locations(SCRIPTS + "common", SCRIPTS + "postgresql")
                                    .placeholders(
                                            Map.of(
                                                    "integer", "BIGINT",
                                                    "text", "TEXT COLLATE \"C\"",
                                                    "bytes", "BYTEA",
                                                    "clustered", ""));
                };
        return steps.validateMigrationNaming(true);
    }

    private static boolean becomesCurrent(Database database) {
        for (int attempt = 0; attempt < 50; attempt++) {
            if (version(database) == KNOWN) {
                return true;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
