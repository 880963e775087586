package org.osteon.bench.hla;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.LocusComparison;
import org.osteon.hla.match.LocusMatch;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Reading;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// Expansion of tokens and comparison of pairs, by JMH: `org.openjdk.jmh.Main ComparisonBench`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class ComparisonBench {
    private Release release;
    private MultipleAlleleCodes codes;
    private TypingReader reader;
    private Typing high;
    private Typing other;
    private Typing families;
    private Typing serology;

    /// Reads the nomenclature once.
    @Setup
    public void read() throws IOException {
        release = Release.delivered();
        codes = MultipleAlleleCodes.delivered();
        reader = new TypingReader(release, codes);
        high =
                typing(
                        "A*01:01+A*02:01^B*08:01+B*44:02^C*07:01+C*05:01^DRB1*03:01+DRB1*04:01^DQB1*02:01+DQB1*03:02");
        other =
                typing(
                        "A*01:01+A*03:01^B*08:01+B*07:02^C*07:01+C*07:02^DRB1*03:01+DRB1*15:01^DQB1*02:01+DQB1*06:02");
        families =
                typing(
                        "A*01:XX+A*02:XX^B*08:XX+B*44:XX^C*07:XX+C*05:XX^DRB1*03:XX+DRB1*04:XX^DQB1*02:XX+DQB1*03:XX");
        serology = typing("A1+A2^B8+B44^Cw7+Cw5^DR17+DR4^DQ2+DQ8");
    }

    private Typing typing(String glString) {
        return reader.glString(glString).value();
    }

    /// A token that was read before, as nearly all of a registry are.
    @Benchmark
    public Reading<Position> expandRemembered() {
        return reader.position(Gene.A, "A*02:AC");
    }

    /// A first-field code of some thousand alleles, read anew.
    @Benchmark
    public Reading<Position> expandFamilyAnew() {
        return new TypingReader(release, codes).position(Gene.A, "A*02:XX");
    }

    /// Ten positions, both sides by two fields.
    @Benchmark
    public Comparison compareHighResolution() {
        return Comparison.of(high, other, Locus.TEN);
    }

    /// Ten positions against first-field codes.
    @Benchmark
    public Comparison compareWithFamilies() {
        return Comparison.of(high, families, Locus.TEN);
    }

    /// One locus, both sides open to hundreds of units.
    @Benchmark
    public List<LocusMatch> compareSerologyWithFamilies() {
        return List.of(LocusComparison.compare(serology.at(Locus.B), families.at(Locus.B)));
    }
}
