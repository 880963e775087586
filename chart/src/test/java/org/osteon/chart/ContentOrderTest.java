package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which of two results of one time comes first is told by what they say and by nothing else.
class ContentOrderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"code\":{\"text\":\"a\"} | \"code\":{\"text\":\"b\"} | -1",
                "\"code\":{\"text\":\"a\"},\"status\":\"x\" "
                        + "| \"code\":{\"text\":\"b\"},\"status\":\"a\" | -1",
                "\"status\":\"final\" | \"status\":\"final\" | 0",
                "\"id\":\"b\" | \"id\":\"a\" | 0",
                "\"meta\":{\"source\":\"b\"} | \"meta\":{\"source\":\"a\"} | 0",
                "\"valueQuantity\":{\"value\":9} | \"valueQuantity\":{\"value\":10} | -1",
                "\"valueQuantity\":{\"value\":1.0} | \"valueQuantity\":{\"value\":1.00} | 0",
                "\"valueString\":\"9\" | \"valueString\":\"10\" | 1",
                "\"note\":[{\"text\":\"a\"}] | \"note\":[{\"text\":\"a\"},{\"text\":\"b\"}] | -1",
                "\"note\":[{\"text\":\"b\"}] | \"note\":[{\"text\":\"a\"},{\"text\":\"b\"}] | 1",
                "\"a\":1 | \"status\":\"x\" | 1",
                "\"valueString\":\"x\" | \"valueQuantity\":{\"value\":1} | -1"
            })
    void it_is_the_order_of_what_they_say(String one, String other, int expected) {
        FhirObject left = content(one);
        FhirObject right = content(other);

        assertThat(Integer.signum(ContentOrder.INSTANCE.compare(left, right))).isEqualTo(expected);
        assertThat(Integer.signum(ContentOrder.INSTANCE.compare(right, left))).isEqualTo(-expected);
        assertThat(ContentOrder.INSTANCE.compare(left, left)).isZero();
    }

    private static FhirObject content(String elements) {
        String id = elements.contains("\"id\"") ? "" : "\"id\":\"o1\",";
        return ChartReader.resource("{\"resourceType\":\"Observation\"," + id + elements + "}")
                .content();
    }
}
