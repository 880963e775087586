package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// Compiled CQL gives what the reference engine gives, or is not compiled: operators one by one, at
/// the edges of what they take (null, the greatest integer, more decimals than CQL keeps).
class CompiledOperatorsTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 15);

    private static final String PATIENT =
            """
            {"resourceType":"Bundle","type":"collection","entry":[{"resource":\
            {"resourceType":"Patient","id":"p1","birthDate":"1960-02-29"}}]}\
            """;

    private static final String EXPRESSIONS =
            """
            2147483647
            2147483648
            -2147483648
            2147483647 + 1
            -2147483648 - 1
            2147483647 * 2
            9223372036854775807L
            9223372036854775807L + 1L
            3L + 4L
            3L > 2L
            1.123456789
            1.12345678
            99999999999999999999.99999999
            9999999999999999999999999999.99999999
            10000000000000000000000000000.0
            1.00000001 * 1.00000001
            0.00000001 * 0.1
            1.0 / 3.0
            1 / 3
            7 div 2
            -7 div 2
            7 mod 3
            -7 mod 3
            7 mod 0
            7 div 0
            7 / 0
            7.5 mod 2
            1.5 div 0.4
            2 ^ 10
            2 ^ 0.5
            2 ^ -1
            0 ^ 0
            2 ^ 31
            Power(2, null)
            5.0 'mg'
            1.123456789 'mg'
            1.12345678 'mg'
            2 'mg' + 3 'mg'
            2 'mg' * 3
            2 'mg' > 1 'mg'
            2 'mg' > 1 'g'
            2 'mg' = 2.0 'mg'
            2 'mg' / 4 'mg'
            -(2 'mg')
            Abs(-(2 'mg'))
            3 days
            1.123456789 = 1.12345679
            Length(null as List<Any>)
            Length(null as String)
            Length({1, 2, null})
            Length('abc')
            Length('')
            Count(null as List<Integer>)
            Count({1, null, 3})
            Sum(null as List<Integer>)
            Sum({1, null, 3})
            Sum({2147483647, 1})
            Sum({} as List<Decimal>)
            Sum({1.5, 2.25})
            Sum({1 'mg', 2 'mg'})
            Min(null as List<Integer>)
            Min({3, 1, null})
            Max({} as List<Integer>)
            Max({3, 1, null})
            Max({'a', 'b'})
            Avg({1, 2})
            Avg({1.0, 2.0, 2.0})
            Avg(null as List<Decimal>)
            Median({1.0, 2.0, 5.0, 10.0})
            Median({} as List<Decimal>)
            AnyTrue({null, false} as List<Boolean>)
            AnyTrue({} as List<Boolean>)
            AllTrue({null, true} as List<Boolean>)
            AllTrue({} as List<Boolean>)
            AllTrue(null as List<Boolean>)
            First(null as List<Integer>)
            First({} as List<Integer>)
            Last({1, 2})
            Last({1, null} as List<Integer>)
            First(({3, 1, 2}) X where X < 3)
            First(({3, 1, 2}) X where X > 3)
            First(({null, 1} as List<Integer>) X return X)
            First(({3, 1, 2}) X sort asc)
            First(({3, 1, 2}) X return X * 2)
            First((null as List<Integer>) X where X > 1)
            Last(({3, 1, 2, 4}) X where X < 3)
            Last(({3, 1, 2}) X where X > 3)
            Last(({1, 2, 1}) X return X)
            Last(({1, 2, 1}) X return all X)
            Last(({1, 2, 1}) X return all X + 1)
            Last(({1, null} as List<Integer>) X where X is null or X > 0)
            Last(({3, 1, 2}) X sort desc)
            Last((null as List<Integer>) X where X > 1)
            Last(({1, 2}) X let Y: X * 2 where Y > 2 return all Y)
            exists(({1, 2}) X where X > 1)
            exists(({1, 2}) X where X > 2)
            exists(({null, null} as List<Integer>) X where X is null)
            exists(({1, 2}) X return null as Integer)
            exists(({1, 2}) X where (null as Boolean))
            exists((null as List<Integer>) X where X > 1)
            exists(({2, 3}) X with ({1, 2}) Y such that X = Y)
            exists(({3, 4}) X without ({3, 4}) Y such that X = Y)
            singleton from {1}
            singleton from {1, 2}
            singleton from ({} as List<Integer>)
            singleton from (null as List<Integer>)
            flatten {{1}, {2, 3}}
            flatten (null as List<List<Integer>>)
            distinct {1, 1, 2, null, null}
            distinct (null as List<Integer>)
            exists {null} as List<Integer>
            exists (null as List<Integer>)
            {1, 2, 3}[0]
            {1, 2, 3}[3]
            {1, 2, 3}[null as Integer]
            {1, 2} union {2, 3}
            {1, 2} union (null as List<Integer>)
            (null as List<Integer>) union (null as List<Integer>)
            {1, 2} except {2}
            {1, 2} except (null as List<Integer>)
            {1, 2} intersect {2, null}
            {1, 2} intersect (null as List<Integer>)
            1 in {1, 2}
            3 in {1, null}
            null in {1, null}
            1 in (null as List<Integer>)
            {1, 2} contains 2
            {1, null} contains null
            5 in Interval[1, 5]
            5 in Interval[1, 5)
            5 in Interval[1, null]
            5 in Interval(null, 5]
            5 in (null as Interval<Integer>)
            Interval[1, 5] contains 6
            start of Interval[1, 5]
            end of Interval[1, 5)
            start of (null as Interval<Integer>)
            Interval[null as Integer, null as Integer]
            Interval[5, 1]
            not (null as Boolean)
            true and null
            false and null
            null or true
            null or false
            null implies true
            true implies null
            false implies null
            true xor null
            true xor false
            null is null
            1 is Integer
            'a' is String
            (null as Boolean) is true
            (null as Boolean) is false
            (1 as Decimal)
            1 = 1.0
            1 = null
            null = null
            null ~ null
            1 ~ 1.0
            'a' ~ 'A'
            {1, null} = {1, null}
            {1, 2} ~ {2, 1}
            Tuple { a: 1, b: null } = Tuple { a: 1, b: null }
            Tuple { a: 1 } = Tuple { a: 2 }
            1 < 2.0
            1 < null
            'a' < 'b'
            @2025-06-15 < @2025-06
            @2025-06-15 = @2025-06
            @2025-06-15 > @2025-05
            @2025-06-15 same day as @2025-06-15
            @2025-06-15 + 1 month
            @2025-01-31 + 1 month
            @2024-02-29 + 1 year
            @2025-06-15 - 30 days
            @2025-06-15 + (null as Quantity)
            @9999-12-31 + 1 day
            @2025-06 + 1 month
            difference in days between @2025-06-01 and @2025-06-15
            difference in days between @2025-06-01 and (null as Date)
            difference in months between @2025-01-31 and @2025-02-28
            months between @2025-01-31 and @2025-02-28
            years between @1960-02-29 and @2025-02-28
            days between @2025-06 and @2025-06-15
            difference in days between @2025-06 and @2025-06-15
            year from @2025-06-15
            month from @2025
            date from @2025-06-15T10:00:00.0+14:00
            hour from @2025-06-15T10:00:00.0Z
            minute from @2025-06-15
            Today()
            Date(2025, 6, 15)
            Date(2025, 13, 1)
            DateTime(2025, 6, 15, 10)
            ToDate('2025-06-15')
            ToDate('2025-6-15')
            ToDateTime(@2025-06-15)
            ToInteger('12')
            ToInteger('12.5')
            ToInteger('2147483648')
            ToInteger(null as String)
            ToDecimal('1.5')
            ToDecimal('abc')
            ToDecimal(5)
            ToDecimal('1.123456789')
            ToDecimal(null as String)
            ToString(1)
            ToString(1.50)
            ToString(1.0)
            ToString(null as Integer)
            ToString(5.0 'mg')
            ToString(@2025-06-15)
            ToString(true)
            ToBoolean('yes')
            ToBoolean('maybe')
            ToLong(3)
            ToQuantity('5 \\'mg\\'')
            Abs(-5)
            Abs(-2147483648)
            Abs(-1.5)
            Abs(null as Integer)
            -(-2147483648)
            -(null as Integer)
            Ceiling(1.1)
            Ceiling(-1.1)
            Ceiling(3000000000.5)
            Floor(1.9)
            Floor(-1.1)
            Floor(null as Decimal)
            Truncate(-1.9)
            Truncate(3000000000.5)
            Round(1.5)
            Round(2.5)
            Round(-0.5)
            Round(-1.5)
            Round(1.23456789, 2)
            Round(1.5, null)
            Round(null as Decimal)
            Exp(1)
            Exp(1000)
            Exp(null as Decimal)
            Ln(0)
            Ln(-1)
            Ln(2)
            Ln(null as Decimal)
            Log(8, 2)
            Upper('ab')
            Upper(null as String)
            Lower('AB')
            'a' + 'b'
            'a' + null
            'a' & null
            null & null
            Combine({'a', null, 'b'})
            Combine({'a', 'b'}, ', ')
            Combine({} as List<String>, ', ')
            Combine(null as List<String>, ', ')
            Combine({null, null} as List<String>)
            Combine({'a', 'b'}, null)
            Split('a,b', ',')
            Split(null, ',')
            Substring('abc', 1)
            Substring('abc', 1, 1)
            Substring('abc', 3)
            Substring('abc', -1)
            Substring('abc', null as Integer)
            Substring(null, 1)
            Substring('abc', 1, 10)
            PositionOf('b', 'abc')
            PositionOf('z', 'abc')
            PositionOf(null, 'abc')
            StartsWith('abc', 'a')
            StartsWith('abc', null)
            EndsWith('abc', 'bc')
            EndsWith('abc', 'a')
            EndsWith('abc', null)
            EndsWith(null, 'a')
            EndsWith('abc', 'c')
            Matches('abc', 'a.*')
            Matches('abc', 'b')
            Matches(null, 'a')
            Matches('abc', null)
            Coalesce(null as Integer, 2)
            Coalesce({null, 2} as List<Integer>)
            Coalesce(null as List<Integer>)
            if null then 1 else 2
            if true then 1 else null
            case when null then 1 when true then 2 else 3 end
            case 1 when null then 1 when 1 then 2 else 3 end
            case null when null then 1 else 2 end
            ({3, 1, 2}) X sort desc
            ({3, null, 2}) X where X > 1 return X * 2
            ({1, 1, 2}) X return all X
            ({1, 1, 2}) X return X
            ({1, 2, 3}) X aggregate T starting 0: T + X
            ({2147483647, 1}) X aggregate T starting 0: T + X
            (null as List<Integer>) X return X
            (null as Integer) X return X
            (5) X return X + 1
            ({1, 2}) X with ({2, 3}) Y such that X = Y
            ({1, 2}) X without ({2, 3}) Y such that X = Y
            from ({1, 2}) X, ({3}) Y return X + Y
            Patient.birthDate.value
            date from Patient.birthDate.value
            AgeInYearsAt(@2025-02-28)
            maximum Integer
            minimum Integer
            maximum Decimal
            predecessor of 1
            successor of 2147483647
            successor of 1.0
            width of Interval[1, 5]
            Message(1, true, 'c', 'Warning', 'm')
            """;

    private static CqlLibraries libraries;
    private static Set<String> refused;

    @BeforeAll
    static void compiles_each_expression_to_a_library_of_its_own() {
        List<String> all = EXPRESSIONS.lines().toList();
        List<CqlCompiler.CqlSource> sources = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            sources.add(
                    new CqlCompiler.CqlSource(
                            name(i) + ".cql",
                            name(i),
                            """
                            library %s version '1.0.0'
                            using FHIR version '4.0.1'
                            context Patient
                            define E: %s
                            """
                                    .formatted(name(i), all.get(i))));
        }
        CqlCompiler.Compiled compiled = CqlCompiler.compile(sources);
        libraries = new CqlLibraries(compiled.libraries());
        refused =
                compiled.problems().stream()
                        .map(KnowledgeProblem::where)
                        .map(where -> where.replaceAll("\\.cql.*", ""))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static String name(int number) {
        return "Edge" + number;
    }

    @TestFactory
    Stream<DynamicTest> an_operator_gives_what_the_reference_engine_gives_or_is_not_compiled() {
        List<String> all = EXPRESSIONS.lines().toList();
        return IntStream.range(0, all.size())
                // What the CQL compiler refuses, knowledge cannot hold.
                .filter(number -> !refused.contains(name(number)))
                .mapToObj(number ->
                        DynamicTest.dynamicTest(all.get(number), () -> assertSame(name(number))));
    }

    @Test
    void most_of_the_expressions_are_compiled() {
        long compiled =
                IntStream.range(0, (int) EXPRESSIONS.lines().count())
                        .filter(number -> !refused.contains(name(number)))
                        .filter(number -> program(name(number)).isPresent())
                        .count();

        assertThat(compiled).isGreaterThan(200);
    }

    private static void assertSame(String name) {
        Optional<CqlProgram> program = program(name);
        if (program.isEmpty()) {
            return;
        }
        Library library = libraries.library(name).orElseThrow();
        ExpressionDef definition = Objects.requireNonNull(libraries.expressions(name).get("E"));
        CompiledEvaluation compiled =
                new CompiledEvaluation(
                        "edges", program.get(), libraries, new ValueSets(), chart(), TODAY);
        ReferenceEvaluation reference =
                new ReferenceEvaluation("edges", libraries, new ValueSets(), chart(), TODAY);
        assertThat(outcome(compiled, library, definition))
                .isEqualTo(outcome(reference, library, definition));
    }

    private static Optional<CqlProgram> program(String name) {
        try {
            return Optional.of(CqlProgram.compile(libraries, List.of(name)));
        } catch (UnsupportedCqlException _) {
            return Optional.empty();
        }
    }

    private static String outcome(
            CqlEvaluation evaluation, Library library, ExpressionDef expression) {
        try {
            return String.valueOf(comparable(evaluation.answer(library, expression).value()));
        } catch (RuntimeException _) {
            return "fails";
        }
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        return value instanceof Iterable<?> items ? texts(items) : value;
    }

    private static List<String> texts(Iterable<?> items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(String.valueOf(comparable(item))));
        return texts;
    }

    private static Chart chart() {
        return switch (ChartReader.bundle(PATIENT.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }
}
