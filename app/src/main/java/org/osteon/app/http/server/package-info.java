/// The server: one process that answers pages, FHIR and CDS Hooks over HTTP on this machine. The
/// only packages that know Spring are `http` and those below it.
@NullMarked
package org.osteon.app.http.server;

import org.jspecify.annotations.NullMarked;
