package org.osteon.app.http.web.outcomes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.pooling.PooledEffect;
import org.osteon.records.cohort.PooledSites;
import org.osteon.records.models.Quoted;
import org.osteon.report.ForestDrawing;
import org.osteon.report.ForestFigure;

/// Several sites put together, on a page (K14; records, 6.4).
///
/// @param files as they were brought, in their order
record PoolPage(PooledSites pooled, List<String> files) {
    private static final double LIMIT = 0.975;

    private static final String SCRIPT =
            """
            library(metafor)
            options(width = 200)
            sites <- data.frame(site = c(SITES),
              yi = c(DIFFERENCES),
              vi = c(VARIANCES))
            exact <- list(threshold = 1e-12, maxiter = 10000, tol = 1e-14)
            fixed <- rma(yi, vi, data = sites, slab = site, method = "FE")
            random <- rma(yi, vi, data = sites, slab = site, method = "REML", control = exact)
            knapp <- rma(yi, vi, data = sites, slab = site, method = "REML", test = "knha", control = exact)
            for (fit in list(fixed, random, knapp)) print(coef(summary(fit)), digits = 12)
            print(c(Q = random$QE, p = random$QEp, I2 = random$I2, tau2 = random$tau2), digits = 12)
            further <- predict(random)
            print(c(lower = further$pi.lb, upper = further$pi.ub), digits = 12)
            forest(random)
            """;

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
                        + Quoted.shell(pooled.definition().id() + ".json")
                        + files.stream()
                                .map(one -> " " + Quoted.shell(one))
                                .collect(Collectors.joining()));
    }

    /// The same in R, with the package metafor; empty where no site has a difference.
    String script() {
        return effect().isEmpty()
                ? ""
                : SCRIPT.replace("SITES", of(one -> Quoted.r(one.site())))
                        .replace("DIFFERENCES", of(one -> String.valueOf(one.difference())))
                        .replace("VARIANCES", of(one -> String.valueOf(one.variance())));
    }

    private String of(Function<PooledSites.SiteResult, String> part) {
        return pooled.sites().stream().map(part).collect(Collectors.joining(", "));
    }
}
