package org.osteon.sweep;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The arrows point down: a sweep knows pathways and outcomes, and nobody knows a sweep or Spark.
class ArchitectureTest {
    private static final String SWEEP = "org.osteon.sweep..";

    private static JavaClasses osteon;

    @BeforeAll
    static void read() {
        osteon =
                new ClassFileImporter()
                        .importPaths(
                                Stream.of("chart", "outcome", "pathway", "sweep")
                                        .map(module -> Path.of("..", module, "target", "classes"))
                                        .toList());
    }

    @Test
    void a_sweep_knows_pathway_outcome_and_chart() {
        DescribedPredicate<JavaClass> others =
                JavaClass.Predicates.resideInAnyPackage("org.osteon..")
                        .and(
                                DescribedPredicate.not(
                                        JavaClass.Predicates.resideInAnyPackage(
                                                SWEEP,
                                                "org.osteon.pathway..",
                                                "org.osteon.outcome..",
                                                "org.osteon.chart..")));
        noClasses()
                .that()
                .resideInAPackage(SWEEP)
                .should()
                .dependOnClassesThat(others)
                .check(osteon);
    }

    @Test
    void nobody_knows_a_sweep_or_spark() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SWEEP)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        SWEEP, "org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..")
                .check(osteon);
    }

    @Test
    void only_the_command_line_asks_a_clock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(InputOptions.class.getName())
                .should()
                .callMethod(java.time.LocalDate.class, "now", java.time.ZoneId.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(osteon);
    }
}
