/// One patient's FHIR R4 resources as a Chart: parsed once, indexed by kind, code and time. Depends
/// on nothing of Osteon; no clock, no store, no HTTP.
@NullMarked
package org.osteon.chart;

import org.jspecify.annotations.NullMarked;
