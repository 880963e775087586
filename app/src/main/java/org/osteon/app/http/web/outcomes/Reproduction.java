package org.osteon.app.http.web.outcomes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How to make a figure of charts again elsewhere: the commands, and a script of R.
///
/// @param commands line by line
/// @param script of R, over the table that the first command writes
record Reproduction(List<String> commands, String script) {

    /// What was asked for.
    ///
    /// @param path of the page: `/outcomes/PATHWAY/endpoints/ENDPOINT`
    /// @param kinds of event, the first first
    /// @param kind which of them is shown; 0: survival free of any
    /// @param times at which values are quoted
    static Reproduction of(
            String path,
            String freeze,
            OutcomePage.Wanted wanted,
            List<String> kinds,
            int kind,
            List<String> times) {
        String[] parts = path.substring(1).split("/", -1);
        String file = parts[3] + ".csv";
        List<String> commands = new ArrayList<>();
        commands.add(
                "osteon outcome table --pathway "
                        + parts[1]
                        + " --endpoint "
                        + parts[3]
                        + " --as-of "
                        + freeze
                        + " > "
                        + file);
        String by = wanted.by().isEmpty() ? "" : " --by " + wanted.by();
        String where = where(wanted);
        commands.add(
                "osteon outcome "
                        + (kind == 0 ? "km" : "incidence")
                        + " --data "
                        + file
                        + " --time days --event event"
                        + by
                        + where
                        + " --at "
                        + String.join(",", times));
        return new Reproduction(commands, script(file, wanted, kinds, kind, times));
    }

    /// Of a measure: means, changes and who improved at each visit.
    ///
    /// @param path of the page: `/outcomes/PATHWAY/measures/MEASURE`
    /// @param minimal the change that matters; empty where none is named
    static Reproduction ofMeasure(
            String path, String freeze, OutcomePage.Wanted wanted, Optional<BigDecimal> minimal) {
        String[] parts = path.substring(1).split("/", -1);
        String file = parts[3] + ".csv";
        String by = wanted.by();
        String change = minimal.map(BigDecimal::toPlainString).orElse("");
        List<String> commands =
                List.of(
                        "osteon outcome table --pathway "
                                + parts[1]
                                + " --measure "
                                + parts[3]
                                + " --as-of "
                                + freeze
                                + " > "
                                + file,
                        "osteon outcome visits --data "
                                + file
                                + (by.isEmpty() ? "" : " --by " + by)
                                + (change.isEmpty() ? "" : " --minimal-change=" + change)
                                + where(wanted));
        String improved =
                change.isEmpty()
                        ? ""
                        : ",\n    improved = mean(x$change "
                                + (change.startsWith("-") ? "<= " : ">= ")
                                + change
                                + ", na.rm = TRUE)";
        String script =
                "options(width = 200)\n"
                        + rows(file, wanted)
                        + "means <- function(x) {\n"
                        + "  n <- sum(!is.na(x$value))\n"
                        + "  m <- mean(x$value, na.rm = TRUE)\n"
                        + "  r <- qt(0.975, max(n - 1, 1)) * sd(x$value, na.rm = TRUE) / sqrt(n)\n"
                        + "  c(expected = nrow(x), n = n, mean = m, lower = m - r, upper = m + r,\n"
                        + "    change = mean(x$change, na.rm = TRUE)"
                        + improved
                        + ")\n}\n"
                        + "s <- split(d, list(d$planned_day"
                        + (by.isEmpty() ? "" : ", d[[\"" + by + "\"]]")
                        + "), drop = TRUE)\n"
                        + "print(t(sapply(s, means)), digits = 12)\n";
        return new Reproduction(commands, script);
    }

    /// The conditions of a command.
    private static String where(OutcomePage.Wanted wanted) {
        return wanted.only().entrySet().stream()
                .map(one ->
                        " --where '"
                                + (one.getKey() + "=" + one.getValue()).replace("'", "'\\''")
                                + "'")
                .collect(Collectors.joining());
    }

    /// The lines of R that read the rows that are wanted.
    private static String rows(String file, OutcomePage.Wanted wanted) {
        StringBuilder script =
                new StringBuilder("d <- read.csv(\"")
                        .append(file)
                        .append("\", check.names = FALSE, na.strings = \"\")\n");
        for (Map.Entry<String, String> one : wanted.only().entrySet()) {
            script.append("d <- d[d[[\"")
                    .append(one.getKey())
                    .append("\"]] %in% \"")
                    .append(one.getValue().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\", ]\n");
        }
        if (!wanted.by().isEmpty()) {
            script.append("d <- d[!is.na(d[[\"").append(wanted.by()).append("\"]]), ]\n");
        }
        return script.toString();
    }

    private static String script(
            String file,
            OutcomePage.Wanted wanted,
            List<String> kinds,
            int kind,
            List<String> times) {
        StringBuilder script = new StringBuilder("library(survival)\n");
        script.append(rows(file, wanted));
        String group = wanted.by().isEmpty() ? "1" : "`" + wanted.by() + "`";
        String at = "c(" + String.join(", ", times) + ")";
        if (kind == 0) {
            script.append("fit <- survfit(Surv(days, event > 0) ~ ")
                    .append(group)
                    .append(", d, conf.type = \"log-log\")\n")
                    .append("print(summary(fit, times = ")
                    .append(at)
                    .append(", extend = TRUE))\n");
            if (!wanted.by().isEmpty()) {
                script.append("print(survdiff(Surv(days, event > 0) ~ ")
                        .append(group)
                        .append(", d))\n");
            }
        } else {
            script.append("state <- factor(d$event, 0:")
                    .append(kinds.size())
                    .append(")\n")
                    .append("fit <- survfit(Surv(d$days, state) ~ ")
                    .append(wanted.by().isEmpty() ? "1" : "d[[\"" + wanted.by() + "\"]]")
                    .append(")\n")
                    .append("s <- summary(fit, times = ")
                    .append(at)
                    .append(", extend = TRUE)\n")
                    .append("print(data.frame(time = s$time, incidence = s$pstate[, ")
                    .append(kind + 1)
                    .append("]))\n");
        }
        return script.toString();
    }
}
