package org.osteon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What hangs on a wall is read by whoever comes by: also by whom a patient denied it.
class WhoeverTest {
    private static final ZonedDateTime NOW =
            ZonedDateTime.of(2026, 3, 2, 12, 0, 0, 0, ZoneOffset.UTC);
    private static final Role PHYSICIAN = new Role("physician");
    private static final Person WHOEVER = Person.whoever("wall", "The wall", PHYSICIAN);
    private static final Person DORA = Person.of("dora", "Dora", PHYSICIAN);
    private static final String CONDITION =
            "{'resourceType':'Condition','id':'x','code':{'coding':[{'code':'9'}]}}";
    private static final String BEN = ",'actor':[{'reference':{'reference':'Practitioner/ben'}}]";

    private static boolean sees(Person who, String provision) {
        Protection chart =
                Protection.of(
                        "p1",
                        List.of(
                                Draws.resource(
                                        "{'resourceType':'Consent','id':'c','status':'active','scope':{'coding':[{'code':'patient-privacy'}]},'provision':"
                                                + provision
                                                + "}")));
        return new Access(RoleTable.standard())
                .decide(
                        new Access.Question(
                                who,
                                new Purpose("TREAT"),
                                Action.READ,
                                new Subject.OfResource(chart, Draws.read(CONDITION))),
                        List.of(Grant.SiteTeam.ofAll(who.id())),
                        NOW)
                .isAllowed();
    }

    @Test
    void what_is_denied_to_one_by_name_is_not_put_up_for_all() {
        String denied = "{'type':'deny'" + BEN + "}";
        assertThat(sees(DORA, denied)).isTrue();
        assertThat(sees(WHOEVER, denied)).isFalse();
        String part = "{'type':'deny'" + BEN + ",'class':[{'code':'Condition'}]}";
        assertThat(sees(DORA, part)).isTrue();
        assertThat(sees(WHOEVER, part)).isFalse();
        assertThat(sees(WHOEVER, part.replace("Condition", "Observation"))).isTrue();
        String within = "{'type':'permit','provision':[" + part + "]}";
        assertThat(sees(WHOEVER, within)).isFalse();
    }

    @Test
    void what_is_permitted_to_one_by_name_is_not_put_up_for_all() {
        String permitted = "{'type':'deny','provision':[{'type':'permit'" + BEN + "}]}";
        assertThat(sees(Person.of("ben", "Ben", PHYSICIAN), permitted)).isTrue();
        assertThat(sees(WHOEVER, permitted)).isFalse();
    }

    @Test
    void where_nothing_is_denied_all_is_put_up() {
        assertThat(sees(WHOEVER, "{'type':'permit'}")).isTrue();
        assertThat(sees(WHOEVER, "{'type':'deny','purpose':[{'code':'HRESCH'}]}")).isTrue();
    }
}
