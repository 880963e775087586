/// Endpoints, estimators and tests of clinical outcomes, instruments and scores: a library of its
/// own. It knows neither FHIR nor the rest of Osteon.
@NullMarked
package org.osteon.outcome;

import org.jspecify.annotations.NullMarked;
