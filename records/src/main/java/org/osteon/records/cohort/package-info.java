/// Cohorts: what became of all patients of a store, as a pathway defines its endpoints, as tables
/// that the estimators take. Every row names the chart and the resources it was made from.
///
/// May depend on `pathway`, `store`, `chart` and the library `outcome`; knows neither commands nor
/// pages.
@NullMarked
package org.osteon.records.cohort;

import org.jspecify.annotations.NullMarked;
