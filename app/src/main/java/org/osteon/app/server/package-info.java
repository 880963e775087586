/// The server: one process that answers pages, FHIR and CDS Hooks over HTTP on this machine. The
/// only packages that know Spring are this one and those of the doors that it opens (`web`, `fhir`,
/// `hooks`).
@NullMarked
package org.osteon.app.server;

import org.jspecify.annotations.NullMarked;
