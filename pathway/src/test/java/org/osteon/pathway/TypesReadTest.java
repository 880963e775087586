package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Whoever sends a part of a chart along is told all that the rules will ask it for.
class TypesReadTest {
    @Test
    void every_type_that_an_evaluation_asks_for_is_told_before_it_asks() {
        for (Pathway pathway : Knowledge.BASE.pathways()) {
            Set<String> told = Knowledge.BASE.typesRead(pathway);
            Set<String> asked = new TreeSet<>();
            for (WorkedCase one : Knowledge.ownCases(pathway).stream().limit(5).toList()) {
                CompiledEvaluation run =
                        pathway.compiled(pathway.program().orElseThrow(), one.chart(), one.asOf());
                List<Pathway.Definition> all =
                        pathway.expressionNames().stream()
                                .map(name -> pathway.expression(name).orElseThrow())
                                .toList();
                all.forEach(definition ->
                        run.answer(definition.library(), definition.expression()).value());
                run.retrieved(all).forEach(retrieved -> asked.add(retrieved.type()));
            }
            assertThat(told).as(pathway.id()).containsAll(asked);
            assertThat(asked).as(pathway.id()).contains("Observation");
        }
    }

    @Test
    void what_the_pathways_are_known_to_rest_on_is_among_them() {
        Pathway bone = Knowledge.BASE.pathway("bone-modifying-agents").orElseThrow();
        Pathway transplant = Knowledge.BASE.pathway("marrow-transplant").orElseThrow();

        assertThat(Knowledge.BASE.typesRead(bone))
                .contains("Patient", "Procedure", "AdverseEvent", "QuestionnaireResponse")
                .doesNotContain("Immunization");
        assertThat(Knowledge.BASE.typesRead(transplant))
                .contains(
                        "Consent", "BiologicallyDerivedProduct", "Immunization", "ServiceRequest");
    }
}
