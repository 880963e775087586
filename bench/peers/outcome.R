# Times R's survival and cmprsk on a file of OutcomeBench: method, rows, median seconds of processor time, a value to compare.
suppressMessages({library(survival); library(cmprsk)})
args <- commandArgs(trailingOnly = TRUE)
d <- read.csv(args[1])
n <- nrow(d)
runs <- if (n > 200000) 1 else 3
crrRows <- if (length(args) > 1) as.integer(args[2]) else 10000
x <- as.matrix(d[, c("x1", "x2", "x3", "x4", "x5")])
any <- as.integer(d$event != 0)
own <- as.integer(d$event == 1)
clock <- function(method, rows, expr, times = runs) {
  e <- substitute(expr)
  value <- NA
  s <- sapply(seq_len(times), function(i) sum(system.time(value <<- eval(e, parent.frame(3)))[c("user.self", "sys.self")]))
  cat(sprintf("%s,%d,%.4f,%.12g\n", method, rows, median(s), value))
}
clock("km", n, {f <- survfit(Surv(time, any) ~ grp, data = d); summary(f[1], times = 365)$surv})
clock("logrank", n, survdiff(Surv(time, any) ~ grp, data = d)$chisq)
clock("incidence", n, {f <- cuminc(d$time, d$event); sqrt(timepoints(f, 365)$var[1, 1])})
clock("gray", n, {f <- cuminc(d$time, d$event, d$grp); f$Tests[1, 1]})
clock("cox", n, coef(coxph(Surv(time, own) ~ x, data = d))[[1]])
m <- min(n, crrRows)
s <- seq_len(m)
clock("finegray", m, {f <- crr(d$time[s], d$event[s], x[s, ], failcode = 1); sqrt(f$var[1, 1])}, times = 1)
# The same by Cox on rows split at each censoring (survival's finegray), which takes memory instead of time.
dm <- d[s, ]
dm$cause <- factor(dm$event, 0:2)
clock("finegray_split", m, {
  f <- finegray(Surv(time, cause) ~ ., data = dm, etype = "1")
  coef(coxph(Surv(fgstart, fgstop, fgstatus) ~ x1 + x2 + x3 + x4 + x5, data = f, weights = fgwt, ties = "breslow"))[[1]]
}, times = 1)
