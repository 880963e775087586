package org.osteon.outcome.distribution;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/// Solving with small symmetric matrices given as full `double[p][p]`.
public final class SymmetricMatrix {
    private SymmetricMatrix() {}

    /// The lower Cholesky factor, or an empty array when the matrix is not positive definite (a
    /// pivot below 1e-12 of its diagonal element).
    public static double[][] cholesky(double[][] a) {
        int p = a.length;
        double[][] l = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i == j) {
                    if (!(sum > 1e-12 * Math.abs(a[i][i]))) {
                        return new double[0][];
                    }
                    l[i][i] = Math.sqrt(sum);
                } else {
                    l[i][j] = sum / l[j][j];
                }
            }
        }
        return l;
    }

    /// The index of the first row that depends on the rows before it, or -1 when the matrix is
    /// positive definite.
    public static int firstDependent(double[][] a) {
        for (int size = 1; size <= a.length; size++) {
            double[][] leading = new double[size][];
            for (int i = 0; i < size; i++) {
                leading[i] = java.util.Arrays.copyOf(a[i], size);
            }
            if (cholesky(leading).length == 0) {
                return size - 1;
            }
        }
        return -1;
    }

    /// The inverse from the Cholesky factor.
    public static double[][] inverse(double[][] cholesky) {
        int p = cholesky.length;
        double[][] inverse = new double[p][];
        for (int j = 0; j < p; j++) {
            double[] unit = new double[p];
            unit[j] = 1;
            inverse[j] = solve(cholesky, unit);
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (inverse[i][j] + inverse[j][i]) / 2;
                inverse[i][j] = mean;
                inverse[j][i] = mean;
            }
        }
        return inverse;
    }

    /// The solution of A x = b from the Cholesky factor of A.
    public static double[] solve(double[][] cholesky, double[] b) {
        int p = cholesky.length;
        double[] x = b.clone();
        for (int i = 0; i < p; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= cholesky[i][k] * x[k];
            }
            x[i] /= cholesky[i][i];
        }
        for (int i = p - 1; i >= 0; i--) {
            for (int k = i + 1; k < p; k++) {
                x[i] -= cholesky[k][i] * x[k];
            }
            x[i] /= cholesky[i][i];
        }
        return x;
    }

    /// The Moore-Penrose quadratic form b' A^- b, for score tests whose covariance may lose rank.
    /// Not defined (`NaN`) when the covariance is empty or 0: then nothing was compared, and no
    /// statistic says that there is no difference.
    public static double quadraticForm(double[][] a, double[] b) {
        if (a.length == 0) {
            return Double.NaN;
        }
        double[][] factor = cholesky(a);
        if (factor.length > 0) {
            return dot(b, solve(factor, b));
        }
        var eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(a));
        double largest = 0;
        for (double value : eigen.getEigenvalues()) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (largest == 0) {
            return Double.NaN;
        }
        double form = 0;
        for (int i = 0; i < b.length; i++) {
            double value = eigen.getEigenvalue(i);
            if (Math.abs(value) > 1e-10 * largest) {
                double projection = dot(eigen.getEigenvector(i).toArray(), b);
                form += projection * projection / value;
            }
        }
        return form;
    }

    /// A b.
    public static double[] times(double[][] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = dot(a[i], b);
        }
        return product;
    }

    /// A B.
    public static double[][] times(double[][] a, double[][] b) {
        int columns = b.length == 0 ? 0 : b[0].length;
        double[][] product = new double[a.length][columns];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                double factor = a[i][k];
                for (int j = 0; j < columns; j++) {
                    product[i][j] += factor * b[k][j];
                }
            }
        }
        return product;
    }

    /// a' b.
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
