package org.osteon.outcome.repeated;

/// The visits-by-visits covariance of one person's measures as a function of its parameters.
public enum CovarianceStructure {
    /// Every variance and covariance its own parameter.
    US,
    /// One variance, correlation rho to the power of the distance in visits.
    AR1,
    /// One variance, one covariance.
    CS,
    /// One variance, one covariance per distance in visits.
    TOEP;

    int parameters(int visits) {
        return switch (this) {
            case US -> visits * (visits + 1) / 2;
            case AR1, CS -> visits == 1 ? 1 : 2;
            case TOEP -> visits;
        };
    }

    double[][] covariance(double[] theta, int visits) {
        double[][] sigma = new double[visits][visits];
        for (int s = 0; s < visits; s++) {
            for (int t = 0; t <= s; t++) {
                double value =
                        switch (this) {
                            case US -> theta[s * (s + 1) / 2 + t];
                            case AR1 -> theta[0] * (s == t ? 1 : Math.pow(theta[1], s - t));
                            case CS -> theta[s == t ? 0 : 1];
                            case TOEP -> theta[s - t];
                        };
                sigma[s][t] = value;
                sigma[t][s] = value;
            }
        }
        return sigma;
    }

    /// The derivative of the covariance in parameter `a`.
    double[][] derivative(double[] theta, int visits, int a) {
        double[][] d = new double[visits][visits];
        for (int s = 0; s < visits; s++) {
            for (int t = 0; t <= s; t++) {
                int lag = s - t;
                double value =
                        switch (this) {
                            case US -> s * (s + 1) / 2 + t == a ? 1 : 0;
                            case AR1 ->
                                    a == 0
                                            ? lag == 0 ? 1 : Math.pow(theta[1], lag)
                                            : lag == 0
                                                    ? 0
                                                    : theta[0] * lag * Math.pow(theta[1], lag - 1);
                            case CS -> (lag == 0) == (a == 0) ? 1 : 0;
                            case TOEP -> lag == a ? 1 : 0;
                        };
                d[s][t] = value;
                d[t][s] = value;
            }
        }
        return d;
    }

    /// The second derivative in parameters `a` and `b`; zero where the covariance is linear in its
    /// parameters.
    double[][] secondDerivative(double[] theta, int visits, int a, int b) {
        double[][] d = new double[visits][visits];
        if (this != AR1 || (a == 0 && b == 0)) {
            return d;
        }
        for (int s = 0; s < visits; s++) {
            for (int t = 0; t < s; t++) {
                int lag = s - t;
                double value;
                if (a == 1 && b == 1) {
                    value = lag < 2 ? 0 : theta[0] * lag * (lag - 1) * Math.pow(theta[1], lag - 2);
                } else {
                    value = lag * Math.pow(theta[1], lag - 1);
                }
                d[s][t] = value;
                d[t][s] = value;
            }
        }
        return d;
    }

    /// Parameters that come near a given covariance.
    double[] start(double[][] sigma) {
        int visits = sigma.length;
        double[] theta = new double[parameters(visits)];
        double[] sum = new double[visits];
        for (int s = 0; s < visits; s++) {
            for (int t = 0; t <= s; t++) {
                sum[s - t] += sigma[s][t] / (visits - (s - t));
                if (this == US) {
                    theta[s * (s + 1) / 2 + t] = sigma[s][t];
                }
            }
        }
        switch (this) {
            case US -> {}
            case AR1 -> {
                theta[0] = sum[0];
                if (visits > 1) {
                    theta[1] = Math.max(-0.9, Math.min(0.9, sum[1] / sum[0]));
                }
            }
            case CS -> {
                theta[0] = sum[0];
                double off = 0;
                int pairs = 0;
                for (int s = 0; s < visits; s++) {
                    for (int t = 0; t < s; t++) {
                        off += sigma[s][t];
                        pairs++;
                    }
                }
                if (pairs > 0) {
                    theta[1] = off / pairs;
                }
            }
            case TOEP -> System.arraycopy(sum, 0, theta, 0, visits);
        }
        return theta;
    }
}
