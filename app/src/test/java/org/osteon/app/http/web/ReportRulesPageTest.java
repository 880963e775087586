package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.LoadedKnowledge;

/// To whom what is reported, and which numbers a registry has: what the site types of it.
class ReportRulesPageTest {
    private static RunningPages pages;

    @BeforeAll
    static void start() throws IOException {
        pages = RunningPages.atNoon(LoadedKnowledge.of(Path.of("..", "knowledge")));
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    /// The site's numbers and what its counsel confirmed are typed, by who keeps the register.
    @Test
    void a_row_is_confirmed_and_numbers_are_filled_in_on_the_page() {
        String rules = "/reports/rules";
        String row = rules + "/regions/us/us-device";
        String registry = rules + "/registry/post-transplant";
        Browsing nurse = new Browsing(pages);
        nurse.signIn("N. Example", "nurse");
        assertThat(nurse.open(rules).html()).doesNotContain("action=\"" + row);
        assertThat(
                        nurse.send(nurse.open(rules), row, Map.of("by", "L", "on", "2025-06-01"))
                                .status())
                .isEqualTo(403);
        Browsing manager = new Browsing(pages);
        manager.signIn("D. Example", "data-manager");

        assertThat(
                        manager.send(
                                        manager.open(rules),
                                        row,
                                        Map.of("by", "L. Example", "on", "2099-01-01"))
                                .text())
                .contains("“2099-01-01” is no day until today");
        assertThat(
                        manager.send(
                                        manager.open(rules),
                                        row,
                                        Map.of("by", " ", "on", "2025-06-01"))
                                .text())
                .contains("Who confirmed it?");
        Browsing.Seen confirmed =
                manager.send(
                        manager.open(rules), row, Map.of("by", "L. Example", "on", "2025-06-01"));
        assertThat(confirmed.text())
                .contains("confirmed: L. Example, 2025-06-01", "10 working days")
                .contains("Confirmed: FDA and the manufacturer.");
        Browsing.Seen again = manager.send(confirmed, row, Map.of());
        assertThat(again.text()).doesNotContain("confirmed: L. Example");

        assertThat(
                        manager.send(
                                        again,
                                        registry,
                                        Map.of("centre", "12#345", "number.relapse", "41"))
                                .text())
                .contains("Number of the centre: “12#345”");
        manager.send(
                again,
                registry,
                Map.of("revision", "R9", "centre", "12345", "number.relapse", "41"));
        assertThat(manager.open(rules).text()).contains("revision R9");
        assertThat(manager.open(rules).html())
                .containsPattern("name=\"number.relapse\"[^>]*value=\"41\"");
        assertThat(pages.store().auditSince(0, 10_000))
                .anyMatch(entry -> entry.toString().contains("numbers of post-transplant"))
                .anyMatch(entry -> entry.toString().contains("us, us-device: L. Example"))
                .anyMatch(entry -> entry.toString().contains("us, us-device: taken back"));
    }
}
