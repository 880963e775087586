package org.osteon.outcome;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.osteon.outcome");

    @Test
    void subjects_form_no_cycle() {
        slices().matching("org.osteon.outcome.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_library_needs_only_the_jdk_and_a_statistics_library() {
        classes()
                .that()
                .resideInAPackage("org.osteon.outcome..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.osteon.outcome..", "java..", "org.hipparchus..", "org.jspecify..")
                .check(CLASSES);
    }
}
