package org.osteon.app.http.web.outcomes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osteon.records.models.Quoted;

/// How to make a figure of charts again elsewhere: the commands, and a script of R.
///
/// @param commands line by line
/// @param script of R, over the table that the first command writes
record Reproduction(List<String> commands, String script) {
    private static final String SURVIVAL =
            """
            one <- function(x) {
              s <- summary(survfit(Surv(days, event > 0) ~ 1, x, conf.type = "log-log"), times = at, extend = TRUE)
              cbind(time = s$time, survival = s$surv, lower = s$lower, upper = s$upper)
            }
            for (g in sort(unique(group))) {
              cat(g, "\\n")
              print(one(d[group == g, ]), digits = 12)
            }
            """;
    private static final String LOG_RANK =
            """
            test <- survdiff(Surv(days, event > 0) ~ group, d)
            print(c(chisq = test$chisq, p = pchisq(test$chisq, length(test$n) - 1, lower.tail = FALSE)), digits = 12)
            """;

    /// With the limits of the page: F^exp(-/+ z se/(F ln F)), by Gray's variance.
    private static final String INCIDENCE =
            """
            fit <- cuminc(d$days, d$event, group)
            for (g in sort(unique(group))) {
              name <- paste(g, KIND)
              f <- v <- ifelse(at > max(d$days[group == g]), NA, 0)
              if (name %in% names(fit)) {
                points <- timepoints(fit[name], at)
                f <- unname(points$est[1, ])
                v <- unname(points$var[1, ])
              }
              theta <- qnorm(0.975) * sqrt(v) / (f * log(f))
              cat(g, "\\n")
              print(cbind(time = at, incidence = f, lower = f^exp(-theta), upper = f^exp(theta)), digits = 12)
            }
            """;

    private static final String IMPROVED =
            """
            improved <- function(yes) {
              yes <- yes[!is.na(yes)]
              limits <- if (length(yes)) suppressWarnings(prop.test(sum(yes), length(yes), correct = FALSE)$conf.int) else c(NA, NA)
              c(improved = mean(yes), lower = limits[1], upper = limits[2])
            }
            """;
    private static final String MEANS =
            """
            means <- function(x) {
              n <- sum(!is.na(x$value))
              m <- mean(x$value, na.rm = TRUE)
              r <- qt(0.975, max(n - 1, 1)) * sd(x$value, na.rm = TRUE) / sqrt(n)
              c(expected = nrow(x), n = n, mean = m, lower = m - r, upper = m + r,
                change = mean(x$change, na.rm = TRUE)IMPROVED)
            }
            """;

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
                        : ",\n    improved(x$change "
                                + (change.startsWith("-") ? "<= " : ">= ")
                                + change
                                + ")";
        String script =
                rows(file, wanted)
                        + (change.isEmpty() ? "" : IMPROVED)
                        + MEANS.replace("IMPROVED", improved)
                        + "s <- split(d, list(d$planned_day"
                        + (by.isEmpty() ? "" : ", d[[" + Quoted.r(by) + "]]")
                        + "), drop = TRUE)\n"
                        + "print(t(sapply(s, means)), digits = 12)\n";
        return new Reproduction(commands, script);
    }

    /// The conditions of a command.
    private static String where(OutcomePage.Wanted wanted) {
        return wanted.only().entrySet().stream()
                .map(one -> " --where " + Quoted.shell(one.getKey() + "=" + one.getValue()))
                .collect(Collectors.joining());
    }

    /// The lines of R that read the rows that are wanted; what they are told apart by is read as
    /// words: `01` is not 1, `true` not TRUE.
    private static String rows(String file, OutcomePage.Wanted wanted) {
        Set<String> words = new TreeSet<>(wanted.only().keySet());
        if (!wanted.by().isEmpty()) {
            words.add(wanted.by());
        }
        StringBuilder script =
                new StringBuilder("options(width = 200)\n")
                        .append("d <- read.csv(")
                        .append(Quoted.r(file))
                        .append(", check.names = FALSE, na.strings = \"\"");
        if (!words.isEmpty()) {
            script.append(",\n  colClasses = c(")
                    .append(
                            words.stream()
                                    .map(one -> Quoted.r(one) + " = \"character\"")
                                    .collect(Collectors.joining(", ")))
                    .append(")");
        }
        script.append(")\n");
        for (Map.Entry<String, String> one : wanted.only().entrySet()) {
            script.append("d <- d[d[[")
                    .append(Quoted.r(one.getKey()))
                    .append("]] %in% ")
                    .append(Quoted.r(one.getValue()))
                    .append(", ]\n");
        }
        if (!wanted.by().isEmpty()) {
            script.append("d <- d[!is.na(d[[").append(Quoted.r(wanted.by())).append("]]), ]\n");
        }
        return script.toString();
    }

    private static String script(
            String file,
            OutcomePage.Wanted wanted,
            List<String> kinds,
            int kind,
            List<String> times) {
        boolean groups = !wanted.by().isEmpty();
        String read =
                rows(file, wanted)
                        + "group <- "
                        + (groups ? "d[[" + Quoted.r(wanted.by()) + "]]" : "rep(\"all\", nrow(d))")
                        + "\nat <- c("
                        + String.join(", ", times)
                        + ")\n";
        return kind == 0
                ? "library(survival)\n" + read + SURVIVAL + (groups ? LOG_RANK : "")
                : "library(cmprsk)\n"
                        + read
                        + INCIDENCE.replace("KIND", String.valueOf(kind))
                        + (groups && kinds.size() > 1 ? "print(fit$Tests, digits = 12)\n" : "");
    }
}
