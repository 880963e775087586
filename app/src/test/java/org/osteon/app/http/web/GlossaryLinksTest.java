package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Words of the field lead to what they mean, where they stand, once a page; nothing else is
/// touched.
class GlossaryLinksTest {
    private static final GlossaryLinks LINKS =
            new GlossaryLinks(
                    new Glossary(
                            List.of(
                                    new Glossary.Term(
                                            "TNC", "Total \"nucleated\" cells", "", List.of(), ""),
                                    new Glossary.Term(
                                            "P(0)",
                                            "Probability of no mismatch",
                                            "",
                                            List.of("P(1)", "match probability"),
                                            ""),
                                    new Glossary.Term("CD34+", "Cells", "", List.of(), ""))));

    private static String in(String content) {
        return LINKS.in("<body>TNC<main id=\"main\">" + content + "</main>TNC</body>")
                .replace("<body>TNC<main id=\"main\">", "")
                .replace("</main>TNC</body>", "");
    }

    @Test
    void a_word_is_linked_where_it_stands_first_and_not_again() {
        assertThat(in("<p>TNC 4, TNC 5 and P(0) of 0.9</p>"))
                .isEqualTo(
                        "<p><a class=\"word\" href=\"/help#word-tnc\""
                                + " title=\"Total &quot;nucleated&quot; cells\">TNC</a> 4, TNC 5"
                                + " and <a class=\"word\" href=\"/help#word-p-0-\""
                                + " title=\"Probability of no mismatch\">P(0)</a> of 0.9</p>");
    }

    @Test
    void an_abbreviation_of_the_same_leads_there_too_and_a_common_word_does_not() {
        assertThat(in("<p>P(1)</p>")).contains("#word-p-0-").endsWith(">P(1)</a></p>");
        assertThat(in("<p>match probability</p>")).doesNotContain("<a");
    }

    @Test
    void a_part_of_a_word_is_no_word() {
        String text = "<p>TNCs, aTNC, TNC-like, CD34+x</p>";

        assertThat(in(text)).isEqualTo(text);
    }

    @Test
    void of_words_that_begin_alike_the_longer_is_taken_where_it_stands_and_the_shorter_elsewhere() {
        GlossaryLinks links =
                new GlossaryLinks(
                        new Glossary(
                                List.of(
                                        new Glossary.Term("GVHD", "Disease", "", List.of(), ""),
                                        new Glossary.Term(
                                                "GVHD grade", "Grade", "", List.of(), ""))));

        assertThat(links.in("<main>²GVHD, (GVHD grades) GVHD grade</main>"))
                .isEqualTo(
                        "<main>²GVHD, (<a class=\"word\" href=\"/help#word-gvhd\""
                                + " title=\"Disease\">GVHD</a> grades) <a class=\"word\""
                                + " href=\"/help#word-gvhd-grade\" title=\"Grade\">GVHD"
                                + " grade</a></main>");
    }

    @Test
    void what_is_a_link_a_button_or_a_form_already_stays_as_it_is() {
        String text =
                "<a href=\"#\">TNC</a><form><p>TNC</p></form><details><summary>TNC"
                        + "</summary></details><dl data-words=\"own\"><dt>TNC</dt></dl><h1>TNC</h1>";

        assertThat(in(text)).isEqualTo(text);
        assertThat(in(text + "<p>TNC</p>")).endsWith(">TNC</a></p>");
    }

    @Test
    void nothing_is_changed_within_a_tag_or_outside_the_content() {
        String text = "<p title=\"TNC > 3\" class='TNC'>none</p>";

        assertThat(in(text)).isEqualTo(text);
        assertThat(LINKS.in("<p>TNC</p>")).isEqualTo("<p>TNC</p>");
    }
}
