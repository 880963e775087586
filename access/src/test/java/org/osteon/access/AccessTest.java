package org.osteon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// Laws of the decision over drawn questions, then examples.
class AccessTest {
    private static final int DRAWS = 10_000;
    private static final Access ACCESS = new Access(RoleTable.standard());
    private static final Purpose TREAT = new Purpose("TREAT");
    private static final Purpose EMERGENCY = RoleTable.standard().emergency();
    private static final String PRIVACY = "patient-privacy";
    private static final Person NURSE = Person.of("anna", "Anna", new Role("nurse"));

    private static Decision ask(Access.Question question, List<Grant> grants) {
        return ACCESS.decide(question, grants, Draws.NOW);
    }

    private static boolean reads(Person who, Purpose purpose, Protection chart, Grant... grants) {
        return ask(
                        new Access.Question(who, purpose, Action.READ, new Subject.OfChart(chart)),
                        List.of(grants))
                .isAllowed();
    }

    private static Protection chart(String... resources) {
        List<Resource> read = new ArrayList<>();
        for (String resource : resources) {
            read.add(Draws.resource(resource));
        }
        return Protection.of("p1", read);
    }

    // --- laws ---

    @Test
    void without_a_role_of_the_table_everything_is_refused() {
        Draws draws = new Draws(1);
        for (int i = 0; i < DRAWS; i++) {
            Access.Question question = draws.question();
            Person nobody =
                    new Person(
                            question.who().id(),
                            "x",
                            Set.of(new Role("nobody")),
                            "anna",
                            Optional.of("p1"));
            assertThat(
                            ask(
                                            new Access.Question(
                                                    nobody,
                                                    question.purpose(),
                                                    question.action(),
                                                    question.subject()),
                                            draws.grants())
                                    .isAllowed())
                    .isFalse();
        }
    }

    @Test
    void a_further_grant_or_role_never_takes_away() {
        Draws draws = new Draws(2);
        for (int i = 0; i < DRAWS; i++) {
            Access.Question question = draws.question();
            List<Grant> grants = draws.grants();
            if (!ask(question, grants).isAllowed()) {
                continue;
            }
            List<Grant> more = new ArrayList<>(grants);
            more.add(draws.grant());
            assertThat(ask(question, more).isAllowed()).as("%s %s", question, more).isTrue();
            Set<Role> roles = new HashSet<>(question.who().roles());
            roles.add(draws.one(RoleTable.standard().roles()));
            Person wider =
                    new Person(
                            question.who().id(),
                            "x",
                            roles,
                            question.who().practitioner(),
                            question.who().ownChart());
            assertThat(
                            ask(
                                            new Access.Question(
                                                    wider,
                                                    question.purpose(),
                                                    question.action(),
                                                    question.subject()),
                                            grants)
                                    .isAllowed())
                    .as("%s", wider)
                    .isTrue();
        }
    }

    @Test
    void the_order_of_grants_does_not_matter() {
        Draws draws = new Draws(3);
        Random random = new Random(3);
        for (int i = 0; i < DRAWS; i++) {
            Access.Question question = draws.question();
            List<Grant> grants = draws.grants();
            List<Grant> shuffled = new ArrayList<>(grants);
            Collections.shuffle(shuffled, random);
            Decision one = ask(question, grants);
            Decision other = ask(question, shuffled);
            assertThat(other.isAllowed()).isEqualTo(one.isAllowed());
            if (one instanceof Decision.Allowed(Limits a)
                    && other instanceof Decision.Allowed(Limits b)) {
                assertThat(a.pseudonymised()).isEqualTo(b.pseudonymised());
                assertThat(a.until()).isEqualTo(b.until());
            }
        }
    }

    /// What is decided once for many pages may be kept until then.
    @Test
    void a_decision_stays_as_it_is_until_a_span_begins_or_ends() {
        Draws draws = new Draws(8);
        Random random = new Random(8);
        int turned = 0;
        int changed = 0;
        for (int i = 0; i < DRAWS; i++) {
            Access.Question question = draws.question();
            List<Grant> grants = draws.grants();
            if (!(question.subject() instanceof Subject.OfChart(Protection chart))) {
                continue;
            }
            Optional<Instant> turn =
                    Stream.concat(
                                    chart.nextTurn(Draws.NOW).stream(),
                                    grants.stream()
                                            .flatMap(one ->
                                                    one.nextTurn(Draws.NOW.toInstant()).stream()))
                            .min(Instant::compareTo);
            Instant end = turn.orElse(Draws.NOW.toInstant().plus(Duration.ofDays(9_000)));
            long seconds = Duration.between(Draws.NOW.toInstant(), end).toSeconds();
            Instant before = Draws.NOW.toInstant().plusSeconds(random.nextLong(seconds));
            assertThat(words(question, grants, before.atZone(Draws.NOW.getZone())))
                    .as("%s %s at %s", question, grants, before)
                    .isEqualTo(words(question, grants, Draws.NOW));
            turned += turn.isPresent() ? 1 : 0;
            changed +=
                    words(question, grants, end.atZone(Draws.NOW.getZone()))
                                    .equals(words(question, grants, Draws.NOW))
                            ? 0
                            : 1;
        }
        assertThat(turned).isGreaterThan(1_000);
        assertThat(changed).isGreaterThan(20);
    }

    private static String words(Access.Question question, List<Grant> grants, ZonedDateTime at) {
        return switch (ACCESS.decide(question, grants, at)) {
            case Decision.Refused(var reason) -> reason.words();
            case Decision.Allowed(Limits limits) ->
                    limits.pseudonymised()
                            + " "
                            + limits.until()
                            + " "
                            + limits.mayWithhold()
                            + " "
                            + Draws.RESOURCES.stream()
                                    .map(one -> limits.withholds(Draws.read(one)))
                                    .toList();
        };
    }

    @Test
    void a_grant_to_somebody_else_changes_nothing() {
        Draws draws = new Draws(4);
        for (int i = 0; i < DRAWS; i++) {
            Access.Question question = draws.question();
            List<Grant> grants = draws.grants();
            List<Grant> own =
                    grants.stream()
                            .filter(one -> one.person().equals(question.who().id()))
                            .toList();
            assertThat(ask(question, grants).isAllowed()).isEqualTo(ask(question, own).isAllowed());
        }
    }

    @Test
    void a_consent_only_ever_takes_away() {
        Draws draws = new Draws(5);
        for (int i = 0; i < DRAWS; i++) {
            List<Resource> teams = List.of(draws.team(), draws.team());
            List<Resource> with = new ArrayList<>(teams);
            with.add(draws.consent());
            Person who = draws.person();
            Purpose purpose = draws.purpose(who);
            Action action = draws.one(List.of(Action.values()));
            List<Grant> grants = draws.grants();
            FhirObject resource = draws.resource();
            boolean before =
                    ask(
                                    new Access.Question(
                                            who,
                                            purpose,
                                            action,
                                            new Subject.OfResource(
                                                    Protection.of("p1", teams), resource)),
                                    grants)
                            .isAllowed();
            boolean after =
                    ask(
                                    new Access.Question(
                                            who,
                                            purpose,
                                            action,
                                            new Subject.OfResource(
                                                    Protection.of("p1", with), resource)),
                                    grants)
                            .isAllowed();
            assertThat(!after || before).isTrue();
        }
    }

    @Test
    void what_a_chart_refuses_each_of_its_resources_refuses() {
        Draws draws = new Draws(6);
        for (int i = 0; i < DRAWS; i++) {
            Protection chart = draws.protection();
            Person who = draws.person();
            Purpose purpose = draws.purpose(who);
            Action action = draws.one(List.of(Action.values()));
            List<Grant> grants = draws.grants();
            Decision whole =
                    ask(
                            new Access.Question(who, purpose, action, new Subject.OfChart(chart)),
                            grants);
            FhirObject resource = draws.resource();
            Decision part =
                    ask(
                            new Access.Question(
                                    who, purpose, action, new Subject.OfResource(chart, resource)),
                            grants);
            boolean expected =
                    whole instanceof Decision.Allowed(Limits limits) && !limits.withholds(resource);
            assertThat(part.isAllowed()).isEqualTo(expected);
        }
    }

    @Test
    void a_team_of_another_chart_or_of_another_time_never_helps() {
        Draws draws = new Draws(7);
        for (int i = 0; i < DRAWS; i++) {
            Resource team = draws.team();
            CareTeam read = CareTeam.of(team);
            if (read.has(NURSE, Draws.NOW)) {
                assertThat(reads(NURSE, TREAT, Protection.of("p1", List.of(team)))).isTrue();
            } else {
                assertThat(reads(NURSE, TREAT, Protection.of("p1", List.of(team)))).isFalse();
            }
            assertThat(reads(NURSE, TREAT, Protection.none("p2"))).isFalse();
        }
    }

    // --- examples ---

    private static final String TEAM =
            "{'resourceType':'CareTeam','id':'t','status':'active','participant':"
                    + "[{'member':{'reference':'Practitioner/anna'}}]}";

    @Test
    void who_looks_after_a_patient_reads_the_chart() {
        assertThat(reads(NURSE, TREAT, chart(TEAM))).isTrue();
        assertThat(reads(NURSE, TREAT, chart())).isFalse();
        assertThat(reads(NURSE, TREAT, chart(), Grant.SiteTeam.ofAll("anna"))).isTrue();
        assertThat(reads(NURSE, new Purpose("HRESCH"), chart(TEAM))).isFalse();
    }

    @Test
    void a_team_counts_to_the_end_of_its_last_day() {
        String until = TEAM.replace("'participant'", "'period':{'end':'%s'},'participant'");
        assertThat(reads(NURSE, TREAT, chart(until.formatted("2025-06-02")))).isTrue();
        assertThat(reads(NURSE, TREAT, chart(until.formatted("2025-06-01")))).isFalse();
        assertThat(reads(NURSE, TREAT, chart(until.formatted("2025-06-02T10:29:00Z")))).isFalse();
        assertThat(reads(NURSE, TREAT, chart(until.formatted("2025-06-02T10:29:00-02:00"))))
                .isTrue();
        assertThat(reads(NURSE, TREAT, chart(until.formatted("some day")))).isFalse();
        assertThat(reads(NURSE, TREAT, chart(TEAM.replace("'active'", "'inactive'")))).isFalse();
    }

    @Test
    void donor_and_recipient_teams_are_apart() {
        String donors =
                TEAM.replace(
                        "'participant'",
                        "'category':[{'coding':[{'code':'donor'}]}],'participant'");
        Grant all = Grant.SiteTeam.ofAll("ben");
        Person ben = Person.of("ben", "Ben", new Role("nurse"));
        assertThat(reads(NURSE, TREAT, chart(donors))).isTrue();
        assertThat(reads(ben, TREAT, chart(donors), all)).isFalse();
        assertThat(reads(ben, TREAT, chart(donors, TEAM.replace("anna", "ben")), all)).isFalse();
        assertThat(reads(ben, TREAT, chart(donors.replace("active", "inactive")), all)).isTrue();
    }

    @Test
    void the_glass_is_broken_for_one_chart_and_an_hour() {
        Grant.BreakGlass broken =
                new Grant.BreakGlass(
                        "anna",
                        "p1",
                        "bleeding",
                        Draws.NOW.toInstant().minus(Duration.ofMinutes(59)));
        assertThat(reads(NURSE, EMERGENCY, chart(), broken)).isTrue();
        assertThat(reads(NURSE, TREAT, chart(), broken)).isFalse();
        assertThat(reads(NURSE, EMERGENCY, Protection.none("p2"), broken)).isFalse();
        assertThat(
                        reads(
                                NURSE,
                                EMERGENCY,
                                chart(),
                                new Grant.BreakGlass(
                                        "anna",
                                        "p1",
                                        "bleeding",
                                        Draws.NOW.toInstant().minus(Duration.ofMinutes(60)))))
                .isFalse();
        assertThat(
                        reads(
                                Person.of("anna", "Anna", new Role("research")),
                                EMERGENCY,
                                chart(),
                                broken))
                .isFalse();
        assertThatThrownBy(() -> new Grant.BreakGlass("anna", "p1", " ", Draws.NOW.toInstant()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final String DENIES =
            "{'resourceType':'Consent','id':'c','status':'active','scope':{'coding':[{'code':"
                    + "'patient-privacy'}]},'provision':{'type':'deny'%s}}";

    private static boolean sees(String rule, String resource) {
        return ask(
                        new Access.Question(
                                NURSE,
                                TREAT,
                                Action.READ,
                                new Subject.OfResource(
                                        chart(TEAM, DENIES.formatted(rule)), Draws.read(resource))),
                        List.of())
                .isAllowed();
    }

    @Test
    void a_patient_denies_all_or_a_part() {
        String condition = "{'resourceType':'Condition','id':'x','code':{'coding':[{'code':'9'}]}}";
        assertThat(sees("", condition)).isFalse();
        assertThat(sees(",'class':[{'code':'Condition'}]", condition)).isFalse();
        assertThat(sees(",'class':[{'code':'Observation'}]", condition)).isTrue();
        assertThat(sees(",'code':[{'coding':[{'code':'9'}]}]", condition)).isFalse();
        assertThat(sees(",'data':[{'reference':{'reference':'Condition/x'}}]", condition))
                .isFalse();
        assertThat(sees(",'purpose':[{'code':'HRESCH'}]", condition)).isTrue();
        assertThat(sees(",'actor':[{'reference':{'reference':'Practitioner/ben'}}]", condition))
                .isTrue();
        assertThat(
                        sees(
                                ",'provision':[{'type':'permit','actor':[{'reference':{'reference':"
                                        + "'Practitioner/anna'}}]}]",
                                condition))
                .isTrue();
        assertThat(sees(",'period':{'end':'2025-06-01'}", condition)).isTrue();
        assertThat(sees(",'period':{'end':'some day'}", condition)).isFalse();
    }

    /// "HIV is denied to you" tells it.
    @Test
    void the_consent_that_names_what_it_denies_is_not_shown_to_whom_it_denies_it() {
        String anna = ",'actor':[{'reference':{'reference':'Practitioner/anna'}}]";
        String ben = anna.replace("anna", "ben");
        for (String named :
                List.of(
                        ",'code':[{'coding':[{'code':'B20'}]}]",
                        ",'securityLabel':[{'code':'HIV'}]",
                        ",'class':[{'code':'Condition'}]",
                        ",'data':[{'reference':{'reference':'Condition/x'}}]")) {
            assertThat(sees(named, consent(named))).as(named).isFalse();
            assertThat(sees(anna + named, consent(anna + named))).as(named).isFalse();
            assertThat(sees(ben + named, consent(ben + named))).as("to somebody else").isTrue();
            String in = ",'provision':[{'type':'deny'" + named + "}]";
            assertThat(sees(in, consent(in))).as("within another").isFalse();
            String study = ",'purpose':[{'code':'HRESCH'}]" + named;
            assertThat(sees(study, consent(study))).as("for another purpose").isTrue();
            assertThat(sees(named, consent(named).replace(PRIVACY, "treatment"))).isTrue();
        }
        assertThat(sees(ben, consent(ben))).isTrue();
    }

    private static String consent(String rule) {
        return DENIES.formatted(rule);
    }

    @Test
    void no_to_a_treatment_hides_nothing() {
        Protection refused = chart(TEAM, DENIES.formatted("").replace(PRIVACY, "treatment"));
        assertThat(reads(NURSE, TREAT, refused)).isTrue();
    }

    @Test
    void a_researcher_sees_everybody_without_a_name_and_nobody_with_one() {
        Person researcher = Person.of("r", "R", new Role("research"));
        Purpose research = new Purpose("HRESCH");
        Decision cohort =
                ask(
                        new Access.Question(
                                researcher, research, Action.FOLLOW, new Subject.OfChart(chart())),
                        List.of());
        assertThat(cohort)
                .isInstanceOfSatisfying(
                        Decision.Allowed.class,
                        one -> assertThat(one.limits().pseudonymised()).isTrue());
        assertThat(reads(researcher, research, chart())).isFalse();
    }

    @Test
    void the_administrator_sees_no_chart_and_the_auditor_only_who_looked() {
        Grant all = Grant.SiteTeam.ofAll("x");
        Person administrator = Person.of("x", "X", new Role("administrator"));
        assertThat(reads(administrator, new Purpose("HSYSADMIN"), chart(), all)).isFalse();
        Person auditor = Person.of("x", "X", new Role("auditor"));
        Purpose audits = new Purpose("HCOMPL");
        assertThat(reads(auditor, audits, chart(), all)).isFalse();
        assertThat(
                        ask(
                                        new Access.Question(
                                                auditor,
                                                audits,
                                                Action.AUDIT,
                                                new Subject.OfChart(chart(DENIES.formatted("")))),
                                        List.of())
                                .isAllowed())
                .isTrue();
    }

    @Test
    void a_sender_of_messages_records_and_sees_nothing_and_who_mends_them_sees_no_chart() {
        Person sender = Person.of("feed:lab", "Laboratory", new Role("interface"));
        Person integrator = Person.of("ina", "Ina", new Role("integrator"));
        RoleTable table = RoleTable.standard();

        for (Action action : Action.values()) {
            assertThat(table.may(sender, action))
                    .as(action.code())
                    .isEqualTo(
                            action == Action.RECORD
                                    || action == Action.BRING_IN
                                    || action == Action.SITE);
            assertThat(table.may(integrator, action))
                    .as(action.code())
                    .isEqualTo(
                            action == Action.FEEDS
                                    || action == Action.TYPE
                                    || action == Action.SITE);
        }
    }

    @Test
    void a_patient_fills_in_forms_of_their_own_chart_and_reads_nobody_elses() {
        Person patient = new Person("p", "P", Set.of(new Role("patient")), "", Optional.of("p1"));
        Purpose own = new Purpose("PATRQT");
        for (String chart : List.of("p1", "p2")) {
            assertThat(
                            ask(
                                            new Access.Question(
                                                    patient,
                                                    own,
                                                    Action.ANSWER,
                                                    new Subject.OfChart(Protection.none(chart))),
                                            List.of())
                                    .isAllowed())
                    .isEqualTo(chart.equals("p1"));
            assertThat(reads(patient, own, Protection.none(chart))).isFalse();
        }
    }

    @Test
    void a_table_that_is_wrong_says_where() {
        assertThatThrownBy(() -> RoleTable.of("role nurse\npurpose TREAT\nemergency ETREAT"))
                .hasMessageContaining("no line list");
    }
}
