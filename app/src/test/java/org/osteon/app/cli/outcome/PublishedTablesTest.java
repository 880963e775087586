package org.osteon.app.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.Osteon;

/// `docs/published-tables.md` says what the commands give for tables that papers and textbooks
/// print. Rewritten with `-Dosteon.write=true`, else checked.
class PublishedTablesTest {
    private static final Path PAGE =
            Path.of("../docs/published-tables.md").toAbsolutePath().normalize();

    @TempDir Path folder;

    private final StringBuilder page = new StringBuilder();

    @Test
    void the_page_says_what_the_commands_give() throws IOException {
        assumeTrue(Golden.present(), "no published data sets beside the project: " + Golden.ROOT);
        page.append(
                """
                # Published tables, reproduced

                What `osteon outcome` gives for tables that textbooks and papers print, on their own data. The data sets are
                not part of this project (their licences are those of the packages that publish them); the test
                `PublishedTablesTest` runs the commands where the data lie beside the project and compares this page with what
                they give.
                """);
        kleinAndMoeschberger();
        scrucca();
        ebmt();
        if (Boolean.getBoolean("osteon.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
    }

    private JsonNode result(String id) throws IOException {
        Golden.Case golden =
                Golden.published().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        return new GoldenCommands(golden, folder).result();
    }

    private void kleinAndMoeschberger() throws IOException {
        page.append(
                """

                ## Klein and Moeschberger, Survival Analysis, 2nd edition 2003: bone marrow transplants, 137 patients

                Disease-free survival in three groups (1 ALL, 2 AML low risk, 3 AML high risk), section 7.3.
                `osteon outcome logrank --time t2 --event d3 --by group`

                | group | n | observed | expected |
                | --- | --- | --- | --- |
                """);
        JsonNode test = result("lr-bmt137-dfs-group");
        for (int g = 0; g < 3; g++) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %.0f | %.2f |%n",
                            test.get("groups").get(g).asText(),
                            test.get("n").get(g).asInt(),
                            test.get("observed").get(g).asDouble(),
                            test.get("expected").get(g).asDouble()));
        }
        page.append(
                String.format(
                        Locale.ROOT,
                        "%nChi-square %.4f, %d degrees of freedom, p = %.4f.%n",
                        test.get("chisq").asDouble(),
                        test.get("df").asInt(),
                        test.get("p").asDouble()));
        page.append(
                """

                The final Cox model of chapter 8: groups, FAB class and the ages of patient and donor with their interaction,
                ages less 28. `osteon outcome cox --time t2 --event d3 --ties breslow --covariates g2,g3,z8,z1c,z2c,zz`

                """);
        coefficients(
                result("cox-bmt137-breslow"),
                List.of(
                        "AML low risk",
                        "AML high risk",
                        "FAB M4 or M5",
                        "patient's age - 28",
                        "donor's age - 28",
                        "interaction of ages"),
                "se");
    }

    private void scrucca() throws IOException {
        page.append(
                """

                ## Scrucca, Santucci and Aversa, Bone Marrow Transplantation 2010;45:1388: acute leukaemia, 177 patients

                Fine-Gray regression of relapse, in the paper's coding: transplant in relapse and lymphoblastic leukaemia are
                the references. `osteon outcome finegray --time ftime --event Status --cause 1 --covariates
                "C(Sex),C(D),C(Phase),C(Source),Age" --reference Relapse`

                """);
        StringWriter out = new StringWriter();
        int code =
                Osteon.run(
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        "outcome",
                        "finegray",
                        "--data",
                        Golden.ROOT.resolve("datasets/bmtcrr177.csv").toString(),
                        "--time",
                        "ftime",
                        "--event",
                        "Status",
                        "--cause",
                        "1",
                        "--covariates",
                        "C(Sex),C(D),C(Phase),C(Source),Age",
                        "--reference",
                        "Relapse",
                        "--format",
                        "json");
        assertThat(code).isZero();
        coefficients(
                new ObjectMapper().readTree(out.toString()),
                List.of(
                        "male",
                        "AML",
                        "1st remission",
                        "2nd remission",
                        "3rd remission",
                        "blood stem cells",
                        "age"),
                "seRobust");
    }

    private void ebmt() throws IOException {
        page.append(
                """

                ## Putter, Fiocco and Geskus, Statistics in Medicine 2007;26:2389: EBMT, 2204 patients

                Transplant (1), platelet recovery (2), relapse or death (3). `osteon outcome multistate --states
                "2=prtime:prstat,3=rfstime:rfsstat" --transitions "1>2,1>3,2>3" --at 30,100,365,730,1826`

                """);
        JsonNode model = result("ms-ebmt3-aalen-johansen");
        JsonNode counts = model.get("transitions");
        page.append("Transitions: ")
                .append(counts.get(0))
                .append(" from 1 to 2, ")
                .append(counts.get(1))
                .append(" from 1 to 3, ")
                .append(counts.get(2))
                .append(" from 2 to 3.\n\n");
        page.append("| day | in 1 | in 2 | in 3 |\n| --- | --- | --- | --- |\n");
        JsonNode start = model.get("fromState").get(0);
        for (int i = 0; i < model.get("times").size(); i++) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "| %d | %.4f | %.4f | %.4f |%n",
                            model.get("times").get(i).asInt(),
                            start.get("pstate1").get(i).asDouble(),
                            start.get("pstate2").get(i).asDouble(),
                            start.get("pstate3").get(i).asDouble()));
        }
    }

    private void coefficients(JsonNode fit, List<String> names, String errors) {
        page.append("| covariate | b | standard error | p |\n| --- | --- | --- | --- |\n");
        for (int j = 0; j < names.size(); j++) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.4f | %.4f | %.4f |%n",
                            names.get(j),
                            fit.get("coef").get(j).asDouble(),
                            fit.get(errors).get(j).asDouble(),
                            fit.get("p").get(j).asDouble()));
        }
    }
}
