package org.osteon.outcome.repeated;

import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.distribution.SymmetricMatrix;

/// The restricted likelihood of the repeated-measures model with its derivatives in the covariance
/// parameters.
///
/// With S_i the covariance of person i, Z = S^-1 X, e = S^-1 (y - X b) and Phi = (sum X'S^-1 X)^-1:
/// gradient_a = -1/2 sum tr(V_a (S^-1 - Z Phi Z' - e e')), V_a = dS/d theta_a.
final class RestrictedLikelihood {
    /// One person's measures.
    ///
    /// @param visits which visits were seen, ascending
    /// @param x a row of covariates per visit
    /// @param y the measures
    record Person(int[] visits, double[][] x, double[] y) {}

    private final List<Person> people;
    private final CovarianceStructure structure;
    private final int visits;
    private final int p;
    private final int observations;

    double[] theta = new double[0];
    double loglik;
    double[] beta = new double[0];
    double[][] phi = new double[0][];
    private double[][] gradientMatrix = new double[0][];
    private final List<double[][]> inverse = new ArrayList<>();
    private final List<double[][]> z = new ArrayList<>();
    private final List<double[]> e = new ArrayList<>();

    RestrictedLikelihood(List<Person> people, CovarianceStructure structure, int visits, int p) {
        this.people = people;
        this.structure = structure;
        this.visits = visits;
        this.p = p;
        this.observations = people.stream().mapToInt(person -> person.y.length).sum();
    }

    int observations() {
        return observations;
    }

    /// Moves to the parameters.
    ///
    /// @return false when they give no covariance; the state is then undefined
    boolean moveTo(double[] parameters) {
        double[][] sigma = structure.covariance(parameters, visits);
        if (SymmetricMatrix.cholesky(sigma).length == 0) {
            return false;
        }
        theta = parameters.clone();
        inverse.clear();
        z.clear();
        e.clear();
        double logDeterminants = 0;
        double[][] information = new double[p][p];
        double[] right = new double[p];
        for (Person person : people) {
            int m = person.y.length;
            double[][] own = new double[m][m];
            for (int s = 0; s < m; s++) {
                for (int t = 0; t < m; t++) {
                    own[s][t] = sigma[person.visits[s]][person.visits[t]];
                }
            }
            double[][] factor = SymmetricMatrix.cholesky(own);
            for (int s = 0; s < m; s++) {
                logDeterminants += 2 * Math.log(factor[s][s]);
            }
            double[][] w = SymmetricMatrix.inverse(factor);
            double[][] wx = SymmetricMatrix.times(w, person.x);
            inverse.add(w);
            z.add(wx);
            for (int s = 0; s < m; s++) {
                for (int a = 0; a < p; a++) {
                    double value = person.x[s][a];
                    if (value != 0) {
                        for (int b = 0; b < p; b++) {
                            information[a][b] += value * wx[s][b];
                        }
                    }
                    right[a] += wx[s][a] * person.y[s];
                }
            }
        }
        double[][] factor = SymmetricMatrix.cholesky(information);
        if (factor.length == 0) {
            return false;
        }
        for (int a = 0; a < p; a++) {
            logDeterminants += 2 * Math.log(factor[a][a]);
        }
        beta = SymmetricMatrix.solve(factor, right);
        phi = SymmetricMatrix.inverse(factor);
        gradientMatrix = new double[visits][visits];
        double quadratic = 0;
        for (int i = 0; i < people.size(); i++) {
            quadratic += residuals(i);
        }
        loglik = -0.5 * ((observations - p) * Math.log(2 * Math.PI) + logDeterminants + quadratic);
        return true;
    }

    private double residuals(int i) {
        Person person = people.get(i);
        double[] r = person.y.clone();
        for (int s = 0; s < r.length; s++) {
            r[s] -= SymmetricMatrix.dot(person.x[s], beta);
        }
        double[] scaled = SymmetricMatrix.times(inverse.get(i), r);
        e.add(scaled);
        double[][] zPhi = SymmetricMatrix.times(z.get(i), phi);
        for (int s = 0; s < r.length; s++) {
            for (int t = 0; t < r.length; t++) {
                gradientMatrix[person.visits[s]][person.visits[t]] +=
                        inverse.get(i)[s][t]
                                - SymmetricMatrix.dot(zPhi[s], z.get(i)[t])
                                - scaled[s] * scaled[t];
            }
        }
        return SymmetricMatrix.dot(r, scaled);
    }

    double[] gradient() {
        double[] gradient = new double[theta.length];
        for (int a = 0; a < gradient.length; a++) {
            gradient[a] = -0.5 * trace(structure.derivative(theta, visits, a), gradientMatrix);
        }
        return gradient;
    }

    private static double trace(double[][] a, double[][] b) {
        double sum = 0;
        for (int s = 0; s < a.length; s++) {
            for (int t = 0; t < a.length; t++) {
                sum += a[s][t] * b[t][s];
            }
        }
        return sum;
    }

    /// The pieces of the information and of the Kenward-Roger covariance.
    ///
    /// @param average average information, always positive
    /// @param observed minus the second derivatives of the likelihood
    /// @param first per parameter P_a = -sum X'S^-1 V_a S^-1 X
    /// @param second per pair Q_ab = sum X'S^-1 V_a S^-1 V_b S^-1 X; empty when not asked for
    record Information(
            double[][] average, double[][] observed, double[][][] first, double[][][][] second) {}

    Information information(boolean withSecond) {
        int q = theta.length;
        double[][][] v = new double[q][][];
        for (int a = 0; a < q; a++) {
            v[a] = structure.derivative(theta, visits, a);
        }
        double[][][] first = new double[q][p][p];
        double[][][][] second = withSecond ? new double[q][q][p][p] : new double[0][][][];
        double[][] squares = new double[q][q];
        double[][] traces = new double[q][q];
        double[][] cross = new double[q][p];
        for (int i = 0; i < people.size(); i++) {
            addPerson(i, v, first, second, squares, traces, cross);
        }
        double[][] average = new double[q][q];
        double[][] observed = new double[q][q];
        double[][][] phiFirst = new double[q][][];
        for (int a = 0; a < q; a++) {
            phiFirst[a] = SymmetricMatrix.times(phi, first[a]);
        }
        for (int a = 0; a < q; a++) {
            double[] phiCross = SymmetricMatrix.times(phi, cross[a]);
            for (int b = 0; b < q; b++) {
                double form = squares[a][b] - SymmetricMatrix.dot(phiCross, cross[b]);
                double trace = traces[a][b] + trace(phiFirst[a], phiFirst[b]);
                average[a][b] = form / 2;
                observed[a][b] =
                        form
                                - trace / 2
                                + trace(
                                                structure.secondDerivative(theta, visits, a, b),
                                                gradientMatrix)
                                        / 2;
            }
        }
        return new Information(average, observed, first, second);
    }

    /// `squares` gets (V_a e)' S^-1 V_b e, `cross` Z'V_a e, `traces` the person's part of tr(P V_a
    /// P V_b).
    private void addPerson(
            int i,
            double[][][] v,
            double[][][] first,
            double[][][][] second,
            double[][] squares,
            double[][] traces,
            double[][] cross) {
        int q = v.length;
        Person person = people.get(i);
        int m = person.y.length;
        double[][] w = inverse.get(i);
        double[][] zi = z.get(i);
        double[][] kernel = new double[m][m];
        double[][] zPhi = SymmetricMatrix.times(zi, phi);
        for (int s = 0; s < m; s++) {
            for (int t = 0; t < m; t++) {
                kernel[s][t] = SymmetricMatrix.dot(zPhi[s], zi[t]);
            }
        }
        double[][][] wv = new double[q][][];
        double[][][] own = new double[q][m][m];
        double[][] ve = new double[q][];
        double[][] wve = new double[q][];
        for (int a = 0; a < q; a++) {
            for (int s = 0; s < m; s++) {
                for (int t = 0; t < m; t++) {
                    own[a][s][t] = v[a][person.visits[s]][person.visits[t]];
                }
            }
            wv[a] = SymmetricMatrix.times(w, own[a]);
            ve[a] = SymmetricMatrix.times(own[a], e.get(i));
            wve[a] = SymmetricMatrix.times(w, ve[a]);
            double[][] vz = SymmetricMatrix.times(own[a], zi);
            for (int s = 0; s < m; s++) {
                for (int c = 0; c < p; c++) {
                    cross[a][c] += zi[s][c] * ve[a][s];
                    for (int d = 0; d < p; d++) {
                        first[a][c][d] -= zi[s][c] * vz[s][d];
                    }
                }
            }
        }
        for (int a = 0; a < q; a++) {
            for (int b = 0; b < q; b++) {
                squares[a][b] += SymmetricMatrix.dot(ve[a], wve[b]);
                double[][] middle = SymmetricMatrix.times(own[a], wv[b]);
                // tr(W Va W Vb) - 2 tr(Va W Vb Z Phi Z')
                traces[a][b] += trace(w, middle) - 2 * trace(middle, kernel);
                if (second.length > 0) {
                    double[][] mz = SymmetricMatrix.times(middle, zi);
                    for (int s = 0; s < m; s++) {
                        for (int c = 0; c < p; c++) {
                            for (int d = 0; d < p; d++) {
                                second[a][b][c][d] += zi[s][c] * mz[s][d];
                            }
                        }
                    }
                }
            }
        }
    }
}
