package org.osteon.app.http.web.outcomes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        String where =
                wanted.only().size() == 1
                        ? wanted.only().entrySet().stream()
                                .map(one ->
                                        " --where '" + one.getKey() + "=" + one.getValue() + "'")
                                .findFirst()
                                .orElse("")
                        : "";
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

    private static String script(
            String file,
            OutcomePage.Wanted wanted,
            List<String> kinds,
            int kind,
            List<String> times) {
        StringBuilder script = new StringBuilder("library(survival)\n");
        script.append("d <- read.csv(\"").append(file).append("\")\n");
        for (Map.Entry<String, String> one : wanted.only().entrySet()) {
            script.append("d <- d[d[[\"")
                    .append(one.getKey())
                    .append("\"]] %in% \"")
                    .append(one.getValue().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\", ]\n");
        }
        if (!wanted.by().isEmpty()) {
            script.append("d <- d[d[[\"").append(wanted.by()).append("\"]] != \"\", ]\n");
        }
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
