package org.osteon.access;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// What a chart itself says of who may see it: its care teams, and what the patient denied. A chart
/// with a care team that looks after a donor is a donor's: there the teams of the recipients have
/// nothing to look for, and the other way round.
public final class Protection {
    /// The types of resources that it is made of.
    public static final Set<String> TYPES = Set.of("CareTeam", "Consent", "ResearchSubject");

    /// The tag of what a study keeps in a chart.
    public static final String KEPT_BY_STUDY = "urn:osteon:kept-by-study";

    /// The label of what tells the arm of somebody in a study; its code is the study's id.
    public static final String BLIND = "urn:osteon:blind";

    private static final String STUDY = "ResearchStudy/";

    private static final String PRIVACY = "patient-privacy";

    private final String chart;
    private final List<CareTeam> teams;
    private final List<Provision> consents;
    private final Set<String> studies;

    private Protection(
            String chart, List<CareTeam> teams, List<Provision> consents, Set<String> studies) {
        this.chart = chart;
        this.teams = List.copyOf(teams);
        this.consents = List.copyOf(consents);
        this.studies = Set.copyOf(studies);
    }

    /// A chart that says nothing of it.
    public static Protection none(String chart) {
        return new Protection(chart, List.of(), List.of(), Set.of());
    }

    /// What a chart says.
    ///
    /// @param chart its id
    /// @param resources its CareTeams, Consents and ResearchSubjects; others are passed over
    public static Protection of(String chart, Iterable<Resource> resources) {
        List<CareTeam> teams = new ArrayList<>();
        List<Provision> consents = new ArrayList<>();
        Set<String> studies = new HashSet<>();
        for (Resource resource : resources) {
            switch (resource.type()) {
                case "CareTeam" -> teams.add(CareTeam.of(resource));
                case "Consent" -> consents.addAll(provisions(resource));
                case "ResearchSubject" -> study(resource).ifPresent(studies::add);
                default -> {}
            }
        }
        return new Protection(chart, teams, consents, studies);
    }

    /// A study that is kept here, with its arms: one that is only told of hides nothing.
    private static Optional<String> study(Resource subject) {
        boolean keptHere =
                subject.content().objects("meta").stream()
                        .flatMap(meta -> meta.objects("tag").stream())
                        .anyMatch(tag ->
                                tag.text("system").filter(KEPT_BY_STUDY::equals).isPresent());
        if (!keptHere) {
            return Optional.empty();
        }
        return subject.content()
                .object("study")
                .flatMap(one -> one.text("reference"))
                .filter(one -> one.startsWith(STUDY))
                .map(one -> one.substring(STUDY.length()));
    }

    /// A consent about privacy counts whatever it says; one about a treatment or a study only by
    /// what it says of actors, purposes or data: "no" to a treatment hides nothing.
    private static List<Provision> provisions(Resource resource) {
        return provisions(resource.content(), resource.unreadable().isEmpty());
    }

    /// Whether a resource is a consent about privacy that names what it denies to somebody: who may
    /// not see that is not told of it by the consent either. One to a treatment or a study stays
    /// seen, whatever it says of pictures, samples or data: without it there is no treatment.
    static boolean namesWhatItDenies(
            FhirObject resource, Person person, Purpose purpose, ZonedDateTime now) {
        return resource.typeName().equals("Consent")
                && isAboutPrivacy(resource)
                && provisions(resource, false).stream()
                        .anyMatch(one -> one.names(person, purpose, now));
    }

    private static List<Provision> provisions(FhirObject consent, boolean whole) {
        if (consent.text("status").filter("active"::equals).isEmpty()) {
            return List.of();
        }
        boolean privacy = isAboutPrivacy(consent);
        return consent.objects("provision").stream()
                .map(one -> Provision.of(one, whole))
                .flatMap(root ->
                        privacy || root.isNarrow()
                                ? Stream.of(root)
                                : root.exceptions().stream().filter(Provision::isNarrow))
                .toList();
    }

    private static boolean isAboutPrivacy(FhirObject consent) {
        return consent.codings("scope").stream().anyMatch(one -> one.code().equals(PRIVACY));
    }

    /// The chart's id.
    public String chart() {
        return chart;
    }

    /// When it next says something else, without being changed: when a span begins or ends. Until
    /// then a decision holds, as far as the chart goes; empty: for good.
    public Optional<Instant> nextTurn(ZonedDateTime now) {
        return Stream.concat(
                        teams.stream().flatMap(CareTeam::spans),
                        consents.stream().flatMap(Provision::spans))
                .flatMap(span -> span.nextTurn(now).stream())
                .min(Instant::compareTo);
    }

    /// The studies that the patient is or was in: what tells their arm is hidden.
    public Set<String> studies() {
        return studies;
    }

    List<Provision> consents() {
        return consents;
    }

    boolean isOfADonor(ZonedDateTime now) {
        return teams.stream().anyMatch(team -> team.donor() && team.works(now));
    }

    boolean isLookedAfterBy(Person person, ZonedDateTime now) {
        boolean donor = isOfADonor(now);
        return teams.stream().anyMatch(team -> team.donor() == donor && team.has(person, now));
    }
}
