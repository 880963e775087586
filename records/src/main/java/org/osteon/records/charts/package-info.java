/// The one way from a stored chart to a [org.osteon.chart.Chart]: for pages, the FHIR interface,
/// hooks and cohorts alike, with one answer each where there is none or where it cannot be read.
/// Depends on `store` and `chart`; knows no door and no pathway.
@NullMarked
package org.osteon.records.charts;

import org.jspecify.annotations.NullMarked;
