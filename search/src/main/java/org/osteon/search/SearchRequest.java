package org.osteon.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.osteon.hla.search.RankingProfile;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.TypingReader;

/// What a search is asked for, read from named texts: the fields of a page's address, or the
/// options of a command. What cannot be read is a problem, and never left out in silence.
///
/// @param search what was asked, with the default in place of what cannot be read
/// @param problems what cannot be read, by field
/// @param summary the settings in words, those that limit the search
public record SearchRequest(
        SearchSettings search, Map<String, String> problems, List<String> summary) {
    /// What holds where nothing is said, which is a matter of the door.
    ///
    /// @param mismatches at most so many
    /// @param size donors on a page
    /// @param largestSize donors on the largest page
    public record Defaults(int mismatches, int size, int largestSize) {}

    private static final int LARGEST_OFFSET = 10_000_000;

    /// What can be counted, by the positions that it has.
    public static final Map<String, List<Locus>> LEVELS = levels();

    private static final Map<String, RankingProfile> PROFILES = profiles();

    private static Map<String, RankingProfile> profiles() {
        Map<String, RankingProfile> profiles = new LinkedHashMap<>();
        RankingProfile.all().forEach(profile -> profiles.put(profile.id(), profile));
        return profiles;
    }

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

    /// Reads a request.
    ///
    /// @param fields by name: `level` or `loci`, `mismatches`, `perLocus`, `direction`, `only`,
    ///   `type`, `age` or `youngest` and `oldest`, `sex`, `cmv`, `abo`, `from`, `all`, `preferSex`,
    ///   `preferCmv`, `preferAbo`, `antibodies`, `mfi`, `weight`, `profile`, `off` (keys that do not
    ///   rank), `patientSex`, `size`, `page` or `offset`
    /// @param reader says which antigens there are
    /// @param today ages are reckoned as of this day
    public static SearchRequest of(
            Map<String, List<String>> fields,
            TypingReader reader,
            Defaults defaults,
            LocalDate today) {
        return new Reading(fields, reader, defaults).settings(today);
    }

    /// What stands beside a field, empty where nothing is wrong.
    public String problem(String field) {
        return problems.getOrDefault(field, "");
    }

    private static final class Reading {
        private final Map<String, List<String>> fields;
        private final TypingReader reader;
        private final Defaults defaults;
        private final Map<String, String> problems = new LinkedHashMap<>();
        private final List<String> summary = new ArrayList<>();

        Reading(Map<String, List<String>> fields, TypingReader reader, Defaults defaults) {
            this.fields = fields;
            this.reader = reader;
            this.defaults = defaults;
        }

        private List<String> values(String field) {
            return fields.getOrDefault(field, List.of());
        }

        private String value(String field) {
            return values(field).isEmpty() ? "" : values(field).getFirst().strip();
        }

        private boolean isOn(String field) {
            return values(field).contains("on");
        }

        SearchRequest settings(LocalDate today) {
            List<Locus> loci = loci();
            int mismatches =
                    number(
                            "mismatches",
                            Math.min(defaults.mismatches(), 2 * loci.size()),
                            0,
                            2 * loci.size());
            int perLocus = number("perLocus", 2, 0, 2);
            SearchSettings.Direction direction =
                    one("direction", SearchSettings.Direction.class)
                            .orElse(SearchSettings.Direction.BOTH);
            boolean only = isOn("only");
            int positions = 2 * loci.size();
            summary.add(
                    (only ? "exactly " : "at least ")
                            + Math.max(0, positions - mismatches)
                            + "/"
                            + positions
                            + " possible, counting "
                            + String.join(", ", loci.stream().map(SearchWords::of).toList()));
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
            preferredSex.ifPresent(sex -> summary.add("first " + SearchWords.of(sex)));
            preferredCmv.ifPresent(cmv -> summary.add("first CMV " + SearchWords.of(cmv)));
            RankingProfile profile = choice("profile", PROFILES, RankingProfile.CONVENTIONAL);
            if (!profile.equals(RankingProfile.CONVENTIONAL)) {
                summary.add("ranked for " + profile.title());
            }
            profile = profile.without(switchedOff(profile));
            Set<BloodGroup> preferredGroups = bloodGroups("preferAbo");
            if (!preferredGroups.isEmpty()) {
                summary.add("first blood group " + String.join(", ", values("preferAbo")));
            }
            Optional<Sex> patientSex = one("patientSex", Sex.class);
            patientSex.ifPresent(sex -> summary.add("for a " + SearchWords.of(sex) + " patient"));
            int size = number("size", defaults.size(), 0, defaults.largestSize());
            int page = number("page", 1, 1, LARGEST_OFFSET / Math.max(1, size));
            int offset = number("offset", (page - 1) * size, 0, LARGEST_OFFSET);
            return new SearchRequest(
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
                            offset,
                            size,
                            profile,
                            preferredGroups,
                            patientSex),
                    problems,
                    summary);
        }

        private DonorFilter filter() {
            Set<Kind> kinds = set("type", Kind.class);
            OptionalInt youngest = age("youngest", 0);
            OptionalInt oldest = age("oldest", 1);
            if (youngest.isPresent()
                    && oldest.isPresent()
                    && youngest.getAsInt() > oldest.getAsInt()) {
                problems.put("oldest", "The oldest age is below the youngest.");
            }
            Set<Sex> sexes = set("sex", Sex.class);
            Set<Cmv> cmvs = set("cmv", Cmv.class);
            Set<BloodGroup> groups = bloodGroups("abo");
            Set<String> registries = value("from").isEmpty() ? Set.of() : Set.of(value("from"));
            boolean availableOnly = !isOn("all");
            kinds.forEach(
                    kind -> summary.add(kind == Kind.CORD ? "cord units only" : "adults only"));
            if (youngest.isPresent() || oldest.isPresent()) {
                summary.add(
                        "aged "
                                + youngest.orElse(0)
                                + (oldest.isPresent() ? " to " + oldest.getAsInt() : " and older"));
            }
            sexes.forEach(sex -> summary.add(SearchWords.of(sex) + " only"));
            cmvs.forEach(cmv -> summary.add("CMV " + SearchWords.of(cmv) + " only"));
            if (!groups.isEmpty()) {
                summary.add("blood group " + String.join(", ", values("abo")));
            }
            registries.forEach(name -> summary.add("registry " + name));
            summary.add(availableOnly ? "available donors" : "also donors not available now");
            return new DonorFilter(
                    kinds, youngest, oldest, sexes, cmvs, groups, registries, availableOnly);
        }

        /// The keys that are not to rank, apart by commas.
        private Set<RankingProfile.KeyKind> switchedOff(RankingProfile profile) {
            Set<RankingProfile.KeyKind> off = EnumSet.noneOf(RankingProfile.KeyKind.class);
            for (String all : values("off")) {
                for (String name : all.split(",", -1)) {
                    profile.keys().stream()
                            .filter(key -> SearchWords.of(key.kind()).equals(name.strip()))
                            .findFirst()
                            .ifPresentOrElse(
                                    key -> off.add(key.kind()),
                                    () ->
                                            problems.put(
                                                    "off",
                                                    "“"
                                                            + name.strip()
                                                            + "” is no key of this profile; there"
                                                            + " are "
                                                            + String.join(
                                                                    ", ",
                                                                    profile.keys().stream()
                                                                            .map(key ->
                                                                                    SearchWords.of(
                                                                                            key
                                                                                                    .kind()))
                                                                            .toList())
                                                            + "."));
                }
            }
            if (!off.isEmpty()) {
                summary.add(
                        "not ranked by "
                                + String.join(", ", off.stream().map(SearchWords::of).toList()));
            }
            return off;
        }

        private Set<BloodGroup> bloodGroups(String field) {
            Set<BloodGroup> groups = EnumSet.noneOf(BloodGroup.class);
            for (String all : values(field)) {
                for (String one : all.split(",", -1)) {
                    String wanted = one.strip().toUpperCase(Locale.ROOT);
                    List<BloodGroup> named =
                            Arrays.stream(BloodGroup.values())
                                    .filter(group -> isNamed(group, wanted))
                                    .toList();
                    if (named.isEmpty()) {
                        problems.put(field, "“" + one.strip() + "” is no blood group.");
                    }
                    groups.addAll(named);
                }
            }
            return groups;
        }

        /// `A` names both `A+` and `A-`.
        private static boolean isNamed(BloodGroup group, String wanted) {
            return !group.text().isEmpty()
                    && !wanted.isEmpty()
                    && (group.text().equals(wanted)
                            || group.text().equals(wanted + "+")
                            || group.text().equals(wanted + "-"));
        }

        private List<Antibody> antibodies() {
            AntibodyText text =
                    new AntibodyText(
                            reader,
                            problem ->
                                    problems.merge(
                                            "antibodies",
                                            problem,
                                            (one, more) -> one + " " + more));
            return values("antibodies").stream().flatMap(one -> text.read(one).stream()).toList();
        }

        private List<Locus> loci() {
            if (value("loci").isEmpty()) {
                return choice("level", LEVELS, Locus.TEN);
            }
            List<Locus> loci = new ArrayList<>();
            for (String name : value("loci").split(",", -1)) {
                Locus.named(name.strip())
                        .ifPresentOrElse(
                                loci::add,
                                () -> problems.put("loci", "“" + name.strip() + "” is no locus."));
            }
            return loci.isEmpty() ? Locus.TEN : loci.stream().distinct().toList();
        }

        /// An end of the ages, from its own field or from `age`, which is like 18-45.
        private OptionalInt age(String field, int end) {
            String both = value("age");
            if (!both.isEmpty()) {
                String[] ends = both.split("-", -1);
                if (ends.length != 2 || !isNumber(ends[0]) || !isNumber(ends[1])) {
                    problems.put("age", "“" + both + "” is no span of ages; write it like 18-45.");
                    return OptionalInt.empty();
                }
                return OptionalInt.of(Integer.parseInt(ends[end].strip()));
            }
            return value(field).isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(number(field, 0, 0, 120));
        }

        private static boolean isNumber(String text) {
            return text.strip().matches("\\d{1,3}");
        }

        private int number(String field, int standard, int least, int most) {
            String text = value(field);
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
            String text = value(field).replace(',', '.');
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
            String text = value(field);
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
            for (String text : values(field)) {
                try {
                    chosen.add(Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException _) {
                    problems.put(field, "“" + text + "” cannot be chosen here.");
                }
            }
            return chosen;
        }

        private static String plain(double number) {
            return java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
    }
}
