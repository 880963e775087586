"""Upper tails to 60 digits with mpmath, for FarTailsTest: python3 tails.py > tails.csv

A line is the distribution, its parameters, the place (the double nearest to where the tail is about 10 to the power
asked for) and the tail there."""
import mpmath as mp

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


def panels(function, low, high, number):
    return mp.quad(function, [low + (high - low) * mp.mpf(i) / number for i in range(number + 1)])


def spread(log_density_free, df, low, high):
    half = df / mp.mpf(2)
    constant = mp.log(2) + half * mp.log(half) - mp.loggamma(half)
    return panels(lambda y: mp.exp(constant + df * y - half * mp.exp(2 * y)) * log_density_free(mp.exp(y)),
                  mp.mpf(low), mp.mpf(high), 12)


def range_of(x, means, df):
    def known(w):
        return means * panels(
            lambda z: mp.npdf(z) * (mp.ncdf(z) ** (means - 1) - (mp.ncdf(z) - mp.ncdf(z - w)) ** (means - 1)),
            w / 2 - 13, w / 2 + 13, 8)
    return spread(lambda s: known(x * s), df, -4.2, 1.2)


def noncentral(x, df, delta):
    return spread(lambda s: normal(x * s - delta), df, -5.5, 1.2)


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
    mp.mp.dps = 25
    for means, df, x in [(3, 20, 3.5), (3, 20, 30.0), (3, 20, 2000.0), (5, 60, 20.0), (2.5615528128088303, 12, 40.0),
                         (3, 1957, 12.3), (3, 1957, 40.0)]:
        print("range,%s %s,%r,%s" % (means, df, x, mp.nstr(range_of(mp.mpf(x), mp.mpf(means), df), 15)))
    for df, delta, x in [(10, 1.5, 2.1), (38, 2.8, 1.7), (38, 0, 12.0), (38, -3, 9.0), (200, -2, 25.0)]:
        print("noncentral,%s %s,%r,%s" % (df, delta, x, mp.nstr(noncentral(mp.mpf(x), df, mp.mpf(delta)), 15)))
