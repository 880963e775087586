package org.osteon.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// For what somebody asks, in words.
class PurposeTest {
    @Test
    void every_role_asks_for_a_purpose_that_has_words() {
        for (Role role : RoleTable.standard().roles()) {
            Purpose purpose = RoleTable.standard().purpose(role).orElseThrow();
            assertThat(purpose.title()).as(role.code()).doesNotContain(purpose.code());
        }
    }
}
