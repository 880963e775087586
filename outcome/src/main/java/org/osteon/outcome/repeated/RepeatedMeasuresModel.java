package org.osteon.outcome.repeated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.ManyToOne;
import org.osteon.outcome.distribution.NewtonStep;
import org.osteon.outcome.distribution.SymmetricMatrix;
import org.osteon.outcome.distribution.Tails;

/// The mixed model for repeated measures fitted by restricted maximum likelihood: Newton's method
/// on the elements of the covariance until the Newton decrement is below 1e-18. Degrees of freedom
/// by Satterthwaite; the Kenward-Roger option adds its linear covariance adjustment (Kenward and
/// Roger, Biometrics 1997;53:983, without the second-derivative terms, which depend on how the
/// covariance is parametrised).
public final class RepeatedMeasuresModel {
    private static final int MAX_ITERATIONS = 200;

    private RepeatedMeasuresModel() {}

    /// How tests are made.
    public enum Method {
        /// Satterthwaite's degrees of freedom, covariance of the coefficients as it is.
        SATTERTHWAITE("Satterthwaite", "default"),
        /// The same degrees of freedom for a single contrast, covariance with the linear
        /// adjustment.
        KENWARD_ROGER("Kenward-Roger", "Kenward-Roger-Linear");

        private final String label;
        private final String covariance;

        Method(String label, String covariance) {
            this.label = label;
            this.covariance = covariance;
        }
    }

    /// The fitted model.
    ///
    /// @param method how degrees of freedom are made
    /// @param vcov which covariance of the coefficients the errors use
    /// @param nObs measures used
    /// @param nSubjects people with at least one
    /// @param remlLogLik restricted log likelihood
    /// @param covariance covariance of the visits
    /// @param coefNames names
    /// @param coef coefficients
    /// @param se their standard errors
    /// @param df their degrees of freedom
    /// @param lsMeans adjusted means, visit by visit
    /// @param differences each group minus the reference, visit by visit
    /// @param adjustment how p values and limits of the differences are adjusted within a visit
    public record Fit(
            String method,
            String vcov,
            int nObs,
            int nSubjects,
            double remlLogLik,
            double[][] covariance,
            List<String> coefNames,
            double[] coef,
            double[] se,
            double[] df,
            List<Mean> lsMeans,
            List<Difference> differences,
            String adjustment) {}

    /// An adjusted mean at the mean baseline.
    ///
    /// @param group group
    /// @param visit visit
    /// @param estimate mean
    /// @param se standard error
    /// @param df degrees of freedom
    /// @param lower lower limit
    /// @param upper upper limit
    public record Mean(
            String group,
            String visit,
            double estimate,
            double se,
            double df,
            double lower,
            double upper) {}

    /// A difference of adjusted means.
    ///
    /// @param contrast group - reference
    /// @param visit visit
    /// @param estimate difference
    /// @param se standard error
    /// @param df degrees of freedom
    /// @param lower lower limit
    /// @param upper upper limit
    /// @param t statistic
    /// @param p two-sided
    public record Difference(
            String contrast,
            String visit,
            double estimate,
            double se,
            double df,
            double lower,
            double upper,
            double t,
            double p) {}

    /// Fits the model; every row has a measure.
    public static Fit fit(
            RepeatedMeasuresDesign design,
            double[] y,
            Groups subjects,
            CovarianceStructure structure,
            Method method,
            double confidence) {
        List<String> names = design.names();
        List<RestrictedLikelihood.Person> people = people(design, y, subjects);
        int visits = design.visits().count();
        RestrictedLikelihood likelihood =
                new RestrictedLikelihood(people, structure, visits, names.size());
        maximise(likelihood, structure, start(people, visits, names));
        return report(design, likelihood, structure, method, people.size(), names, confidence);
    }

    private static List<RestrictedLikelihood.Person> people(
            RepeatedMeasuresDesign design, double[] y, Groups subjects) {
        Map<Integer, List<Integer>> rowsOf = new LinkedHashMap<>();
        for (int i = 0; i < y.length; i++) {
            rowsOf.computeIfAbsent(subjects.index()[i], unused -> new ArrayList<>()).add(i);
        }
        List<RestrictedLikelihood.Person> people = new ArrayList<>();
        int[] visit = design.visits().index();
        for (var entry : rowsOf.entrySet()) {
            List<Integer> rows = entry.getValue();
            rows.sort(Comparator.comparingInt(row -> visit[row]));
            int m = rows.size();
            int[] visits = new int[m];
            double[][] x = new double[m][];
            double[] values = new double[m];
            for (int s = 0; s < m; s++) {
                int row = rows.get(s);
                visits[s] = visit[row];
                x[s] = design.row(row);
                values[s] = y[row];
                if (s > 0 && visits[s] == visits[s - 1]) {
                    throw new UnusableInputException(
                            "subject '"
                                    + subjects.labels().get(entry.getKey())
                                    + "' has visit '"
                                    + design.visits().labels().get(visits[s])
                                    + "' twice: keep one row");
                }
            }
            people.add(new RestrictedLikelihood.Person(visits, x, values));
        }
        return people;
    }

    /// Pairwise covariances of the residuals from ordinary least squares, drawn towards
    /// independence until they are a covariance.
    private static double[][] start(
            List<RestrictedLikelihood.Person> people, int visits, List<String> names) {
        int p = names.size();
        double[][] information = new double[p][p];
        double[] right = new double[p];
        for (var person : people) {
            for (int s = 0; s < person.y().length; s++) {
                for (int a = 0; a < p; a++) {
                    right[a] += person.x()[s][a] * person.y()[s];
                    for (int b = 0; b < p; b++) {
                        information[a][b] += person.x()[s][a] * person.x()[s][b];
                    }
                }
            }
        }
        int dependent = SymmetricMatrix.firstDependent(information);
        if (dependent >= 0) {
            throw new UnusableInputException(
                    "the effect '"
                            + names.get(dependent)
                            + "' cannot be told from the others: a group without measures at a"
                            + " visit, or a covariate that follows from the others");
        }
        double[] beta = SymmetricMatrix.solve(SymmetricMatrix.cholesky(information), right);
        double[][] sum = new double[visits][visits];
        int[][] pairs = new int[visits][visits];
        for (var person : people) {
            int m = person.y().length;
            double[] r = new double[m];
            for (int s = 0; s < m; s++) {
                r[s] = person.y()[s] - SymmetricMatrix.dot(person.x()[s], beta);
            }
            for (int s = 0; s < m; s++) {
                for (int t = 0; t < m; t++) {
                    sum[person.visits()[s]][person.visits()[t]] += r[s] * r[t];
                    pairs[person.visits()[s]][person.visits()[t]]++;
                }
            }
        }
        double[][] sigma = new double[visits][visits];
        for (int s = 0; s < visits; s++) {
            for (int t = 0; t < visits; t++) {
                sigma[s][t] = pairs[s][t] > 0 ? sum[s][t] / pairs[s][t] : 0;
            }
        }
        while (SymmetricMatrix.cholesky(sigma).length == 0) {
            for (int s = 0; s < visits; s++) {
                if (!(sigma[s][s] > 0)) {
                    throw new UnusableInputException(
                            "the measures of one visit do not vary around the model: no covariance"
                                    + " can be estimated");
                }
                for (int t = 0; t < visits; t++) {
                    sigma[s][t] *= s == t ? 1 : 0.9;
                }
            }
        }
        return sigma;
    }

    private static void maximise(
            RestrictedLikelihood likelihood, CovarianceStructure structure, double[][] start) {
        double[] theta = structure.start(start);
        while (!likelihood.moveTo(theta)) {
            // Averages over visits need not be a covariance: draw the parameters other than the
            // first to 0.
            for (int a = 1; a < theta.length; a++) {
                theta[a] *= 0.9;
            }
        }
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            double[] gradient = likelihood.gradient();
            var information = likelihood.information(false);
            double[][] factor = SymmetricMatrix.cholesky(information.observed());
            if (factor.length == 0) {
                factor = SymmetricMatrix.cholesky(information.average());
            }
            if (factor.length == 0) {
                break;
            }
            double[] step = SymmetricMatrix.solve(factor, gradient);
            double decrement = SymmetricMatrix.dot(step, gradient);
            double reached = likelihood.loglik;
            theta = likelihood.theta;
            double scale = 1;
            while (scale > 1e-10
                    && !(likelihood.moveTo(NewtonStep.moved(theta, step, scale))
                            && likelihood.loglik >= reached - 1e-12 * Math.abs(reached))) {
                scale /= 2;
            }
            if (scale <= 1e-10) {
                likelihood.moveTo(theta);
            }
            if (decrement < 1e-18 || (scale <= 1e-10 && decrement < 1e-10)) {
                return;
            }
            if (scale <= 1e-10) {
                break;
            }
        }
        throw new UnusableInputException(
                "the model with covariance "
                        + structure.name().toLowerCase(java.util.Locale.ROOT)
                        + " does not converge: fall back as the analysis plan says (toep, ar1, cs)"
                        + " with --covariance");
    }

    private static Fit report(
            RepeatedMeasuresDesign design,
            RestrictedLikelihood likelihood,
            CovarianceStructure structure,
            Method method,
            int subjects,
            List<String> names,
            double confidence) {
        var information = likelihood.information(method == Method.KENWARD_ROGER);
        double[][] factor = SymmetricMatrix.cholesky(information.observed());
        if (factor.length == 0) {
            throw new UnusableInputException(
                    "the likelihood is flat in the covariance: use a simpler --covariance");
        }
        double[][] w = SymmetricMatrix.inverse(factor);
        double[][] phi = likelihood.phi;
        double[][] used = method == Method.KENWARD_ROGER ? adjusted(phi, w, information) : phi;
        Inference inference = new Inference(likelihood.beta, phi, used, w, information.first());
        int p = names.size();
        double[] se = new double[p];
        double[] df = new double[p];
        for (int j = 0; j < p; j++) {
            double[] unit = new double[p];
            unit[j] = 1;
            se[j] = inference.standardError(unit);
            df[j] = inference.degreesOfFreedom(unit);
        }
        double base =
                design.baselineName() == null
                        ? 0
                        : Arrays.stream(design.baseline()).average().orElse(0);
        return new Fit(
                method.label,
                method.covariance,
                likelihood.observations(),
                subjects,
                likelihood.loglik,
                structure.covariance(likelihood.theta, design.visits().count()),
                names,
                likelihood.beta,
                se,
                df,
                means(design, inference, base, confidence),
                differences(design, inference, base, confidence),
                design.groups().count() > 2 ? "many-to-one within visit (Dunnett type)" : "none");
    }

    /// The adjusted mean of every group at every visit.
    private static List<Mean> means(
            RepeatedMeasuresDesign design, Inference inference, double base, double confidence) {
        List<Mean> means = new ArrayList<>();
        for (int v = 0; v < design.visits().count(); v++) {
            for (int g = 0; g < design.groups().count(); g++) {
                double[] c = design.row(g, v, base, design.levels());
                double error = inference.standardError(c);
                double freedom = inference.degreesOfFreedom(c);
                double reach = Tails.studentCritical(confidence, freedom) * error;
                double mean = inference.estimate(c);
                means.add(
                        new Mean(
                                design.groups().labels().get(g),
                                design.visits().labels().get(v),
                                mean,
                                error,
                                freedom,
                                mean - reach,
                                mean + reach));
            }
        }
        return means;
    }

    /// Every group less the reference at every visit.
    private static List<Difference> differences(
            RepeatedMeasuresDesign design, Inference inference, double base, double confidence) {
        List<Difference> differences = new ArrayList<>();
        for (int v = 0; v < design.visits().count(); v++) {
            String visit = design.visits().labels().get(v);
            double[] reference = design.row(0, v, base, design.levels());
            for (int g = 1; g < design.groups().count(); g++) {
                double[] c = design.row(g, v, base, design.levels());
                differences.add(difference(design, inference, c, reference, g, visit, confidence));
            }
        }
        return differences;
    }

    private static Difference difference(
            RepeatedMeasuresDesign design,
            Inference inference,
            double[] c,
            double[] reference,
            int g,
            String visit,
            double confidence) {
        double[] contrast = c.clone();
        for (int j = 0; j < contrast.length; j++) {
            contrast[j] -= reference[j];
        }
        double estimate = inference.estimate(contrast);
        double error = inference.standardError(contrast);
        double df = inference.degreesOfFreedom(contrast);
        int comparisons = design.groups().count() - 1;
        double reach = ManyToOne.critical(confidence, comparisons, df) * error;
        double t = estimate / error;
        List<String> labels = design.groups().labels();
        return new Difference(
                labels.get(g) + " - " + labels.getFirst(),
                visit,
                estimate,
                error,
                df,
                estimate - reach,
                estimate + reach,
                t,
                ManyToOne.pValue(t, comparisons, df));
    }

    private static double[][] adjusted(
            double[][] phi, double[][] w, RestrictedLikelihood.Information information) {
        int p = phi.length;
        double[][] inner = new double[p][p];
        for (int a = 0; a < w.length; a++) {
            double[][] phiA = SymmetricMatrix.times(information.first()[a], phi);
            for (int b = 0; b < w.length; b++) {
                double[][] product = SymmetricMatrix.times(phiA, information.first()[b]);
                for (int c = 0; c < p; c++) {
                    for (int d = 0; d < p; d++) {
                        inner[c][d] += w[a][b] * (information.second()[a][b][c][d] - product[c][d]);
                    }
                }
            }
        }
        double[][] correction = SymmetricMatrix.times(SymmetricMatrix.times(phi, inner), phi);
        double[][] result = new double[p][p];
        for (int c = 0; c < p; c++) {
            for (int d = 0; d < p; d++) {
                result[c][d] = phi[c][d] + correction[c][d] + correction[d][c];
            }
        }
        return result;
    }

    /// Estimates, errors and degrees of freedom of linear combinations.
    private record Inference(
            double[] beta, double[][] phi, double[][] used, double[][] w, double[][][] first) {
        double estimate(double[] c) {
            return SymmetricMatrix.dot(c, beta);
        }

        double standardError(double[] c) {
            return Math.sqrt(SymmetricMatrix.dot(c, SymmetricMatrix.times(used, c)));
        }

        /// Satterthwaite: 2 (c'Phi c)^2 / (g'W g) with g_a = -c'Phi P_a Phi c.
        double degreesOfFreedom(double[] c) {
            double[] phiC = SymmetricMatrix.times(phi, c);
            double variance = SymmetricMatrix.dot(c, phiC);
            double[] g = new double[w.length];
            for (int a = 0; a < g.length; a++) {
                g[a] = -SymmetricMatrix.dot(phiC, SymmetricMatrix.times(first[a], phiC));
            }
            return 2 * variance * variance / SymmetricMatrix.dot(g, SymmetricMatrix.times(w, g));
        }
    }
}
