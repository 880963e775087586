"""Upper tails to 60 digits with mpmath, those that are integrals by SciPy, for FarTailsTest: python3 tails.py > tails.csv

A line is the distribution, its parameters, the place (the double nearest to where the tail is about 10 to the power
asked for) and the tail there."""
import mpmath as mp
import numpy as np
from scipy import special

mp.mp.dps = 60
ROOTS = [1, 3, 8, 17, 40, 100, 200, 299]


def normal(x):
    return mp.erfc(x / mp.sqrt(2)) / 2


def t(x, df):
    return mp.betainc(df / mp.mpf(2), mp.mpf(1) / 2, 0, df / (df + x * x), regularized=True)


def chi(x, df):
    return mp.gammainc(df / mp.mpf(2), x / 2, mp.inf, regularized=True)


def f(x, df1, df2):
    return mp.betainc(df2 / mp.mpf(2), df1 / mp.mpf(2), 0, df2 / (df2 + df1 * x), regularized=True)


def peak(logarithm, low, high, points):
    """The integral of a smooth peak by the trapezoid rule, of its logarithm in double precision."""
    at = np.linspace(low, high, points)
    return float(special.logsumexp(logarithm(at)) + np.log(at[1] - at[0]))


def log_spread(y, df):
    half = df / 2
    return np.log(2) + half * np.log(half) - special.gammaln(half) + df * y - half * np.exp(2 * y)


def log_range(w, means):
    def at(z):
        below = special.log_ndtr(z)
        far = np.minimum(special.log_ndtr(z - w) - below, -1e-300)
        some = np.where(far < -40, np.log(means - 1) + far,
                        np.log(-np.expm1((means - 1) * np.log1p(-np.exp(np.maximum(far, -700))))))
        return -z * z / 2 - np.log(2 * np.pi) / 2 + (means - 1) * below + some
    return np.log(means) + peak(at, w / 2 - 14, w / 2 + 14, 1200)


def range_of(x, means, df):
    return np.exp(peak(lambda ys: log_spread(ys, df) + np.array([log_range(x * np.exp(y), means) for y in ys]),
                       -8, 1.5, 3000))


def noncentral(x, df, delta):
    return np.exp(peak(lambda y: log_spread(y, df) + special.log_ndtr(delta - x * np.exp(y)), -8, 1.5, 20000))


def place(tail, exponent, low, high):
    """Where the tail is about 10 to minus that, by halves of the logarithm of the place."""
    low, high = mp.log(low), mp.log(high)
    for _ in range(40):
        middle = (low + high) / 2
        if tail(mp.exp(middle)) > mp.mpf(10) ** -exponent:
            low = middle
        else:
            high = middle
    return float(mp.exp(low))


def walk(name, tail, parameters, high):
    for exponent in ROOTS:
        x = place(lambda at: tail(at, *parameters), exponent, mp.mpf("1e-3"), high)
        print(",".join([name, " ".join(map(str, parameters)), repr(x), mp.nstr(tail(mp.mpf(x), *parameters), 18)]))


if __name__ == "__main__":
    print("t,1957,8.67," + mp.nstr(t(mp.mpf(8.67), 1957), 18))
    walk("normal", normal, [], mp.mpf(50))
    for df in [1, 2.5, 7, 40, 1957, 1000000]:
        walk("t", t, [mp.mpf(df)], mp.mpf("1e302"))
    for df in [1, 2, 3, 11, 250, 4001]:
        walk("chi-square", chi, [df], mp.mpf(10000))
    for df1, df2 in [(1, 5), (3, 17), (9, 250), (400, 1957), (2, 100000)]:
        walk("f", f, [df1, df2], mp.mpf("1e250"))
    for means, df, x in [(3, 20, 3.5), (3, 20, 30.0), (3, 20, 1000.0), (5, 60, 20.0), (2.5615528128088303, 12, 40.0),
                         (3, 1957, 12.3), (3, 1957, 40.0)]:
        print("range,%r %r,%r,%.12e" % (means, df, x, range_of(x, means, df)))
    for df, delta, x in [(10, 1.5, 2.1), (38, 2.8, 1.7), (38, 0.0, 12.0), (38, -3.0, 9.0), (200, -2.0, 25.0)]:
        print("noncentral,%r %r,%r,%.12e" % (df, delta, x, noncentral(x, df, delta)))
