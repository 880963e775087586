/// Many charts out at once, as FHIR Bulk Data has it: asked for now, made by and by, fetched later.
@NullMarked
package org.osteon.records.bulk;

import org.jspecify.annotations.NullMarked;
