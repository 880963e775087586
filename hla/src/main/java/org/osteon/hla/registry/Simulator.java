package org.osteon.hla.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.HaplotypeDraw;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor.Availability;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// Draws synthetic donors: two haplotypes each from a frequency set, reported with the mixture of
/// resolutions of a real registry (reference, section 18.3): half by two fields, 35 % as lists of a
/// typing kit, 15 % by first field, C and DQB1 partly missing. The same seed gives the same donors.
public final class Simulator {
    private static final double HIGH_RESOLUTION = 0.50;
    private static final double KIT_LISTS = 0.35;
    private static final double MISSING_C_WHEN_LOW = 0.4;
    private static final double MISSING_DQB1_WHEN_LOW = 0.5;
    private static final double CORD_UNITS = 0.05;
    private static final int KITS = 3;

    /// Shares of blood groups in the order of `GROUPS`; round figures of European populations.
    private static final double[] GROUP_SHARES = {0.07, 0.37, 0.07, 0.35, 0.02, 0.08, 0.01, 0.03};

    private static final BloodGroup[] GROUPS = {
        BloodGroup.O_NEGATIVE,
        BloodGroup.O_POSITIVE,
        BloodGroup.A_NEGATIVE,
        BloodGroup.A_POSITIVE,
        BloodGroup.B_NEGATIVE,
        BloodGroup.B_POSITIVE,
        BloodGroup.AB_NEGATIVE,
        BloodGroup.AB_POSITIVE,
    };

    private final FrequencySet set;
    private final TypingReader reader;
    private final SplittableRandom random;
    private final LocalDate today;
    private final HaplotypeDraw haplotypes;

    /// By locus and haplotype: the number of its allele among `tokens`.
    private final int[][] alleleOf;

    /// By locus, allele and form (two fields, kits, first field): the text reported.
    private final List<String[][]> tokens = new ArrayList<>();

    /// Prepares to draw.
    ///
    /// @param today ages are drawn as of this day
    public Simulator(FrequencySet set, TypingReader reader, long seed, LocalDate today) {
        this.set = set;
        this.reader = reader;
        this.random = new SplittableRandom(seed);
        this.today = today;
        haplotypes = new HaplotypeDraw(set);
        alleleOf = new int[set.loci().size()][set.haplotypeCount()];
        for (int locus = 0; locus < set.loci().size(); locus++) {
            prepare(locus);
        }
    }

    /// The reports of every allele of a locus. A kit reports alleles of one family in fixed groups.
    private void prepare(int locus) {
        int[] numbers = new int[set.haplotypeCount()];
        for (int h = 0; h < numbers.length; h++) {
            numbers[h] = set.ardName(locus, h);
        }
        int[] distinct = Arrays.stream(numbers).distinct().sorted().toArray();
        var at = set.loci().get(locus);
        var names = Arrays.stream(distinct).mapToObj(n -> reader.release().text(at, n)).toList();
        var forms = new String[distinct.length][];
        for (int allele = 0; allele < distinct.length; allele++) {
            var name = names.get(allele);
            var family = name.substring(0, name.indexOf(':') + 1);
            var report = new ArrayList<String>();
            report.add(name);
            for (int kit = 0; kit < KITS; kit++) {
                var list = new ArrayList<String>();
                for (String other : names) {
                    boolean together =
                            Math.floorMod(other.hashCode() * (2 * kit + 3), 3)
                                    == Math.floorMod(name.hashCode() * (2 * kit + 3), 3);
                    if (other.startsWith(family) && (together || other.equals(name))) {
                        list.add(other);
                    }
                }
                report.add(String.join("/", list));
            }
            report.add(family + "XX");
            forms[allele] = report.toArray(new String[0]);
        }
        tokens.add(forms);
        for (int h = 0; h < numbers.length; h++) {
            alleleOf[locus][h] = Arrays.binarySearch(distinct, numbers[h]);
        }
    }

    /// Draws donors number `from` to `from + count - 1`.
    public void draw(int from, int count, DonorTable.DonorSink sink) {
        for (int i = from; i < from + count; i++) {
            sink.accept(donor(i), typing());
        }
    }

    /// A typing as a registry would hold it.
    public Typing typing() {
        int one = haplotypes.next(random);
        int other = haplotypes.next(random);
        double level = random.nextDouble();
        boolean high = level < HIGH_RESOLUTION;
        boolean kit = !high && level < HIGH_RESOLUTION + KIT_LISTS;
        int form = high ? 0 : kit ? 1 + random.nextInt(KITS) : 1 + KITS;
        var typings = new ArrayList<LocusTyping>(set.loci().size());
        for (int locus = 0; locus < set.loci().size(); locus++) {
            var at = set.loci().get(locus);
            if (!high
                    && ((at == Locus.C && random.nextDouble() < MISSING_C_WHEN_LOW)
                            || (at == Locus.DQB1 && random.nextDouble() < MISSING_DQB1_WHEN_LOW))) {
                continue;
            }
            Gene gene = at.genes().getFirst();
            var forms = tokens.get(locus);
            typings.add(
                    reader.locus(
                                    gene,
                                    forms[alleleOf[locus][one]][form],
                                    forms[alleleOf[locus][other]][form])
                            .value());
        }
        return Typing.of(typings);
    }

    private Donor donor(int number) {
        boolean cord = random.nextDouble() < CORD_UNITS;
        int days = cord ? random.nextInt(15 * 365) : 18 * 365 + random.nextInt(42 * 365);
        Map<String, String> counts =
                cord
                        ? Map.of(
                                "tnc",
                                String.valueOf((6 + random.nextInt(25)) * 100_000_000L),
                                "cd34",
                                String.valueOf((10 + random.nextInt(90)) * 100_000L))
                        : Map.of();
        return new Donor(
                String.format(Locale.ROOT, "%s%09d", cord ? "C" : "D", number),
                cord ? Kind.CORD : Kind.ADULT,
                Optional.of(today.minusDays(days)),
                random.nextBoolean() ? Sex.FEMALE : Sex.MALE,
                bloodGroup(),
                random.nextDouble() < 0.55 ? Cmv.NEGATIVE : Cmv.POSITIVE,
                random.nextDouble() < 0.97 ? Availability.AVAILABLE : Availability.UNAVAILABLE,
                "SIM",
                counts);
    }

    private BloodGroup bloodGroup() {
        double at = random.nextDouble();
        for (int i = 0; i < GROUPS.length; i++) {
            at -= GROUP_SHARES[i];
            if (at < 0) {
                return GROUPS[i];
            }
        }
        return BloodGroup.UNKNOWN;
    }
}
