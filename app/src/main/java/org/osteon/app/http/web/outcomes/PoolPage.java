package org.osteon.app.http.web.outcomes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.pooling.PooledEffect;
import org.osteon.records.cohort.PooledSites;
import org.osteon.report.ForestDrawing;
import org.osteon.report.ForestFigure;

/// Several sites put together, on a page (K14; records, 6.4).
///
/// @param files as they were brought, in their order
record PoolPage(PooledSites pooled, List<String> files) {
    private static final double LIMIT = 0.975;

    /// What the difference is, in words.
    String difference() {
        return pooled.definition().second() + " minus " + pooled.definition().first();
    }

    String measure() {
        return pooled.definition().measure() + ", " + pooled.definition().visit();
    }

    /// A site on the page.
    ///
    /// @param weight its share with effects that differ, in percent
    record Site(PooledSites.SiteResult result, String words, double weight) {}

    List<Site> sites() {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < pooled.sites().size(); i++) {
            PooledSites.SiteResult one = pooled.sites().get(i);
            sites.add(
                    new Site(
                            one,
                            limits(one.difference(), lower(one), upper(one)),
                            effect().map(PooledEffect::weightsRandom).orElseThrow()[i]));
        }
        return sites;
    }

    private static double lower(PooledSites.SiteResult one) {
        return one.difference() - Normal.quantile(LIMIT) * Math.sqrt(one.variance());
    }

    private static double upper(PooledSites.SiteResult one) {
        return one.difference() + Normal.quantile(LIMIT) * Math.sqrt(one.variance());
    }

    Optional<PooledEffect> effect() {
        return Optional.ofNullable(pooled.effect());
    }

    Optional<PooledEffect> hartungKnapp() {
        return Optional.ofNullable(pooled.byHartungKnapp());
    }

    Optional<PooledSites.Adjusted> adjusted() {
        return Optional.ofNullable(pooled.adjusted());
    }

    static String mean(PooledEffect.Mean mean) {
        return limits(mean.estimate(), mean.lower(), mean.upper());
    }

    static String limits(double estimate, double lower, double upper) {
        return number(estimate) + " (" + number(lower) + " to " + number(upper) + ")";
    }

    static String number(double value) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%.2f", value).replace('-', '−')
                : "not defined";
    }

    static String p(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }

    String forest(double width) {
        return effect().map(effect -> ForestDrawing.svg(figure(effect), width)).orElse("");
    }

    String wide() {
        return forest(OutcomePage.WIDE);
    }

    String narrow() {
        return forest(OutcomePage.NARROW);
    }

    private ForestFigure figure(PooledEffect effect) {
        return new ForestFigure(
                difference(),
                sites().stream()
                        .map(one ->
                                new ForestFigure.Line(
                                        one.result().site(),
                                        one.result().difference(),
                                        lower(one.result()),
                                        upper(one.result()),
                                        one.weight(),
                                        one.words()))
                        .toList(),
                List.of(
                        line("One effect for all", effect.fixed()),
                        line("Effects that differ", hartungKnapp().orElse(effect).random())),
                effect.prediction().length == 2 ? effect.prediction()[0] : Double.NaN,
                effect.prediction().length == 2 ? effect.prediction()[1] : Double.NaN);
    }

    private static ForestFigure.Line line(String name, PooledEffect.Mean mean) {
        return new ForestFigure.Line(
                name, mean.estimate(), mean.lower(), mean.upper(), 100, mean(mean));
    }

    /// The command that says the same.
    List<String> commands() {
        return List.of(
                "osteon outcome pool combine --definition "
                        + pooled.definition().id()
                        + ".json "
                        + String.join(" ", files));
    }

    /// The same in R, with the package metafor.
    String script() {
        StringBuilder script = new StringBuilder("library(metafor)\n");
        script.append("sites <- data.frame(\n  site = c(");
        script.append(joined(pooled.sites().stream().map(one -> '"' + one.site() + '"').toList()));
        script.append("),\n  yi = c(");
        script.append(
                joined(
                        pooled.sites().stream()
                                .map(one -> String.valueOf(one.difference()))
                                .toList()));
        script.append("),\n  vi = c(");
        script.append(
                joined(
                        pooled.sites().stream()
                                .map(one -> String.valueOf(one.variance()))
                                .toList()));
        script.append("))\n");
        script.append("rma(yi, vi, data = sites, slab = site, method = \"FE\")\n");
        script.append("random <- rma(yi, vi, data = sites, slab = site, method = \"REML\")\n");
        script.append("random\npredict(random)\n");
        script.append(
                "rma(yi, vi, data = sites, slab = site, method = \"REML\", test = \"knha\")\n");
        script.append("forest(random)\n");
        return script.toString();
    }

    private static String joined(List<String> parts) {
        return String.join(", ", parts);
    }
}
