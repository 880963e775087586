"""Times statsmodels on a file of OutcomeBench: method, rows, median seconds of processor time, a value to compare."""
import statistics
import sys
import time

import numpy as np
import pandas as pd
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff

d = pd.read_csv(sys.argv[1])
n = len(d)
wanted = sys.argv[2].split(",") if len(sys.argv) > 2 else ["km", "logrank", "incidence", "cox"]
any_event = (d.event != 0).astype(int).to_numpy()
own = (d.event == 1).astype(int).to_numpy()
t = d.time.to_numpy(float)
x = d[["x1", "x2", "x3", "x4", "x5"]].to_numpy(float)


def clock(method, work, runs=3):
    if method not in wanted:
        return
    seconds = []
    value = None
    for _ in range(runs):
        start = time.process_time()
        value = work()
        seconds.append(time.process_time() - start)
    print(f"{method},{n},{statistics.median(seconds):.4f},{value:.12g}", flush=True)


def km():
    curves = [SurvfuncRight(t[d.grp == g], any_event[d.grp == g]) for g in (0, 1)]
    return curves[0].surv_prob[np.searchsorted(curves[0].surv_times, 365, side="right") - 1]


def incidence():
    f = CumIncidenceRight(t, d.event.to_numpy())
    return f.cinc_se[0][np.searchsorted(f.times, 365, side="right") - 1]


clock("km", km)
clock("logrank", lambda: survdiff(t, any_event, d.grp.to_numpy())[0])
clock("incidence", incidence)
clock("cox", lambda: PHReg(t, x, own, ties="efron").fit(disp=0).params[0], runs=1)
