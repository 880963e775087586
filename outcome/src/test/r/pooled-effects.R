# Estimates of several sites put together, with what R's metafor gives for them. Run in the folder of the
# module outcome:
#
#     Rscript src/test/r/pooled-effects.R
#
# writes src/test/resources/outcomes/pooled-effects.json. Debian 12: apt-get install r-base-core r-cran-metafor
# r-cran-jsonlite. The sites are drawn here from a fixed seed; nobody is behind them.
suppressMessages({library(metafor); library(jsonlite)})
set.seed(20261130)
methods <- c(DERSIMONIAN_LAIRD = "DL", RESTRICTED_LIKELIHOOD = "REML", PAULE_MANDEL = "PM")
exact <- list(threshold = 1e-12, maxiter = 10000, tol = 1e-14)

pooled <- function(yi, vi) {
  fixed <- rma(yi, vi, method = "FE")
  one <- function(method, test) {
    fit <- rma(yi, vi, method = method, test = test, control = exact)
    band <- predict(fit)
    list(estimate = as.numeric(fit$beta), se = fit$se, statistic = fit$zval, p = fit$pval,
      lower = fit$ci.lb, upper = fit$ci.ub, tau2 = fit$tau2, i2 = fit$I2, h2 = fit$H2,
      q = fit$QE, qp = fit$QEp, prediction = c(band$pi.lb, band$pi.ub), weights = as.numeric(weights(fit)))
  }
  list(y = yi, v = vi,
    fixed = list(estimate = as.numeric(fixed$beta), se = fixed$se, statistic = fixed$zval, p = fixed$pval,
      lower = fixed$ci.lb, upper = fixed$ci.ub, weights = as.numeric(weights(fixed))),
    normal = lapply(methods, one, test = "z"),
    knapp = lapply(methods, one, test = "knha"))
}

cases <- list()
for (i in 1:40) {
  k <- sample(2:12, 1)
  vi <- round(runif(k, 0.5, 9), 3)
  yi <- round(rnorm(k, 4, sqrt(vi + sample(c(0, 0.5, 4, 25), 1))), 3)
  cases[[length(cases) + 1]] <- pooled(yi, vi)
}
writeLines(toJSON(list(made = paste("R", getRversion(), "metafor", packageVersion("metafor")), cases = cases),
  digits = NA, auto_unbox = TRUE), "src/test/resources/outcomes/pooled-effects.json")
