package org.osteon.records.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A small script of R over the table that a command writes: the same rows, the same categories
/// with the same reference, then what its model adds.
final class RScript {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, List<String>> categories = new LinkedHashMap<>();
    private final Terms terms;

    /// @param packages that are needed
    /// @param needed columns that must be filled
    RScript(ModelRows rows, Terms terms, List<String> packages, Collection<String> needed) {
        this.terms = terms;
        line("options(width = 200)");
        packages.forEach(one -> line("library(" + one + ")"));
        line(
                "d <- read.csv("
                        + Quoted.r(rows.file())
                        + ", check.names = FALSE, na.strings = \"\""
                        + words(terms.words())
                        + ")");
        rows.conditions()
                .forEach(one ->
                        line(
                                "d <- d["
                                        + (one.wanted() ? "" : "!")
                                        + "(d[["
                                        + Quoted.r(one.column())
                                        + "]] %in% "
                                        + Quoted.r(one.value())
                                        + "), ]"));
        List<String> all = new ArrayList<>(needed);
        all.addAll(terms.covariates());
        line("d <- d[complete.cases(d[" + list(all) + "]), ]");
        terms.covariates().forEach(one -> category(one, terms.labels(one)));
    }

    /// What R would else take for numbers or truth: `01` for 1, `true` for TRUE.
    private static String words(List<String> columns) {
        return columns.isEmpty()
                ? ""
                : ",\n  colClasses = c("
                        + columns.stream()
                                .map(one -> Quoted.r(one) + " = \"character\"")
                                .collect(Collectors.joining(", "))
                        + ")";
    }

    /// From here on every column has a name that all of R can read: some of its functions take a
    /// formula apart and put it together without its backticks.
    RScript plainNames() {
        return line("names(d) <- make.names(names(d))");
    }

    /// A column's name after that.
    static String plain(String column) {
        String name = column.replaceAll("[^\\p{L}\\p{Nd}._]", ".");
        return name.matches("^(\\p{L}|\\.(?!\\p{Nd})).*") ? name : "X" + name;
    }

    /// A column as a category, the reference first; a number stays one.
    RScript category(String column, List<String> labels) {
        if (!labels.isEmpty() && !labels.equals(categories.put(column, labels))) {
            line(
                    "d[["
                            + Quoted.r(column)
                            + "]] <- factor(d[["
                            + Quoted.r(column)
                            + "]], "
                            + list(labels)
                            + ")");
        }
        return this;
    }

    RScript line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /// The coefficients of a fit with their errors, in full.
    RScript coefficients() {
        return line(
                "print(cbind(coef = coef(fit), se = sqrt(diag(as.matrix(vcov(fit))))), digits ="
                        + " 12)");
    }

    /// The covariates as a formula; `1` without.
    String formula() {
        return terms.isEmpty() ? "1" : formula(terms.covariates());
    }

    static String formula(Collection<String> columns) {
        return columns.stream().map(RScript::name).collect(Collectors.joining(" + "));
    }

    static String name(String column) {
        return "`" + column + "`";
    }

    static String list(Collection<String> values) {
        return "c(" + values.stream().map(Quoted::r).collect(Collectors.joining(", ")) + ")";
    }

    String text() {
        return text.toString();
    }
}
