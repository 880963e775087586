/// What was done and looked at, told to others: as FHIR AuditEvent by the patterns of IHE BALP, as
/// lines of a table. Text in, text out; who may see it is asked elsewhere
/// ([org.osteon.records.charts.RecordTrail]).
@NullMarked
package org.osteon.records.trail;

import org.jspecify.annotations.NullMarked;
