package org.osteon.feeds;

import java.util.List;
import java.util.Optional;

/// What has to be known of the charts that are there, to say what a message changes.
public interface Known {
    /// Resources of a type that bear an identifier, whatever chart they are in.
    List<Held> bearing(String type, Identifier identifier);

    /// A resource of a chart as it is now; empty where there is none.
    Optional<Held> resource(String chart, String type, String id);

    /// All resources of a chart.
    List<Held> all(String chart);

    /// A resource as it is.
    ///
    /// @param version so that nothing is written over that came meanwhile
    record Held(String chart, String type, String id, String json, long version) {}

    /// Where nothing is known: to see what of a message is understood.
    static Known nothing() {
        return new Known() {
            @Override
            public List<Held> bearing(String type, Identifier identifier) {
                return List.of();
            }

            @Override
            public Optional<Held> resource(String chart, String type, String id) {
                return Optional.empty();
            }

            @Override
            public List<Held> all(String chart) {
                return List.of();
            }
        };
    }

    /// Where whoever a message is about is there, and nothing of them: to see what a result
    /// becomes.
    static Known anybody() {
        return new Known() {
            private static final Held PATIENT =
                    new Held(
                            "known",
                            "Patient",
                            "known",
                            "{\"resourceType\":\"Patient\",\"id\":\"known\"}",
                            1);

            @Override
            public List<Held> bearing(String type, Identifier identifier) {
                return type.equals("Patient") ? List.of(PATIENT) : List.of();
            }

            @Override
            public Optional<Held> resource(String chart, String type, String id) {
                return type.equals("Patient") ? Optional.of(PATIENT) : Optional.empty();
            }

            @Override
            public List<Held> all(String chart) {
                return List.of();
            }
        };
    }
}
