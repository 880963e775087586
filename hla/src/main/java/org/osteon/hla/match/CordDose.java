package org.osteon.hla.match;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The dose of a cord blood unit for one patient (reference, section 14).
///
/// @param tncPerKg total nucleated cells per kg, if counted
/// @param cd34PerKg CD34 positive cells per kg, if counted
/// @param single enough as the only unit
/// @param ofTwo enough as one of two units
public record CordDose(
        OptionalDouble tncPerKg, OptionalDouble cd34PerKg, Answer single, Answer ofTwo) {

    /// Smallest doses and match; cells per kg of body weight, matches out of eight.
    public record Thresholds(
            double singleTncPerKg,
            double singleCd34PerKg,
            double doubleTncPerKg,
            double doubleCd34PerKg,
            int minMatch8) {
        /// Source: ASTCT cord blood guidelines 2020, as given in the reference, section 14. Some
        /// centres ask for 3.0e7 nucleated cells per kg of a single unit.
        public static final Thresholds DEFAULT = new Thresholds(2.5e7, 1.5e5, 1.5e7, 1.0e5, 4);
    }

    /// Counts are absolute, of the whole unit. A missing count makes the answer unknown, never a
    /// pass.
    public static CordDose of(
            OptionalDouble tnc,
            OptionalDouble cd34,
            OptionalInt match8,
            double weightKg,
            Thresholds thresholds) {
        if (!(weightKg > 0)) {
            throw new IllegalArgumentException("the patient's weight in kg, not " + weightKg);
        }
        var tncPerKg = perKg(tnc, weightKg);
        var cd34PerKg = perKg(cd34, weightKg);
        boolean poorMatch = match8.isPresent() && match8.getAsInt() < thresholds.minMatch8();
        return new CordDose(
                tncPerKg,
                cd34PerKg,
                enough(
                        tncPerKg,
                        cd34PerKg,
                        thresholds.singleTncPerKg(),
                        thresholds.singleCd34PerKg(),
                        poorMatch),
                enough(
                        tncPerKg,
                        cd34PerKg,
                        thresholds.doubleTncPerKg(),
                        thresholds.doubleCd34PerKg(),
                        poorMatch));
    }

    private static OptionalDouble perKg(OptionalDouble count, double weightKg) {
        return count.isPresent()
                ? OptionalDouble.of(count.getAsDouble() / weightKg)
                : OptionalDouble.empty();
    }

    private static Answer enough(
            OptionalDouble tnc,
            OptionalDouble cd34,
            double tncNeeded,
            double cd34Needed,
            boolean poorMatch) {
        if (poorMatch) {
            return Answer.NO;
        }
        if (tnc.isEmpty() || cd34.isEmpty()) {
            return Answer.UNKNOWN;
        }
        return tnc.getAsDouble() >= tncNeeded && cd34.getAsDouble() >= cd34Needed
                ? Answer.YES
                : Answer.NO;
    }
}
