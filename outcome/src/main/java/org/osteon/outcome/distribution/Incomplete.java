package org.osteon.outcome.distribution;

import org.hipparchus.special.Gamma;

/// The incomplete gamma and beta functions, regularised, each tail computed as such: by a series or
/// a continued fraction that adds up to the tail asked for. The other tail is taken off one only
/// near the middle, where what is left is no small number.
///
/// The factor before the fraction is a Poisson or binomial density by the saddle point (Loader,
/// Fast and Accurate Computation of Binomial Probabilities, 2000), which keeps its digits with
/// large arguments, where powers over gamma functions lose them; the fraction of the beta function
/// is that of DiDonato and Morris (ACM Trans Math Softw 1992;18:360), which takes `x` and `1 - x`
/// both.
final class Incomplete {
    private static final double EPSILON = 3e-16;
    private static final int MAX_TERMS = 10_000_000;
    private static final double TINY = 1e-300;

    /// Below this the power of x alone is the tail of a beta distribution, to the last digit.
    private static final double LEAST = 1e-290;

    private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

    /// Stirling's series is exact to the last digit above this.
    private static final double STIRLING = 15;

    private Incomplete() {}

    /// P(gamma of shape `a` <= x).
    static double gammaLower(double a, double x) {
        if (x <= 0) {
            return 0;
        }
        return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
    }

    /// P(gamma of shape `a` >= x).
    static double gammaUpper(double a, double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        if (x <= 0) {
            return 1;
        }
        return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
    }

    private static double gammaSeries(double a, double x) {
        double term = 1;
        double sum = 1;
        for (int n = 1; n < MAX_TERMS && term > sum * EPSILON; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return poisson(a, x) * sum;
    }

    private static double gammaFraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < MAX_TERMS; n++) {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / away(numerator * d + b);
            c = away(b + numerator / c);
            double factor = d * c;
            h *= factor;
            if (Math.abs(factor - 1) <= EPSILON) {
                break;
            }
        }
        return poisson(a, x) * a * h;
    }

    private static double away(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /// e^-x x^a / Gamma(a + 1).
    private static double poisson(double a, double x) {
        if (a < 1) {
            return Math.exp(a * Math.log(x) - x - Gamma.logGamma(a + 1));
        }
        return Math.exp(-stirlingError(a) - deviance(a, x, a - x)) / Math.sqrt(2 * Math.PI * a);
    }

    /// I_x(a, b), P(beta(a, b) <= x).
    ///
    /// @param x between 0 and 1
    /// @param y 1 - x, with digits of its own
    static double beta(double a, double b, double x, double y) {
        if (x <= 0) {
            return 0;
        }
        if (y <= 0) {
            return 1;
        }
        if (x < LEAST) {
            return betaNear0(a, b, Math.log(x));
        }
        return x < (a + 1) / (a + b + 2) ? betaFraction(a, b, x, y) : 1 - betaFraction(b, a, y, x);
    }

    /// I_x(a, b) where x is so near 0 that only its power counts.
    static double betaNear0(double a, double b, double logX) {
        return Math.exp(a * logX - Math.log(a) - logBeta(a, b));
    }

    private static double logBeta(double a, double b) {
        return Gamma.logGamma(a) + Gamma.logGamma(b) - Gamma.logGamma(a + b);
    }

    private static double betaFraction(double a, double b, double x, double y) {
        double lambda = a * y - b * x;
        double c = 1 + lambda;
        double c0 = b / a;
        double c1 = 1 + 1 / a;
        double p = 1;
        double s = a + 1;
        double an = 0;
        double bn = 1;
        double next = 1;
        double below = c / c1;
        double r = c1 / c;
        for (int n = 1; n < MAX_TERMS; n++) {
            double t = n / a;
            double w = n * (b - n) * x;
            double e = a / s;
            double alpha = p * (p + c0) * e * e * (w * x);
            e = (1 + t) / (c1 + t + t);
            double step = n + w / s + e * (c + n * (1 + y));
            p = 1 + t;
            s += 2;
            double up = alpha * an + step * next;
            an = next;
            next = up;
            double down = alpha * bn + step * below;
            bn = below;
            below = down;
            double before = r;
            r = next / below;
            if (Math.abs(r - before) <= EPSILON * Math.abs(r)) {
                break;
            }
            an /= below;
            bn /= below;
            next = r;
            below = 1;
        }
        return power(a, b, x, y, lambda) * r;
    }

    /// x^a y^b / B(a, b).
    private static double power(double a, double b, double x, double y, double lambda) {
        double n = a + b;
        double exponent =
                stirlingError(n)
                        - stirlingError(a)
                        - stirlingError(b)
                        - deviance(a, n * x, lambda)
                        - deviance(b, n * y, -lambda);
        return Math.exp(exponent) * Math.sqrt(a / n * b / (2 * Math.PI));
    }

    /// log(n!) less Stirling's formula for it.
    static double stirlingError(double n) {
        if (n <= STIRLING) {
            return Gamma.logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_2_PI;
        }
        double square = n * n;
        return (1.0 / 12
                        - (1.0 / 360
                                        - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square)
                                                / square)
                                / square)
                / n;
    }

    /// x log(x / mean) + mean - x.
    ///
    /// @param apart x - mean, with digits of its own
    private static double deviance(double x, double mean, double apart) {
        if (Math.abs(apart) >= 0.1 * (x + mean)) {
            return x * Math.log(x / mean) - apart;
        }
        double v = apart / (x + mean);
        double sum = apart * v;
        double term = 2 * x * v;
        double square = v * v;
        for (int j = 1; j < 1000; j++) {
            term *= square;
            double more = sum + term / (2 * j + 1);
            if (more == sum) {
                break;
            }
            sum = more;
        }
        return sum;
    }
}
