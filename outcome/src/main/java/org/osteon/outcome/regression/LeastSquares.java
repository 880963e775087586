package org.osteon.outcome.regression;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.DesignMatrix;

/// Ordinary least squares by Householder reflections.
final class LeastSquares {
    private final int n;
    private final int p;
    final double[] coef;
    final double[] residual;
    final double[][] inverse;

    /// Solves for the columns of `x`, at least as many rows as columns.
    LeastSquares(DesignMatrix x, double[] y) {
        this.n = y.length;
        this.p = x.width();
        if (n < p) {
            throw new UnusableInputException(
                    n + " rows cannot determine " + p + " coefficients: use fewer covariates");
        }
        double[][] q = new double[p][];
        for (int j = 0; j < p; j++) {
            q[j] = x.columns()[j].clone();
        }
        double[] rhs = y.clone();
        double[][] r = new double[p][p];
        for (int j = 0; j < p; j++) {
            double whole = norm(x.columns()[j], 0);
            double length = norm(q[j], j);
            if (!(length > 1e-10 * whole)) {
                throw new UnusableInputException(
                        "covariate '"
                                + x.names().get(j)
                                + "' is constant or follows from the others: leave it out");
            }
            double alpha = q[j][j] > 0 ? -length : length;
            double[] v = q[j];
            v[j] -= alpha;
            double square = 0;
            for (int i = j; i < n; i++) {
                square += v[i] * v[i];
            }
            for (int l = j + 1; l < p; l++) {
                reflect(v, q[l], j, square);
            }
            reflect(v, rhs, j, square);
            r[j][j] = alpha;
            for (int l = j + 1; l < p; l++) {
                r[j][l] = q[l][j];
            }
        }
        coef = backSolve(r, rhs);
        double[][] rInverse = new double[p][];
        for (int j = 0; j < p; j++) {
            double[] unit = new double[p];
            unit[j] = 1;
            rInverse[j] = backSolve(r, unit);
        }
        inverse = new double[p][p];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < p; b++) {
                for (int j = 0; j < p; j++) {
                    inverse[a][b] += rInverse[j][a] * rInverse[j][b];
                }
            }
        }
        residual = y.clone();
        for (int j = 0; j < p; j++) {
            double[] column = x.columns()[j];
            for (int i = 0; i < n; i++) {
                residual[i] -= coef[j] * column[i];
            }
        }
    }

    private double norm(double[] column, int from) {
        double sum = 0;
        for (int i = from; i < n; i++) {
            sum += column[i] * column[i];
        }
        return Math.sqrt(sum);
    }

    private void reflect(double[] v, double[] target, int from, double square) {
        double dot = 0;
        for (int i = from; i < n; i++) {
            dot += v[i] * target[i];
        }
        double factor = 2 * dot / square;
        for (int i = from; i < n; i++) {
            target[i] -= factor * v[i];
        }
    }

    private double[] backSolve(double[][] r, double[] rhs) {
        double[] solution = new double[p];
        for (int j = p - 1; j >= 0; j--) {
            double sum = rhs[j];
            for (int l = j + 1; l < p; l++) {
                sum -= r[j][l] * solution[l];
            }
            solution[j] = sum / r[j][j];
        }
        return solution;
    }

    double residualSquares() {
        double sum = 0;
        for (double value : residual) {
            sum += value * value;
        }
        return sum;
    }
}
