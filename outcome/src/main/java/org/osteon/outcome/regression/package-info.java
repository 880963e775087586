/// Linear, logistic and proportional-odds regression, analysis of covariance, centre reports.
@NullMarked
package org.osteon.outcome.regression;

import org.jspecify.annotations.NullMarked;
