/// CDS Hooks 2.0 at `/cds-services`: what the pathways say, as cards in the record system, when a
/// chart is opened and when an order is chosen or signed.
///
/// Written after the published standard (`cds-hooks.hl7.org/2.0`); fields of later versions are
/// accepted and not used.
@NullMarked
package org.osteon.app.http.hooks;

import org.jspecify.annotations.NullMarked;
