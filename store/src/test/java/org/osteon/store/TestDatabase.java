package org.osteon.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// The databases that every test of the store runs on: a file, and a PostgreSQL server that the
/// tests start. Those that kill a server start one of their own, with the durability that a site
/// would run it with; for the others nothing is flushed to the disk.
enum TestDatabase {
    SQLITE {
        @Override
        String newLocation(Path folder) {
            return folder.resolve("charts-" + COUNT.incrementAndGet() + ".db").toString();
        }

        @Override
        String jdbcUrl(String location) {
            return "jdbc:sqlite:" + location;
        }
    },
    POSTGRESQL {
        @Override
        String newLocation(Path folder) {
            String schema = "test_" + COUNT.incrementAndGet();
            String url = Server.RUNNING.getJdbcUrl("postgres", "postgres");
            try (Connection connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA " + schema);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return url + "&currentSchema=" + schema;
        }

        @Override
        String jdbcUrl(String location) {
            return location;
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /// Where a store can be that no other test uses.
    abstract String newLocation(Path folder);

    /// How to reach that place past the store.
    abstract String jdbcUrl(String location);

    /// Runs SQL behind the store's back.
    void execute(String location, String... statements) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(location));
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes away what forbids changing the truth.
    void allowTampering(String location) {
        if (this == SQLITE) {
            execute(
                    location,
                    "DROP TRIGGER version_is_not_updated",
                    "DROP TRIGGER version_is_not_deleted",
                    "DROP TRIGGER audit_is_not_updated",
                    "DROP TRIGGER audit_is_not_deleted",
                    "DROP TRIGGER look_is_not_updated",
                    "DROP TRIGGER look_is_not_deleted");
        } else {
            execute(
                    location,
                    "DROP TRIGGER version_is_not_changed ON version",
                    "DROP TRIGGER audit_is_not_changed ON audit",
                    "DROP TRIGGER look_is_not_changed ON look");
        }
    }

    /// A server of its own, for a test that kills it.
    static EmbeddedPostgres startServer(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server =
                        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(() -> {
                                    try {
                                        server.close();
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                }));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
