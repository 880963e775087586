package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/// Charts of a few resources, read or refused.
final class SmallCharts {
    static final String PATIENT =
            """
            {"resourceType":"Patient","id":"p1","birthDate":"1960-02-03"}\
            """;

    private SmallCharts() {}

    static String observation(String id, String date) {
        return """
        {"resourceType":"Observation","id":"%s","effectiveDateTime":"%s"}\
        """
                .formatted(id, date);
    }

    static String bundle(String type, String... resources) {
        StringBuilder entries = new StringBuilder();
        for (String resource : resources) {
            entries.append(entries.isEmpty() ? "" : ",")
                    .append("{\"resource\":")
                    .append(resource)
                    .append("}");
        }
        return "{\"resourceType\":\"Bundle\",\"type\":\""
                + type
                + "\",\"entry\":["
                + entries
                + "]}";
    }

    static Chart read(String json) {
        return chart(ChartReader.bundle(utf8(json)));
    }

    static String reason(String json) {
        return unusable(ChartReader.bundle(utf8(json)));
    }

    static Chart chart(ChartReading reading) {
        assertThat(reading).isInstanceOf(ChartReading.Read.class);
        return ((ChartReading.Read) reading).chart();
    }

    static String unusable(ChartReading reading) {
        assertThat(reading).isInstanceOf(ChartReading.Unusable.class);
        return ((ChartReading.Unusable) reading).reason();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
