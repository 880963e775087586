package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the rules know of products and regions can be read as tables (G2, G3).
class KnowledgeTablesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

    private static KnowledgeTable table(String pathway, String id) {
        return Knowledge.BASE.pathway(pathway).orElseThrow().tables(DAY).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_row_has_a_text_in_every_column() {
        for (Pathway pathway : Knowledge.BASE.pathways()) {
            for (KnowledgeTable table : pathway.tables(DAY)) {
                assertThat(table.rows()).as(table.title()).isNotEmpty();
                assertThat(table.rows())
                        .as(table.title())
                        .allSatisfy(row ->
                                assertThat(row)
                                        .hasSize(table.columns().size())
                                        .noneMatch(String::isBlank));
            }
        }
    }

    @Test
    void eight_factors_stand_with_what_each_does() {
        assertThat(table("growth-factor-delivery", "factors").rows())
                .extracting(List::getFirst)
                .containsExactly(
                        "BMP-2", "BMP-7", "PDGF-BB", "P-15", "FGF", "TGF-beta", "IGF-1", "VEGF");
    }

    @Test
    void the_mass_of_a_kit_is_its_volume_times_the_concentration_without_trailing_zeros() {
        assertThat(table("growth-factor-delivery", "kits").rows())
                .contains(List.of("XXS", "0.7", "1.05"), List.of("L", "8", "12"));
    }

    @Test
    void what_is_on_label_stands_with_its_region_date_source_and_how_sure_it_is() {
        List<List<String>> rows = table("growth-factor-delivery", "label").rows();

        assertThat(rows).extracting(List::getFirst).hasSize(13).contains("L-1", "L-13");
        assertThat(rows)
                .filteredOn(row -> row.getFirst().equals("L-3"))
                .singleElement()
                .satisfies(row ->
                        assertThat(String.join(" | ", row))
                                .contains("US", "TLIF", "13 February 2026", "A (maker)"));
        assertThat(rows)
                .filteredOn(row -> row.getFirst().equals("L-12"))
                .singleElement()
                .satisfies(row -> assertThat(row).contains("EU", "withdrawn"));
    }

    @Test
    void the_law_of_each_region_stands_with_the_pathways_it_is_about() {
        for (String pathway :
                List.of(
                        "marrow-knee-injection",
                        "intraosseous-injection",
                        "growth-factor-delivery")) {
            assertThat(table(pathway, "regions").rows())
                    .extracting(List::getFirst)
                    .containsExactly("US", "EU", "UK", "Australia", "Canada", "Japan");
        }
    }
}
