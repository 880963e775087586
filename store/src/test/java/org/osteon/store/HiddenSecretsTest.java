package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// What the server must know as it is does not stand in the database as it is.
class HiddenSecretsTest extends StoreTest {
    private static final String SECRET = "JBSWY3DPEHPK3PXP ü";

    @Test
    void a_secret_comes_back_and_cannot_be_read_without_the_key() throws Exception {
        String kept = store.secrets().hide(SECRET);
        assertThat(kept).doesNotContain("JBSWY3").isNotEqualTo(store.secrets().hide(SECRET));
        assertThat(store.secrets().show(kept)).isEqualTo(SECRET);
        try (ChartStore again = ChartStore.open(location, key())) {
            assertThat(again.secrets().show(kept)).isEqualTo(SECRET);
        }
        Files.move(key(), folder.resolve("moved.key"));
        NewKey.begin(location, key(), at(MONDAY));
        try (ChartStore other = ChartStore.open(location, key())) {
            assertThatThrownBy(() -> other.secrets().show(kept))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("hidden by another");
        }
        String changed = kept.substring(0, kept.length() - 6) + "AAAAA=";
        assertThatThrownBy(() -> store.secrets().show(changed)).isInstanceOf(Exception.class);
    }

    @Test
    void what_was_kept_before_there_was_a_key_is_read_as_it_is() {
        assertThat(store.secrets().show(SECRET)).isEqualTo(SECRET);
        assertThat(store.secrets().hide("")).isEmpty();
    }
}
