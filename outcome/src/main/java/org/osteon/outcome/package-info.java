/// Endpoints, estimators and tests of clinical outcomes, instruments and scores: a library of its
/// own. It knows neither FHIR nor the rest of Osteon. Each package is a subject a statistician
/// would name: `data` (tables, groups, design matrices), `distribution` (tails and quantiles),
/// `survival`, `competing`, `cox`, `multistate`, `regression`, `comparison`, `proportion`,
/// `repeated` (mixed models), `reported` (patient-reported instruments), `propensity`, `design`
/// (sample size, margins) and `randomisation`.
///
/// What is promised is every public type of these packages but `distribution`: its types are public
/// because the other packages share them, no signature elsewhere shows them, and they may change.
///
/// Results are records whose component names are the names of the command line's JSON; a value that
/// is not defined is `NaN` and its documentation says when. Input that cannot be used throws
/// `UnusableInputException` with the value and the remedy.
@NullMarked
package org.osteon.outcome;

import org.jspecify.annotations.NullMarked;
