package org.osteon.outcome.distribution;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/// The integral over all real numbers of a positive function with one peak, given by its logarithm:
/// it is summed where its peak is, so that it keeps its digits however small it is.
final class PeakIntegral {
    private static final GaussIntegrator POINTS = new GaussIntegratorFactory().legendre(16);

    /// Panels on either side of the peak.
    private static final int PANELS = 4;

    /// Where the function has fallen by e to this power from its peak, nothing is left to add.
    private static final double FALL = 42;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int MOST_STEPS = 400;

    private final DoubleUnaryOperator log;
    private final double peak;
    private final double height;
    private final double width;

    private PeakIntegral(DoubleUnaryOperator log, double near) {
        this.log = log;
        double[] around = around(near);
        double low = around[0];
        double high = around[1];
        double atLow = log.applyAsDouble(low);
        double atHigh = log.applyAsDouble(high);
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = log.applyAsDouble(left);
        double atRight = log.applyAsDouble(right);
        for (int i = 0; i < MOST_STEPS; i++) {
            if (Math.max(atLeft, atRight) - Math.min(atLow, atHigh) < 1) {
                break;
            }
            if (atLeft < atRight) {
                low = left;
                atLow = atLeft;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = log.applyAsDouble(right);
            } else {
                high = right;
                atHigh = atRight;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = log.applyAsDouble(left);
            }
        }
        peak = atLeft < atRight ? right : left;
        height = Math.max(atLeft, atRight);
        width = high - low;
    }

    /// The logarithm of the integral.
    ///
    /// @param log the logarithm of the function; minus infinity where it is 0
    /// @param near where the search for the peak begins
    static double logOf(DoubleUnaryOperator log, double near) {
        var integral = new PeakIntegral(log, near);
        return integral.height == Double.NEGATIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : integral.height + Math.log(integral.side(-1) + integral.side(1));
    }

    /// Two places with the peak between them, found uphill by growing steps.
    private double[] around(double near) {
        double here = log.applyAsDouble(near);
        return new double[] {beyond(near, here, -1), beyond(near, here, 1)};
    }

    private double beyond(double near, double here, int sign) {
        double top = here;
        double place = near + sign;
        for (double step = 1; step < 1e6; step *= 2) {
            double value = log.applyAsDouble(place);
            if (value < top) {
                break;
            }
            top = value;
            place += sign * step;
        }
        return place;
    }

    private double side(int sign) {
        double inside = 0;
        double outside = width;
        while (log.applyAsDouble(peak + sign * outside) > height - FALL && outside < 1e9) {
            inside = outside;
            outside *= 2;
        }
        for (int i = 0; i < 6; i++) {
            double middle = (inside + outside) / 2;
            if (log.applyAsDouble(peak + sign * middle) > height - FALL) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        double half = outside / PANELS / 2;
        double sum = 0;
        for (int panel = 0; panel < PANELS; panel++) {
            double centre = peak + sign * (2 * panel + 1) * half;
            for (int i = 0; i < POINTS.getNumberOfPoints(); i++) {
                double x = centre + half * POINTS.getPoint(i);
                sum += POINTS.getWeight(i) * Math.exp(log.applyAsDouble(x) - height);
            }
        }
        return sum * half;
    }
}
