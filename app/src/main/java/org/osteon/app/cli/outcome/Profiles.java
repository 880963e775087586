package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.records.words.Problem;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Option;

/// The people for whom a model predicts.
final class Profiles {
    @Option(
            names = "--predict",
            paramLabel = "PROFILES.csv",
            description = "a column per covariate, a row per profile")
    private @Nullable Path file;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "TIME",
            description = "times of the prediction")
    private double[] at = {};

    boolean given() {
        return file != null;
    }

    double[] at() {
        return at;
    }

    /// A row of the model's covariates per profile; categories are coded as in the data.
    double[][] read(
            List<String> terms, Table fitted, @Nullable String reference, DesignMatrix model)
            throws IOException {
        if (file == null || at.length == 0) {
            throw Problem.unusable("a prediction needs --predict PROFILES.csv and --at TIMES");
        }
        Table profiles = Csv.read(file);
        double[][] rows = new double[profiles.rows()][model.width()];
        int next = 0;
        for (String term : terms) {
            String source = DesignMatrix.source(term);
            if (DesignMatrix.isCategory(term)) {
                Groups groups = fitted.groups(source);
                if (reference != null && groups.labels().contains(reference)) {
                    groups = groups.withReference(reference);
                }
                for (int row = 0; row < rows.length; row++) {
                    int level =
                            groups.positionOf(String.valueOf(profiles.column(source).text(row)));
                    if (level > 0) {
                        rows[row][next + level - 1] = 1;
                    }
                }
                next += groups.count() - 1;
            } else {
                double[] values = profiles.numbers(source);
                for (int row = 0; row < rows.length; row++) {
                    if (Double.isNaN(values[row])) {
                        throw Problem.unusable("profile " + (row + 1) + " has no " + source);
                    }
                    rows[row][next] = values[row];
                }
                next++;
            }
        }
        return rows;
    }

    /// The profiles as columns, one value each when there is one profile.
    static ObjectNode newData(DesignMatrix model, double[][] rows) {
        ObjectNode columns = ResultJson.object();
        for (int j = 0; j < model.width(); j++) {
            double[] column = new double[rows.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = rows[i][j];
            }
            columns.set(model.names().get(j), ResultJson.unboxed(ResultJson.tree(column)));
        }
        return columns;
    }

    /// A matrix of times by profiles; with one profile a list over the times.
    static JsonNode overTimes(double[][] values) {
        ArrayNode list = ResultJson.object().arrayNode();
        for (double[] row : values) {
            JsonNode cells = ResultJson.tree(row);
            list.add(row.length == 1 ? cells.get(0) : cells);
        }
        return list;
    }
}
