package org.osteon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.chart.FhirObject;

/// What a program was let do narrows what somebody may, and never widens it: laws over drawn
/// scopes, then examples of the standard (SMART App Launch 2.2, scopes of version 2).
class ScopesTest {
    private static final int DRAWS = 10_000;
    private static final Access ACCESS = new Access(RoleTable.standard());
    private static final List<String> TYPES =
            List.of("*", "Observation", "Patient", "MedicationRequest", "CareTeam");
    private static final List<String> CONDITIONS =
            List.of(
                    "",
                    "",
                    "",
                    "?category=laboratory",
                    "?category=http%3A%2F%2Fc%7Claboratory",
                    "?code=718-7,2160-0",
                    "?status=final&category=laboratory",
                    "?category=http%3A%2F%2Fc%7C");

    private static String scope(Random random) {
        StringBuilder does = new StringBuilder();
        while (does.isEmpty()) {
            for (char letter : "cruds".toCharArray()) {
                if (random.nextInt(3) > 0) {
                    does.append(letter);
                }
            }
        }
        return List.of("patient", "user", "system").get(random.nextInt(3))
                + "/"
                + TYPES.get(random.nextInt(TYPES.size()))
                + "."
                + does
                + CONDITIONS.get(random.nextInt(CONDITIONS.size()));
    }

    private static Scopes scopes(Random random) {
        List<String> some = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            some.add(scope(random));
        }
        return Scopes.of(
                String.join(" ", some),
                random.nextInt(3) == 0
                        ? Optional.empty()
                        : Optional.of(Draws.CHARTS.get(random.nextInt(3))));
    }

    private static FhirObject resource(Random random) {
        return Draws.read(
                List.of(
                                "{'resourceType':'Observation','id':'a','status':'final','category':[{'coding':[{'system':'http://c','code':'laboratory'}]}],'code':{'coding':[{'code':'718-7'}]}}",
                                "{'resourceType':'Observation','id':'b','status':'preliminary','category':[{'coding':[{'code':'laboratory'},{'system':'http://c','code':'other'}]}]}",
                                "{'resourceType':'Observation','id':'c','code':{'coding':[{'system':'http://l','code':'2160-0'}]}}",
                                "{'resourceType':'Patient','id':'p'}",
                                "{'resourceType':'MedicationRequest','id':'m','status':'active','medicationCodeableConcept':{'coding':[{'code':'718-7'}]}}")
                        .get(random.nextInt(5)));
    }

    /// Written anew, from the text of a scope: what this test holds the real thing against.
    private static boolean allows(
            Scopes scopes, Interaction interaction, String chart, FhirObject resource) {
        return scopes.all().stream()
                .map(Scope::text)
                .anyMatch(text -> {
                    String level = text.substring(0, text.indexOf('/'));
                    String type = text.substring(level.length() + 1, text.indexOf('.'));
                    String rest = text.substring(text.indexOf('.') + 1);
                    String letters =
                            rest.contains("?") ? rest.substring(0, rest.indexOf('?')) : rest;
                    boolean context =
                            !level.equals("patient")
                                    || chart.equals(scopes.patient().orElse("nobody"));
                    return context
                            && (type.equals("*") || type.equals(resource.typeName()))
                            && letters.indexOf(interaction.letter()) >= 0
                            && (!rest.contains("?")
                                    || List.of(rest.substring(letters.length() + 1).split("&"))
                                            .stream()
                                            .allMatch(part -> holds(part, resource)));
                });
    }

    private static boolean holds(String part, FhirObject resource) {
        String name = part.substring(0, part.indexOf('='));
        return List.of(part.substring(name.length() + 1).split(",")).stream()
                .map(one -> one.replace("%3A", ":").replace("%2F", "/").replace("%7C", "|"))
                .anyMatch(wanted -> {
                    String said =
                            switch (resource.text("id").orElseThrow()) {
                                case "a" ->
                                        " status:|final category:http://c|laboratory code:|718-7 ";
                                case "b" ->
                                        " status:|preliminary category:|laboratory"
                                                + " category:http://c|other ";
                                case "c" -> " code:http://l|2160-0 ";
                                case "m" -> " status:|active code:|718-7 ";
                                default -> "";
                            };
                    return wanted.endsWith("|")
                            ? said.contains(" " + name + ":" + wanted)
                            : wanted.contains("|")
                                    ? said.contains(" " + name + ":" + wanted + " ")
                                    : said.matches(".* " + name + ":[^ ]*\\|" + wanted + " .*");
                });
    }

    @Test
    void what_a_program_may_is_what_they_may_and_what_it_was_let_do() {
        Draws draws = new Draws(41);
        Random random = new Random(41);
        int allowed = 0;
        for (int i = 0; i < DRAWS; i++) {
            Access.Question drawn = draws.question();
            List<Grant> grants = draws.grants();
            Scopes scopes = scopes(random);
            FhirObject resource = resource(random);
            String chart = Draws.CHARTS.get(random.nextInt(3));
            Protection said = Protection.none(chart);
            Set<Interaction> does =
                    random.nextBoolean()
                            ? Set.of(Interaction.READ)
                            : Set.of(Interaction.READ, Interaction.SEARCH);
            Scopes.Need need = new Scopes.Need(does, "");
            Access.Question whole =
                    new Access.Question(
                            drawn.who(), drawn.purpose(), Action.READ, new Subject.OfChart(said));
            Access.Question one =
                    new Access.Question(
                            drawn.who(),
                            drawn.purpose(),
                            Action.READ,
                            new Subject.OfResource(said, resource));
            boolean both =
                    ACCESS.decide(one, grants, Draws.NOW).isAllowed()
                            && does.stream().allMatch(it -> allows(scopes, it, chart, resource));
            Decision ofResource = ACCESS.decide(one, scopes, need, grants, Draws.NOW);
            Decision ofChart = ACCESS.decide(whole, scopes, need, grants, Draws.NOW);
            assertThat(ofResource.isAllowed()).as("%s %s", scopes, one).isEqualTo(both);
            assertThat(
                            ofChart instanceof Decision.Allowed(Limits limits)
                                    && !limits.withholds(resource))
                    .as("%s %s", scopes, one)
                    .isEqualTo(both);
            allowed += both ? 1 : 0;
        }
        assertThat(allowed).isGreaterThan(50);
    }

    @Test
    void a_program_does_nothing_that_scopes_do_not_speak_of() {
        Draws draws = new Draws(42);
        Scopes all = Scopes.of("user/*.cruds system/*.cruds patient/*.cruds", Optional.of("p1"));
        for (int i = 0; i < DRAWS; i++) {
            Access.Question question = draws.question();
            List<Grant> grants = draws.grants();
            boolean may =
                    ACCESS.decide(question, all, Scopes.Need.WHOLE, grants, Draws.NOW).isAllowed();
            assertThat(may)
                    .as("%s", question)
                    .isEqualTo(
                            ACCESS.decide(question, grants, Draws.NOW).isAllowed()
                                    && Set.of(
                                                    Action.READ,
                                                    Action.RECORD,
                                                    Action.ANSWER,
                                                    Action.PLAN,
                                                    Action.GIVE,
                                                    // Bulk Data: each resource is held to them.
                                                    Action.EXPORT,
                                                    Action.AUDIT,
                                                    Action.SITE)
                                            .contains(question.action()));
        }
    }

    @Test
    void what_two_grants_both_permit_is_what_each_permits() {
        Random random = new Random(43);
        for (int i = 0; i < DRAWS; i++) {
            Scopes one = onLevel(random);
            Scopes other = onLevel(random);
            Scopes both = one.and(other);
            FhirObject resource = resource(random);
            String chart = Draws.CHARTS.get(random.nextInt(3));
            for (Interaction interaction : Interaction.values()) {
                assertThat(both.permits(interaction, chart, resource))
                        .as("%s and %s", one, other)
                        .isEqualTo(
                                one.permits(interaction, chart, resource)
                                        && other.permits(interaction, chart, resource));
            }
            assertThat(Scopes.of(both.text(), both.patient())).isEqualTo(both);
        }
    }

    private static Scopes onLevel(Random random) {
        Scopes drawn = scopes(random);
        return new Scopes(
                drawn.all().stream()
                        .map(one ->
                                new Scope(
                                        Scope.Level.USER,
                                        one.type(),
                                        one.interactions(),
                                        one.conditions()))
                        .distinct()
                        .toList(),
                Optional.empty());
    }

    @Test
    void a_scope_is_written_as_it_is_read() {
        Random random = new Random(44);
        for (int i = 0; i < DRAWS; i++) {
            Scope one = Scope.of(scope(random)).orElseThrow();
            assertThat(Scope.of(one.text())).contains(one);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/Observation",
                "patient/Observation.",
                "patient/Observation.sr",
                "patient/Observation.rr",
                "patient/Observation.read",
                "patient/observation.r",
                "patient/*Observation.r",
                "other/Observation.r",
                "patient/Observation.rs?",
                "patient/Observation.rs?category=",
                "patient/Observation.rs?category=|",
                "patient/Observation.rs?unknown=x",
                "patient/Observation.rs?category:not=x",
                "patient/Observation.rs?category=%zz",
                "patient/Observation.rs?category=a%00b",
                "patient/Observation.rs?_id=x",
                "Patient/Observation.rs",
                " patient/Observation.rs",
                "openid",
                "launch/patient"
            })
    void what_is_no_scope_of_data_or_cannot_be_held_to_permits_nothing(String text) {
        assertThat(Scope.of(text)).isEmpty();
    }

    @Test
    void system_and_user_share_nothing_and_the_patient_in_context_is_one_of_the_users() {
        Scopes patient = Scopes.of("patient/*.rs", Optional.of("p1"));
        assertThat(patient.and(Scopes.of("user/Observation.cruds", Optional.empty())).text())
                .isEqualTo("patient/Observation.rs");
        assertThat(patient.and(Scopes.of("system/*.cruds", Optional.empty())).isEmpty()).isTrue();
        assertThat(
                        Scopes.of("user/*.rs", Optional.empty())
                                .and(Scopes.of("system/*.rs", Optional.empty()))
                                .isEmpty())
                .isTrue();
    }

    @Test
    void of_several_scopes_each_counts() {
        Scopes scopes = Scopes.of("user/Observation.r user/Observation.s?code=1", Optional.empty());
        assertThat(scopes.all().stream().map(Scope::text).collect(Collectors.toSet())).hasSize(2);
        FhirObject one =
                Draws.read(
                        "{'resourceType':'Observation','id':'x','code':{'coding':[{'code':'1'}]}}");
        FhirObject other = Draws.read("{'resourceType':'Observation','id':'y'}");
        assertThat(scopes.permits(Scopes.Need.WHOLE, "p1", one)).isTrue();
        assertThat(scopes.permits(Scopes.Need.WHOLE, "p1", other)).isFalse();
        assertThat(scopes.permitsAll("p1", Scopes.Need.search("Observation"))).isFalse();
        assertThat(scopes.permitsAll("p1", Scopes.Need.READ)).isFalse();
    }
}
