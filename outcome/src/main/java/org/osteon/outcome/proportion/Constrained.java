package org.osteon.outcome.proportion;

/// Maximum likelihood of two proportions under the constraint p1 - p2 = D (Miettinen and Nurminen
/// 1985, the closed form of the cubic).
record Constrained(double p1, double p2) {
    static Constrained at(double difference, int x1, int n1, int x2, int n2) {
        double r1 = (double) x1 / n1;
        double r2 = (double) x2 / n2;
        double theta = (double) n2 / n1;
        double a = 1 + theta;
        double b = -(1 + theta + r1 + theta * r2 + difference * (theta + 2));
        double c = difference * difference + difference * (2 * r1 + theta + 1) + r1 + theta * r2;
        double d = -r1 * difference * (1 + difference);
        double v = b * b * b / (27 * a * a * a) - b * c / (6 * a * a) + d / (2 * a);
        double u = (v >= 0 ? 1 : -1) * Math.sqrt(Math.max(0, b * b / (9 * a * a) - c / (3 * a)));
        double cosine = u == 0 ? 0 : Math.max(-1, Math.min(1, v / (u * u * u)));
        double w = (Math.PI + Math.acos(cosine)) / 3;
        double p1 = Math.max(0, Math.min(1, 2 * u * Math.cos(w) - b / (3 * a)));
        double p2 = Math.max(0, Math.min(1, p1 - difference));
        return new Constrained(p1, p2);
    }

    double standardError(int n1, int n2) {
        return Math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
    }
}
