package org.osteon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sensitive by what it is (K14: a genetic finding); and who fills in forms of a chart that
/// they do not read.
class SensitiveDataTest {
    private static final Access ACCESS = new Access(RoleTable.standard());
    private static final String TEAM =
            "{'resourceType':'CareTeam','id':'t','status':'active','participant':"
                    + "[{'member':{'reference':'Practitioner/anna'}}]}";

    private static boolean sees(String denied, String resource) {
        String consent =
                "{'resourceType':'Consent','id':'c','status':'active','scope':{'coding':[{'code':"
                        + "'patient-privacy'}]},'provision':{'type':'deny','securityLabel':"
                        + "[{'code':'"
                        + denied
                        + "'}]}}";
        Protection chart =
                Protection.of("p1", List.of(Draws.resource(TEAM), Draws.resource(consent)));
        return ACCESS.decide(
                        new Access.Question(
                                Person.of("anna", "Anna", new Role("nurse")),
                                new Purpose("TREAT"),
                                Action.READ,
                                new Subject.OfResource(chart, Draws.read(resource))),
                        List.of(),
                        Draws.NOW)
                .isAllowed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'resourceType':'Observation','id':'g','code':{'coding':[{'system':"
                        + "'urn:osteon:chart','code':'genetic-finding'}]}}",
                "{'resourceType':'Observation','id':'g','code':{'coding':[{'system':"
                        + "'http://loinc.org','code':'69548-6'}]}}",
                "{'resourceType':'Observation','id':'g','component':[{'code':{'coding':["
                        + "{'system':'http://loinc.org','code':'48018-6'}]}}]}",
                "{'resourceType':'DiagnosticReport','id':'g','category':[{'coding':[{'system':"
                        + "'http://terminology.hl7.org/CodeSystem/v2-0074','code':'GE'}]}]}",
                "{'resourceType':'QuestionnaireResponse','id':'f','item':[{'linkId':"
                        + "'genetic-finding','answer':[{'valueString':'x'}]}]}",
                "{'resourceType':'DiagnosticReport','id':'g','contained':[{'resourceType':'Observation',"
                        + "'id':'o','code':{'coding':[{'system':'http://loinc.org','code':'69548-6'}]}}]}",
                "{'resourceType':'Task','id':'g','contained':[{'resourceType':'QuestionnaireResponse','id':"
                        + "'f','item':[{'linkId':'genetic-finding','answer':[{'valueString':'x'}]}]}]}"
            })
    void a_genetic_finding_needs_no_label_to_be_denied(String finding) {
        assertThat(sees("GDIS", finding)).isFalse();
        assertThat(sees("HIV", finding)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'resourceType':'Observation','id':'g','code':{'coding':[{'system':"
                        + "'urn:osteon:chart','code':'joint-status'}]}}",
                "{'resourceType':'QuestionnaireResponse','id':'f','item':[{'linkId':"
                        + "'genetic-finding'}]}",
                "{'resourceType':'DiagnosticReport','id':'g','contained':[{'resourceType':'Observation',"
                        + "'id':'o','code':{'coding':[{'system':'urn:osteon:chart','code':'joint-status'}]}}]}"
            })
    void what_is_none_or_was_asked_and_not_answered_is_seen(String other) {
        assertThat(sees("GDIS", other)).isTrue();
    }

    /// Follow-up is recorded by who does not read the chart (records, 2: A9, B7, T20, O19).
    @Test
    void a_data_manager_fills_in_forms_of_their_patients_and_reads_no_chart() {
        Grant team = new Grant.SiteTeam("d", Optional.empty(), Optional.empty());
        for (Action action : List.of(Action.ANSWER, Action.REPORT)) {
            assertThat(may(action, List.of(team))).as("%s", action).isTrue();
            assertThat(may(action, List.of())).as("%s of anybody", action).isFalse();
        }
        for (Action action : List.of(Action.READ, Action.LIST, Action.RECORD, Action.GIVE)) {
            assertThat(may(action, List.of(team))).as("%s", action).isFalse();
        }
    }

    private static boolean may(Action action, List<Grant> grants) {
        return ACCESS.decide(
                        new Access.Question(
                                Person.of("d", "D", new Role("data-manager")),
                                new Purpose("HRESCH"),
                                action,
                                new Subject.OfChart(Protection.of("p1", List.of()))),
                        grants,
                        Draws.NOW)
                .isAllowed();
    }
}
