package org.osteon.access;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// People, charts, consents and grants, drawn.
final class Draws {
    static final ZonedDateTime NOW = ZonedDateTime.of(2025, 6, 2, 10, 30, 0, 0, ZoneOffset.UTC);
    static final List<String> PEOPLE = List.of("anna", "ben", "chi");
    static final List<String> CHARTS = List.of("p1", "p2", "p3");

    static final List<String> RESOURCES =
            List.of(
                    "{'resourceType':'Observation','id':'o'}",
                    "{'resourceType':'Observation','id':'other'}",
                    "{'resourceType':'Condition','id':'o'}");

    private final Random random;

    Draws(long seed) {
        random = new Random(seed);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean seldom() {
        return random.nextInt(4) == 0;
    }

    Person person() {
        List<Role> roles = RoleTable.standard().roles();
        Set<Role> some = seldom() ? Set.of(one(roles), new Role("nobody")) : Set.of(one(roles));
        return new Person(
                one(PEOPLE),
                "Somebody",
                some,
                one(PEOPLE),
                seldom() ? Optional.of(one(CHARTS)) : Optional.empty());
    }

    Purpose purpose(Person person) {
        return seldom()
                ? one(
                        List.of(
                                RoleTable.standard().emergency(),
                                new Purpose("HRESCH"),
                                new Purpose("TREAT")))
                : RoleTable.standard()
                        .purpose(person.roles().iterator().next())
                        .orElse(new Purpose("TREAT"));
    }

    static FhirObject read(String json) {
        return ChartReader.object(json.replace('\'', '"'));
    }

    static Resource resource(String json) {
        return ChartReader.resource(json.replace('\'', '"'));
    }

    String period() {
        return one(
                List.of(
                        "",
                        "",
                        ",'period':{'start':'2020-01-01'}",
                        ",'period':{'end':'2025-06-01'}",
                        ",'period':{'start':'2025-06-03'}",
                        ",'period':{'start':'2025','end':'2025-06'}"));
    }

    Resource team() {
        return resource(
                "{'resourceType':'CareTeam','id':'t','status':'"
                        + one(List.of("active", "active", "inactive", "proposed"))
                        + "'"
                        + period()
                        + (seldom() ? ",'category':[{'coding':[{'code':'donor'}]}]" : "")
                        + ",'participant':[{'member':{'reference':'Practitioner/"
                        + one(PEOPLE)
                        + "'}"
                        + period()
                        + "}]}");
    }

    Resource consent() {
        return resource(
                "{'resourceType':'Consent','id':'c','status':'"
                        + one(List.of("active", "active", "inactive"))
                        + "','scope':{'coding':[{'code':'"
                        + one(List.of("patient-privacy", "treatment", "research"))
                        + "'}]},'provision':"
                        + provision(2)
                        + "}");
    }

    private String provision(int depth) {
        StringBuilder json = new StringBuilder("{'type':'");
        json.append(one(List.of("deny", "permit"))).append("'").append(period());
        if (seldom()) {
            json.append(",'actor':[{'reference':{'reference':'Practitioner/")
                    .append(one(PEOPLE))
                    .append("'}}]");
        }
        if (seldom()) {
            json.append(",'purpose':[{'code':'")
                    .append(one(List.of("TREAT", "HRESCH", "ETREAT")))
                    .append("'}]");
        }
        if (seldom()) {
            json.append(",'class':[{'code':'").append(one(List.of("Observation", "Condition")));
            json.append("'}]");
        }
        if (seldom()) {
            json.append(
                    ",'data':[{'meaning':'instance','reference':{'reference':'Observation/o'}}]");
        }
        if (depth > 0 && seldom()) {
            json.append(",'provision':[").append(provision(depth - 1)).append("]");
        }
        return json.append("}").toString();
    }

    Protection protection() {
        List<Resource> resources = new ArrayList<>();
        while (!seldom() && resources.size() < 3) {
            resources.add(random.nextBoolean() ? team() : consent());
        }
        return Protection.of(one(CHARTS), resources);
    }

    Grant grant() {
        if (random.nextBoolean()) {
            return new Grant.SiteTeam(
                    one(PEOPLE),
                    random.nextBoolean() ? Optional.empty() : Optional.of(Set.of(one(CHARTS))),
                    random.nextBoolean() ? Optional.empty() : Optional.of(instant()));
        }
        return new Grant.BreakGlass(one(PEOPLE), one(CHARTS), "bleeding", instant());
    }

    private Instant instant() {
        return NOW.toInstant().plus(Duration.ofMinutes(random.nextInt(-90, 60)));
    }

    List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        while (random.nextBoolean()) {
            grants.add(grant());
        }
        return grants;
    }

    FhirObject resource() {
        return read(one(RESOURCES));
    }

    Access.Question question() {
        Person who = person();
        Subject subject =
                switch (random.nextInt(5)) {
                    case 0 -> new Subject.OfSite();
                    case 1, 2 -> new Subject.OfResource(protection(), resource());
                    default -> new Subject.OfChart(protection());
                };
        return new Access.Question(who, purpose(who), one(List.of(Action.values())), subject);
    }
}
