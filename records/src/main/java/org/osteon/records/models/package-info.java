/// Models over a cohort: regression, propensity, mixed models, centres, as a page asks for them.
/// What they say is what the commands of `osteon outcome` say of the same table: both call the
/// library `outcome`, and write the result here.
///
/// May depend on `cohort`, `report` and the library `outcome`; knows neither commands nor pages.
@NullMarked
package org.osteon.records.models;

import org.jspecify.annotations.NullMarked;
