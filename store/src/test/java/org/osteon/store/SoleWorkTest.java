package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// What one of several servers does is done by one of them.
class SoleWorkTest extends StoreTest {
    @Test
    void work_is_of_one_server_until_it_leaves_it() {
        try (ChartStore other = ChartStore.open(location, key());
                SoleWork theirs = other.sole("letters");
                SoleWork more = other.sole("exports")) {
            try (SoleWork mine = store.sole("letters")) {
                assertThat(mine.isMine()).isTrue();
                assertThat(theirs.isMine()).isEqualTo(database == TestDatabase.SQLITE);
                assertThat(more.isMine()).isTrue();
                assertThat(mine.isMine()).isTrue();
            }
            assertThat(theirs.isMine()).isTrue();
        }
    }

    @Test
    void who_loses_the_database_loses_the_work_and_another_gets_it() throws Exception {
        if (database != TestDatabase.POSTGRESQL) {
            return;
        }
        try (ChartStore other = ChartStore.open(location, key());
                SoleWork mine = store.sole("letters");
                SoleWork theirs = other.sole("letters")) {
            assertThat(mine.isMine()).isTrue();
            assertThat(theirs.isMine()).isFalse();

            endHolders();

            assertThat(theirs.isMine()).isTrue();
            assertThat(mine.isMine()).isFalse();
            assertThat(mine.isMine()).isFalse();
        }
    }

    /// Ends the connections that hold work, as a network does; ten seconds for the database to have
    /// done so.
    private void endHolders() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(location));
                var statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype ="
                            + " 'advisory' AND pid <> pg_backend_pid()");
        }
    }
}
