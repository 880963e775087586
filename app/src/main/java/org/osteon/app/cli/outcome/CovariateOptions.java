package org.osteon.app.cli.outcome;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Table;
import picocli.CommandLine.Option;

/// The covariates of a regression.
final class CovariateOptions {
    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "COL",
            description = "covariates, such as age,sex,C(donor); C() marks a category")
    private List<String> terms = List.of();

    List<String> terms() {
        return terms;
    }

    List<String> columns() {
        return DesignMatrix.sources(terms);
    }

    DesignMatrix read(Table table, @Nullable String reference) {
        return DesignMatrix.of(table, terms, reference);
    }
}
