package org.osteon.app.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.osteon.hla.match.Antibody;
import org.osteon.hla.match.DonorSpecificAntibodies;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.search.DonorFilter;
import org.osteon.hla.search.SearchSettings;

/// The settings of a search, read from the address of a page.
///
/// @param search what was asked, with the default in place of what cannot be read
/// @param problems what cannot be read, by field
/// @param summary the settings in words, those that limit the search
record DonorSettings(SearchSettings search, Map<String, String> problems, List<String> summary) {
    static final int PAGE = 50;
    private static final int LARGEST_PAGE = 1000;
    private static final int LARGEST_OFFSET = 10_000_000;

    /// What can be counted, by the positions that it has.
    static final Map<String, List<Locus>> LEVELS = levels();

    private static Map<String, List<Locus>> levels() {
        Map<String, List<Locus>> levels = new LinkedHashMap<>();
        levels.put("6", List.of(Locus.A, Locus.B, Locus.DRB1));
        levels.put("8", List.of(Locus.A, Locus.B, Locus.C, Locus.DRB1));
        levels.put("10", Locus.TEN);
        List<Locus> twelve = new ArrayList<>(Locus.TEN);
        twelve.add(Locus.DPB1);
        levels.put("12", List.copyOf(twelve));
        return levels;
    }

    static DonorSettings of(DonorAddress address, LocalDate today) {
        return new Reading(address).settings(today);
    }

    /// What stands beside a field, empty where nothing is wrong.
    String problem(String field) {
        return problems.getOrDefault(field, "");
    }

    private static final class Reading {
        private final DonorAddress address;
        private final Map<String, String> problems = new LinkedHashMap<>();
        private final List<String> summary = new ArrayList<>();

        Reading(DonorAddress address) {
            this.address = address;
        }

        DonorSettings settings(LocalDate today) {
            List<Locus> loci = choice("level", LEVELS, Locus.TEN);
            int mismatches = number("mismatches", 1, 0, 2 * loci.size());
            int perLocus = number("perLocus", 2, 0, 2);
            SearchSettings.Direction direction =
                    one("direction", SearchSettings.Direction.class)
                            .orElse(SearchSettings.Direction.BOTH);
            boolean only = address.has("only", "on");
            int positions = 2 * loci.size();
            summary.add(
                    (only ? "exactly " : "at least ")
                            + Math.max(0, positions - mismatches)
                            + "/"
                            + positions
                            + " possible, counting "
                            + String.join(", ", loci.stream().map(DonorWords::locus).toList()));
            if (perLocus < 2) {
                summary.add("at most " + perLocus + " at one locus");
            }
            if (direction != SearchSettings.Direction.BOTH) {
                summary.add(
                        direction == SearchSettings.Direction.GVH
                                ? "graft-versus-host direction only"
                                : "rejection direction only");
            }
            DonorFilter filter = filter();
            List<Antibody> antibodies = antibodies();
            double threshold = decimal("mfi").orElse(DonorSpecificAntibodies.DEFAULT_THRESHOLD);
            if (!antibodies.isEmpty()) {
                summary.add(
                        "antibodies "
                                + String.join(
                                        ", ",
                                        antibodies.stream()
                                                .map(one ->
                                                        one.specificity()
                                                                + " "
                                                                + Math.round(one.mfi()))
                                                .toList())
                                + ", counting from MFI "
                                + Math.round(threshold));
            }
            OptionalDouble weight = decimal("weight");
            if (weight.isPresent() && !(weight.getAsDouble() > 0)) {
                problems.put("weight", "A weight is above 0 kg.");
                weight = OptionalDouble.empty();
            }
            weight.ifPresent(kg -> summary.add("patient of " + plain(kg) + " kg"));
            Optional<Sex> preferredSex = one("preferSex", Sex.class);
            Optional<Cmv> preferredCmv = one("preferCmv", Cmv.class);
            preferredSex.ifPresent(sex -> summary.add("first " + DonorWords.of(sex)));
            preferredCmv.ifPresent(cmv -> summary.add("first CMV " + DonorWords.of(cmv)));
            int size = number("size", PAGE, 1, LARGEST_PAGE);
            int page = number("page", 1, 1, LARGEST_OFFSET / size);
            return new DonorSettings(
                    new SearchSettings(
                            loci,
                            mismatches,
                            perLocus,
                            direction,
                            only,
                            filter,
                            antibodies,
                            threshold,
                            weight,
                            preferredSex,
                            preferredCmv,
                            today,
                            (page - 1) * size,
                            size),
                    problems,
                    summary);
        }

        private DonorFilter filter() {
            Set<Kind> kinds = set("type", Kind.class);
            OptionalInt youngest = age("youngest");
            OptionalInt oldest = age("oldest");
            if (youngest.isPresent()
                    && oldest.isPresent()
                    && youngest.getAsInt() > oldest.getAsInt()) {
                problems.put("oldest", "The oldest age is below the youngest.");
            }
            Set<Sex> sexes = set("sex", Sex.class);
            Set<Cmv> cmvs = set("cmv", Cmv.class);
            Set<BloodGroup> groups = bloodGroups();
            Set<String> registries =
                    address.value("from").isEmpty() ? Set.of() : Set.of(address.value("from"));
            boolean availableOnly = !address.has("all", "on");
            kinds.forEach(
                    kind -> summary.add(kind == Kind.CORD ? "cord units only" : "adults only"));
            if (youngest.isPresent() || oldest.isPresent()) {
                summary.add(
                        "aged "
                                + youngest.orElse(0)
                                + (oldest.isPresent() ? " to " + oldest.getAsInt() : " and older"));
            }
            sexes.forEach(sex -> summary.add(DonorWords.of(sex) + " only"));
            cmvs.forEach(cmv -> summary.add("CMV " + DonorWords.of(cmv) + " only"));
            if (!groups.isEmpty()) {
                summary.add("blood group " + String.join(", ", address.values("abo")));
            }
            registries.forEach(name -> summary.add("registry " + name));
            summary.add(availableOnly ? "available donors" : "also donors not available now");
            return new DonorFilter(
                    kinds, youngest, oldest, sexes, cmvs, groups, registries, availableOnly);
        }

        private Set<BloodGroup> bloodGroups() {
            Set<BloodGroup> groups = EnumSet.noneOf(BloodGroup.class);
            for (String wanted : address.values("abo")) {
                int before = groups.size();
                for (BloodGroup group : BloodGroup.values()) {
                    String text = group.text();
                    if (!text.isEmpty()
                            && (text.equals(wanted)
                                    || text.equals(wanted + "+")
                                    || text.equals(wanted + "-"))) {
                        groups.add(group);
                    }
                }
                if (groups.size() == before) {
                    problems.put("abo", "“" + wanted + "” is no blood group.");
                }
            }
            return groups;
        }

        private List<Antibody> antibodies() {
            List<Antibody> antibodies = new ArrayList<>();
            for (String line : address.value("antibodies").split("[,;\\r\\n]+", -1)) {
                String text = line.strip();
                if (text.isEmpty()) {
                    continue;
                }
                int blank = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));
                String last = text.substring(blank + 1);
                if (blank > 0 && last.matches("\\d{2,6}")) {
                    antibodies.add(
                            new Antibody(
                                    text.substring(0, blank).strip(),
                                    Double.parseDouble(last),
                                    Optional.empty()));
                } else {
                    problems.put(
                            "antibodies",
                            "“"
                                    + text
                                    + "” has no strength. Write one per line, with its MFI: B8"
                                    + " 4000.");
                }
            }
            return antibodies;
        }

        private OptionalInt age(String field) {
            return address.value(field).isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(number(field, 0, 0, 120));
        }

        private int number(String field, int standard, int least, int most) {
            String text = address.value(field);
            if (text.isEmpty()) {
                return standard;
            }
            if (text.matches("\\d{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            problems.put(
                    field,
                    "“" + text + "” is not a whole number from " + least + " to " + most + ".");
            return standard;
        }

        private OptionalDouble decimal(String field) {
            String text = address.value(field).replace(',', '.');
            if (text.isEmpty()) {
                return OptionalDouble.empty();
            }
            if (text.matches("\\d{1,6}(\\.\\d{1,3})?")) {
                return OptionalDouble.of(Double.parseDouble(text));
            }
            problems.put(field, "“" + text + "” is not a number; write it like 72.5.");
            return OptionalDouble.empty();
        }

        private <T> T choice(String field, Map<String, T> choices, T standard) {
            String text = address.value(field);
            T chosen = text.isEmpty() ? standard : choices.get(text);
            if (chosen == null) {
                problems.put(field, "“" + text + "” is none of " + choices.keySet() + ".");
                return standard;
            }
            return chosen;
        }

        private <T extends Enum<T>> Optional<T> one(String field, Class<T> type) {
            return set(field, type).stream().findFirst();
        }

        private <T extends Enum<T>> Set<T> set(String field, Class<T> type) {
            Set<T> chosen = EnumSet.noneOf(type);
            for (String text : address.values(field)) {
                try {
                    chosen.add(Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException _) {
                    problems.put(field, "“" + text + "” cannot be chosen here.");
                }
            }
            return chosen;
        }

        private static String plain(double number) {
            return Wording.number(java.math.BigDecimal.valueOf(number));
        }
    }
}
