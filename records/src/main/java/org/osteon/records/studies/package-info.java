/// Studies as a site keeps them: their log, who is in them, and who got what, sealed. Who asks is
/// decided by `access`; who is blind is handed nothing that was made of an arm.
@NullMarked
package org.osteon.records.studies;

import org.jspecify.annotations.NullMarked;
