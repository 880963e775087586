package org.osteon.outcome.survival;

/// Kinds of confidence interval of a survival probability S with V the sum of Greenwood's terms, so
/// that the standard error of S is S sqrt(V). Formulas: Kalbfleisch and Prentice, The Statistical
/// Analysis of Failure Time Data, 2nd ed. 2002, section 1.4; the log-minus-log form is the default
/// everywhere.
public enum Interval {
    /// S -/+ z se, cut to 0 and 1.
    PLAIN,
    /// S exp(-/+ z sqrt V), cut to 1.
    LOG,
    /// On log(-log S).
    LOGLOG,
    /// On logit S.
    LOGIT,
    /// On arcsin(sqrt S).
    ARCSIN;

    /// The lower and the upper limit: 1 and 1 while nothing has happened, not defined (`NaN`) once
    /// S is 0.
    public double[] limits(double s, double v, double z) {
        if (s >= 1) {
            return new double[] {1, 1};
        }
        if (!(s > 0)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double root = Math.sqrt(v);
        return switch (this) {
            case PLAIN ->
                    new double[] {Math.max(0, s - z * s * root), Math.min(1, s + z * s * root)};
            case LOG -> new double[] {s * Math.exp(-z * root), Math.min(1, s * Math.exp(z * root))};
            case LOGLOG -> {
                double theta = z * root / Math.abs(Math.log(s));
                yield new double[] {Math.pow(s, Math.exp(theta)), Math.pow(s, Math.exp(-theta))};
            }
            case LOGIT -> {
                double logit = Math.log(s / (1 - s));
                double step = z * root / (1 - s);
                yield new double[] {
                    1 / (1 + Math.exp(step - logit)), 1 / (1 + Math.exp(-step - logit))
                };
            }
            case ARCSIN -> {
                double centre = Math.asin(Math.sqrt(s));
                double step = 0.5 * z * root * Math.sqrt(s / (1 - s));
                yield new double[] {
                    square(Math.sin(Math.max(0, centre - step))),
                    square(Math.sin(Math.min(Math.PI / 2, centre + step)))
                };
            }
        };
    }

    private static double square(double x) {
        return x * x;
    }

    /// The name in results: `plain`, `log`, `loglog`, `logit`, `arcsin`.
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
