/// The FHIR R4 REST interface at `/fhir`: the store's resources by HAPI's plain server, and
/// assessments as FHIR. Every read and write goes to the same charts that the pages show.
@NullMarked
package org.osteon.app.http.fhir;

import org.jspecify.annotations.NullMarked;
