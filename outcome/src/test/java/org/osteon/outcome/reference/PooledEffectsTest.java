package org.osteon.outcome.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.pooling.PooledEffect;
import org.osteon.outcome.pooling.PooledEffect.Between;
import org.osteon.outcome.pooling.PooledEffect.Interval;
import org.osteon.outcome.pooling.PooledEffect.Mean;
import org.osteon.outcome.pooling.PooledEffect.Site;

/// Sites put together against metafor; `src/test/r/pooled-effects.R` makes the cases (K14).
class PooledEffectsTest {
    private static final double CLOSE = 1e-8;

    private static final JsonNode CASES = Reference.read("pooled-effects.json").path("cases");

    @Test
    void one_effect_for_all_is_that_of_r() {
        for (JsonNode one : CASES) {
            PooledEffect pooled = pooled(one, Between.DERSIMONIAN_LAIRD, Interval.NORMAL);
            agrees(pooled.fixed(), one.path("fixed"));
            agrees(pooled.weightsFixed(), Reference.numbers(one.at("/fixed/weights")));
        }
    }

    @Test
    void effects_that_differ_are_those_of_r_by_each_method_and_interval() {
        int found = 0;
        for (JsonNode one : CASES) {
            for (Between between : Between.values()) {
                for (Interval interval : Interval.values()) {
                    JsonNode r =
                            one.path(interval == Interval.NORMAL ? "normal" : "knapp")
                                    .path(between.name());
                    PooledEffect pooled = pooled(one, between, interval);
                    String which = between + " " + interval + " " + one.path("y");
                    agrees(which, pooled.heterogeneity().tau2(), r.path("tau2").asDouble());
                    agrees(pooled.random(), r);
                    agrees(which, pooled.heterogeneity().q(), r.path("q").asDouble());
                    agrees(which, pooled.heterogeneity().p(), r.path("qp").asDouble());
                    agrees(which, pooled.heterogeneity().i2(), r.path("i2").asDouble());
                    agrees(which, pooled.heterogeneity().h2(), r.path("h2").asDouble());
                    agrees(pooled.weightsRandom(), Reference.numbers(r.path("weights")));
                    agrees(pooled.prediction(), Reference.numbers(r.path("prediction")));
                    found++;
                }
            }
        }
        assertThat(found).isEqualTo(40 * 6);
    }

    private static PooledEffect pooled(JsonNode one, Between between, Interval interval) {
        double[] y = Reference.numbers(one.path("y"));
        double[] v = Reference.numbers(one.path("v"));
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < y.length; i++) {
            sites.add(new Site("s" + i, y[i], v[i]));
        }
        return PooledEffect.of(sites, between, interval, 0.95);
    }

    private static void agrees(Mean ours, JsonNode r) {
        agrees("estimate", ours.estimate(), r.path("estimate").asDouble());
        agrees("se", ours.se(), r.path("se").asDouble());
        agrees("statistic", ours.statistic(), r.path("statistic").asDouble());
        agrees("p", ours.p(), r.path("p").asDouble());
        agrees("lower", ours.lower(), r.path("lower").asDouble());
        agrees("upper", ours.upper(), r.path("upper").asDouble());
    }

    private static void agrees(double[] ours, double[] r) {
        assertThat(ours).hasSameSizeAs(r);
        for (int i = 0; i < r.length; i++) {
            agrees("at " + i, ours[i], r[i]);
        }
    }

    private static void agrees(String what, double ours, double r) {
        assertThat(ours).as(what).isCloseTo(r, within(CLOSE * Math.max(1, Math.abs(r))));
    }

    @Test
    void sites_that_agree_have_no_variance_between_them_and_both_effects_are_one() {
        List<Site> alike = List.of(new Site("a", 3, 1), new Site("b", 3, 2), new Site("c", 3, 4));
        for (Between between : Between.values()) {
            PooledEffect pooled = PooledEffect.of(alike, between, Interval.NORMAL, 0.95);
            assertThat(pooled.heterogeneity().tau2()).isZero();
            assertThat(pooled.heterogeneity().i2()).isZero();
            assertThat(pooled.random()).isEqualTo(pooled.fixed());
            assertThat(pooled.fixed().estimate()).isCloseTo(3, within(1e-12));
        }
    }

    @Test
    void one_site_is_itself_and_says_nothing_of_others() {
        PooledEffect one =
                PooledEffect.of(
                        List.of(new Site("a", 2, 4)),
                        Between.RESTRICTED_LIKELIHOOD,
                        Interval.HARTUNG_KNAPP,
                        0.95);

        assertThat(one.fixed().estimate()).isEqualTo(2);
        assertThat(one.random().se()).isEqualTo(2);
        assertThat(one.heterogeneity().i2()).isNaN();
        assertThat(one.prediction()).containsOnly(Double.NaN);
    }

    @Test
    void a_site_without_a_variance_and_no_site_at_all_are_refused() {
        for (double variance : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Site("a", 1, variance)).hasMessageContaining("site a");
        }
        assertThatThrownBy(() ->
                        PooledEffect.of(List.of(), Between.PAULE_MANDEL, Interval.NORMAL, 0.95))
                .hasMessageContaining("no site");
    }
}
