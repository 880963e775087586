package org.osteon.app.http.web.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osteon.workflow.safety.Regions;

/// The practitioners of a site by the region whose law their licence is of, beside the places where
/// they may work: a place where nobody holds a licence is told.
///
/// @param rows a country each, in the order of their codes; those of which none is stated last
record SiteRegions(List<Row> rows) {
    /// A country.
    ///
    /// @param code as places and licences name it; empty: none is stated
    /// @param region of the rules, in words
    /// @param places in use there
    /// @param hold who holds a licence of it today, each with what they may do
    /// @param not whose licence of it has ended, or has no last day
    record Row(
            String code, String region, List<String> places, List<String> hold, List<String> not) {
        /// Whether there is a place where nobody holds a licence.
        boolean isUncovered() {
            return !places.isEmpty() && hold.isEmpty();
        }
    }

    static SiteRegions of(
            List<RegisterPage.Person> people, List<RegisterPage.Place> places, Regions regions) {
        Map<String, List<RegisterPage.Person>> byCountry = new TreeMap<>();
        people.forEach(
                one -> byCountry.computeIfAbsent(one.country(), _ -> new ArrayList<>()).add(one));
        TreeSet<String> codes = new TreeSet<>(byCountry.keySet());
        places.stream()
                .filter(RegisterPage.Place::used)
                .map(RegisterPage.Place::country)
                .forEach(codes::add);
        List<Row> rows = new ArrayList<>();
        for (String code : codes) {
            List<RegisterPage.Person> own = byCountry.getOrDefault(code, List.of());
            rows.add(
                    new Row(
                            code,
                            region(regions, code).orElse(""),
                            places.stream()
                                    .filter(one -> one.used() && one.country().equals(code))
                                    .map(RegisterPage.Place::name)
                                    .toList(),
                            own.stream()
                                    .filter(RegisterPage.Person::holds)
                                    .map(SiteRegions::withPrivileges)
                                    .toList(),
                            own.stream()
                                    .filter(one -> !one.holds())
                                    .map(RegisterPage.Person::name)
                                    .toList()));
        }
        // What is not stated is no country: it stands last.
        rows.sort((one, other) -> Boolean.compare(one.code().isEmpty(), other.code().isEmpty()));
        return new SiteRegions(List.copyOf(rows));
    }

    private static String withPrivileges(RegisterPage.Person one) {
        return one.may().isEmpty()
                ? one.name() + " (no privilege recorded)"
                : one.name() + " (" + String.join(", ", one.may()) + ")";
    }

    /// The region whose rules hold in a country; of one that no region names, the one of all
    /// others.
    private static Optional<String> region(Regions regions, String code) {
        if (code.isEmpty()) {
            return Optional.empty();
        }
        return regions.regions().stream()
                .filter(one -> one.countries().contains(code))
                .findFirst()
                .or(() ->
                        regions.regions().stream()
                                .filter(one -> one.countries().isEmpty())
                                .findFirst())
                .map(Regions.Region::title);
    }
}
