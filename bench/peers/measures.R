# Times R's nlme on a file of MeasuresBench: method, rows, median seconds of processor time, a value to compare.
suppressMessages(library(nlme))
d <- read.csv(commandArgs(trailingOnly = TRUE)[1])
d$arm <- factor(d$arm)
d$seen <- factor(d$visit)
d$place <- as.integer(d$seen)
value <- NA
seconds <- sapply(seq_len(if (nrow(d) > 5000) 1 else 3), function(i) sum(system.time({
  fit <- gls(change ~ arm * seen + baseline * seen, d,
             correlation = corSymm(form = ~ place | id), weights = varIdent(form = ~ 1 | seen),
             control = glsControl(tolerance = 1e-10, msMaxIter = 500, maxIter = 500))
  value <<- summary(fit)$tTable["baseline", "Std.Error"]
})[c("user.self", "sys.self")]))
cat(sprintf("mmrm,%d,%.4f,%.12g\n", nrow(d), median(seconds), value))
