package org.osteon.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypedNumberTest {
    @Test
    void a_point_or_a_comma_parts_the_decimals() {
        assertThat(TypedNumber.of("3.5")).contains(new BigDecimal("3.5"));
        assertThat(TypedNumber.of(" 4,0 ")).contains(new BigDecimal("4.0"));
        assertThat(TypedNumber.of("0,125")).contains(new BigDecimal("0.125"));
        assertThat(TypedNumber.of("1000")).contains(new BigDecimal("1000"));
    }

    @Test
    void what_could_be_two_things_or_is_written_for_machines_is_no_number() {
        for (String text : List.of("1,000", "12,500", "1e3", "1,000.5", "four", "", "0x10", "٣")) {
            assertThat(TypedNumber.of(text)).as(text).isEmpty();
        }
    }
}
