# Small and awkward samples with what R gives for them. Run in the folder of the module outcome:
#
#     Rscript src/test/r/small-samples.R
#
# writes src/test/resources/outcomes/small-samples.json. Debian 12: apt-get install r-base-core
# r-cran-survival r-cran-emmeans r-cran-cmprsk r-cran-jsonlite. The samples are drawn here from a fixed seed; nobody is behind them.
suppressMessages({library(survival); library(emmeans); library(cmprsk); library(jsonlite)})
set.seed(20261128)
types <- c(plain = "plain", log = "log", loglog = "log-log", logit = "logit", arcsin = "arcsin")

# Quartiles of survival and their limits with delayed entry: few at risk early, so that risk sets
# empty, fill again and limits need not fall.
quantiles <- lapply(1:60, function(i) {
  n <- sample(3:12, 1)
  entry <- sample(0:6, n, TRUE) * sample(0:1, n, TRUE)
  time <- entry + sample(1:8, n, TRUE)
  event <- rbinom(n, 1, 0.75)
  limits <- lapply(types, function(type) {
    q <- quantile(survfit(Surv(entry, time, event) ~ 1, conf.type = type), c(.25, .5, .75))
    list(est = unname(q$quantile), lower = unname(q$lower), upper = unname(q$upper))
  })
  list(entry = entry, time = time, event = event, expect = limits)
})

# Weighted survival with the infinitesimal jackknife, to the last person.
weighted <- lapply(1:20, function(i) {
  n <- sample(2:8, 1)
  time <- sample(1:6, n, TRUE)
  event <- rbinom(n, 1, 0.7)
  weight <- round(runif(n, 0.2, 3), 2)
  fit <- survfit(Surv(time, event) ~ 1, weights = weight, id = seq_len(n), robust = TRUE)
  list(time = time, event = event, weight = weight,
    expect = list(times = fit$time, surv = fit$surv, seRobust = fit$std.err))
})

# Incidence of cause 1 and its infinitesimal jackknife, without and with delayed entry.
jackknife <- lapply(1:40, function(i) {
  n <- sample(1:9, 1)
  late <- i > 20
  entry <- if (late) sample(0:4, n, TRUE) else rep(0, n)
  time <- entry + sample(1:6, n, TRUE)
  event <- c(1, sample(0:2, n - 1, TRUE))
  state <- factor(event, 0:2)
  s <- if (late) Surv(entry, time, state) else Surv(time, state)
  fit <- survfit(s ~ 1, id = seq_len(n))
  at <- sort(unique(time))
  out <- summary(fit, times = at)
  result <- list(time = time, event = event,
    expect = list(times = at, cif = out$pstate[, 2], se = out$std.err[, 2]))
  if (late) c(list(entry = entry), result) else result
})

# Log-rank and Gray's test where R can solve for them.
tests <- Filter(function(sample) sample$expect$gray > 0, lapply(1:24, function(i) {
  n <- sample(8:16, 1)
  group <- rep_len(c("A", "B", if (i %% 2) "C"), n)
  time <- sample(1:9, n, TRUE)
  event <- c(1, 2, 1, 1, 2, sample(0:2, n - 5, TRUE))
  rank <- survdiff(Surv(time, event > 0) ~ group)
  peto <- survdiff(Surv(time, event > 0) ~ group, rho = 1)
  gray <- cuminc(time, event, group)$Tests
  list(time = time, event = event, group = group,
    expect = list(logrank = rank$chisq, peto = peto$chisq, gray = gray["1", "stat"], grayP = gray["1", "pv"]))
}))

# Adjusted means with a covariate of two values, which emmeans takes as a category.
ancova <- lapply(1:6, function(i) {
  n <- sample(20:40, 1)
  d <- data.frame(arm = sample(c("A", "B", "C"), n, TRUE), base = round(rnorm(n, 50, 10)),
    sex = rbinom(n, 1, 0.3) + i %% 2, kl = sample(2:4, n, TRUE))
  d$y <- round(0.5 * d$base + 4 * d$sex + 3 * (d$arm == "B") + rnorm(n, 0, 5), 1)
  fit <- lm(y ~ arm + base + sex + factor(kl), d)
  equal <- summary(emmeans(fit, "arm"))
  proportional <- summary(emmeans(fit, "arm", weights = "proportional"))
  c(as.list(d), list(expect = list(mean = equal$emmean, se = equal$SE, lower = equal$lower.CL,
    upper = equal$upper.CL, proportional = proportional$emmean, proportionalSe = proportional$SE)))
})

# Ranks: Spearman exact, by the series and with ties; Kruskal-Wallis.
ranks <- lapply(1:24, function(i) {
  n <- c(4, 6, 7, 9, 10, 15, 40, 80)[1 + (i - 1) %% 8]
  x <- if (i <= 16) sample(1:n) else sample(1:3, n, TRUE)
  y <- if (i <= 16) round(x * runif(1, -1, 1) + rnorm(n, 0, n / 3), 6) else sample(1:5, n, TRUE)
  rho <- suppressWarnings(cor.test(x, y, method = "spearman"))
  kruskal <- kruskal.test(y, x)
  list(x = x, y = y, expect = list(rho = unname(rho$estimate), p = rho$p.value,
    kruskal = unname(kruskal$statistic), kruskalP = kruskal$p.value))
})

# Student's t in the middle and far out.
student <- merge(data.frame(t = c(0.1, 0.9, 1.1, 1.96, 3, 5, 8.669, 12, 20, 38)),
  data.frame(df = c(1, 2.5, 7, 30, 117.3, 1957, 30000)))
student$p <- 2 * pt(-student$t, student$df)

# Logistic regressions next to separation: estimable, if only just.
logistic <- lapply(1:4, function(i) {
  x <- c(1:6, i / 2 + 4.6)
  y <- c(0, 0, 0, 1, 1, 1, 0)
  fit <- glm(y ~ x, binomial, control = list(epsilon = 1e-14, maxit = 100))
  list(x = x, y = y, expect = list(coef = unname(coef(fit)), se = unname(sqrt(diag(vcov(fit))))))
})

# Two groups at one time: plain difference and the one on log(-log S); who is at risk, had an event or left before.
fixed <- lapply(1:12, function(i) {
  n <- sample(6:14, 1)
  group <- rep_len(c("A", "B"), n)
  time <- sample(1:9, n, TRUE)
  event <- rbinom(n, 1, 0.6)
  at <- c(2, 4.5, 6)
  expect <- lapply(at, function(t) {
    one <- lapply(c("A", "B"), function(g) summary(survfit(Surv(time, event) ~ 1, subset = group == g), times = t, extend = TRUE))
    s <- sapply(one, function(o) o$surv)
    se <- sapply(one, function(o) o$std.err)
    z <- (s[1] - s[2]) / sqrt(sum(se^2))
    x <- log(-log(s))
    v <- (se / (s * log(s)))^2
    chisq <- (x[1] - x[2])^2 / sum(v)
    known <- all(s > 0 & s < 1)
    list(surv = s, diff = s[1] - s[2], seDiff = sqrt(sum(se^2)), zLinear = if (isTRUE(any(se > 0))) z else NA,
      pLinear = if (isTRUE(any(se > 0))) 2 * pnorm(-abs(z)) else NA, chisqCloglog = if (known) chisq else NA,
      pCloglog = if (known) pchisq(chisq, 1, lower.tail = FALSE) else NA)
  })
  list(time = time, event = event, group = group, at = at, expect = expect,
    atRisk = unname(lapply(c("A", "B"), function(g) summary(survfit(Surv(time, event) ~ 1, subset = group == g), times = at, extend = TRUE)$n.risk)),
    events = unname(lapply(c("A", "B"), function(g) cumsum(summary(survfit(Surv(time, event) ~ 1, subset = group == g), times = at, extend = TRUE)$n.event))))
})

# States in any order of time, each entered once, and the share in each with its error: R's Aalen-Johansen has the error of
# the infinitesimal jackknife, so the shares alone are held against it.
states <- lapply(1:10, function(i) {
  n <- sample(8:20, 1)
  ill <- sample(1:9, n, TRUE)
  gone <- ill + sample(0:6, n, TRUE)
  isIll <- rbinom(n, 1, 0.6)
  isGone <- rbinom(n, 1, 0.7)
  ill <- ifelse(isIll == 1, ill, gone)
  same <- isIll == 1 & gone == ill
  gone[same] <- gone[same] + 1
  rows <- do.call(rbind, lapply(seq_len(n), function(k) if (isIll[k] == 1)
    data.frame(id = k, start = c(0, ill[k]), stop = c(ill[k], gone[k]), to = c(1, 2 * isGone[k]))
    else data.frame(id = k, start = 0, stop = gone[k], to = 2 * isGone[k])))
  fit <- survfit(Surv(start, stop, factor(to, 0:2)) ~ 1, data = rows, id = id)
  at <- 1:12
  out <- summary(fit, times = at, extend = TRUE)
  list(ill = ill, isIll = isIll, gone = gone, isGone = isGone, at = at,
    expect = list(pstate1 = out$pstate[, 1], pstate2 = out$pstate[, 2], pstate3 = out$pstate[, 3]))
})

write_json(list(note = paste("made by src/test/r/small-samples.R with", R.version.string, "survival",
    packageVersion("survival"), "cmprsk", packageVersion("cmprsk"), "emmeans", packageVersion("emmeans")),
  quantiles = quantiles, weighted = weighted, jackknife = jackknife, tests = tests, ancova = ancova,
  ranks = ranks, student = student, logistic = logistic, fixed = fixed, states = states),
  "src/test/resources/outcomes/small-samples.json", digits = NA, na = "null", auto_unbox = FALSE)
