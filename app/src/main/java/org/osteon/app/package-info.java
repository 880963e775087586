/// The doors of Osteon: command line, pages, FHIR API and CDS Hooks. Thin: reads a chart, calls one
/// function, writes the answer.
@NullMarked
package org.osteon.app;

import org.jspecify.annotations.NullMarked;
