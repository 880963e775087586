package org.osteon.sweep;

import java.io.Serial;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/// What is asked of each chart.
///
/// @param subject assessments or an endpoint
/// @param day the day like 2025-09-15, of charts that do not tell their own; of an endpoint the
///   data freeze
/// @param pathways ids of the pathways to ask, of charts that do not tell their own
/// @param onlyApplicable whether those that do not apply are left out
/// @param form how the rows are written
/// @param endpoint the endpoint; empty for assessments
/// @param column the column of Parquet files that holds the charts; empty for the only one
record Question(
        Subject subject,
        String day,
        List<String> pathways,
        boolean onlyApplicable,
        Form form,
        String endpoint,
        String column)
        implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    Question {
        pathways = List.copyOf(pathways);
    }

    /// The day.
    LocalDate asOf() {
        return LocalDate.parse(day);
    }

    enum Subject {
        ASSESSMENTS,
        ENDPOINT
    }

    enum Form {
        PARQUET,
        NDJSON
    }
}
