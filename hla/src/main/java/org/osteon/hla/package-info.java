/// HLA typing, match, donor search and match probability: a library of its own on the JDK alone. It
/// knows neither FHIR nor the rest of Osteon.
@NullMarked
package org.osteon.hla;

import org.jspecify.annotations.NullMarked;
