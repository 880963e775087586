package org.osteon.outcome.reported;

/// The OMERACT-OARSI responder criteria (Pham et al., Osteoarthritis Cartilage 2004;12:389) on
/// pain, function and the patient's global assessment, each 0 to 100 with 100 the worst.
public final class OmeractOarsi {
    /// High improvement in pain or function: at least half, and at least 20 points.
    private static final double HIGH_RELATIVE = 0.5;

    private static final double HIGH_ABSOLUTE = 20;

    /// Improvement in two of three: at least a fifth, and at least 10 points.
    private static final double SOME_RELATIVE = 0.2;

    private static final double SOME_ABSOLUTE = 10;

    private OmeractOarsi() {}

    /// Whether someone responded.
    public enum Response {
        /// The criteria are met.
        RESPONDER,
        /// They are not.
        NON_RESPONDER,
        /// One of the six values is missing.
        NOT_EVALUABLE
    }

    /// Judges one person; arrays hold pain, function, global, `NaN` = missing.
    public static Response judge(double[] baseline, double[] followUp) {
        int improved = 0;
        boolean high = false;
        for (int i = 0; i < 3; i++) {
            if (Double.isNaN(baseline[i]) || Double.isNaN(followUp[i])) {
                return Response.NOT_EVALUABLE;
            }
            double absolute = baseline[i] - followUp[i];
            double relative = baseline[i] > 0 ? absolute / baseline[i] : 0;
            if (i < 2 && relative >= HIGH_RELATIVE && absolute >= HIGH_ABSOLUTE) {
                high = true;
            }
            if (relative >= SOME_RELATIVE && absolute >= SOME_ABSOLUTE) {
                improved++;
            }
        }
        return high || improved >= 2 ? Response.RESPONDER : Response.NON_RESPONDER;
    }
}
