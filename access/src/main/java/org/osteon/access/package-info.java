/// Who may do what, with which chart, why, now: allowed with limits, or refused ([Access]). Which
/// role may do what is a table ([RoleTable]); what a chart says of who may see it is its
/// [Protection]. Pure: no store, no clock, no HTTP.
@NullMarked
package org.osteon.access;

import org.jspecify.annotations.NullMarked;
