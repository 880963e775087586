package org.osteon.outcome;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.stream.Stream;
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
    void no_promised_signature_shows_what_is_not_promised() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("org.osteon.outcome.distribution")
                .should(
                        ArchCondition.from(
                                DescribedPredicate.<JavaMethod>describe(
                                        "show only promised types",
                                        method ->
                                                Stream.concat(
                                                                Stream.of(
                                                                        method.getRawReturnType()),
                                                                method
                                                                        .getRawParameterTypes()
                                                                        .stream())
                                                        .noneMatch(type ->
                                                                type.getPackageName()
                                                                        .equals(
                                                                                "org.osteon.outcome.distribution")))))
                .check(CLASSES);
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
