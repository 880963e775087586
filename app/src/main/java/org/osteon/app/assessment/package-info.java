/// Charts in, assessments out: from bytes to the written form, for one chart and for many. Used by
/// every door.
@NullMarked
package org.osteon.app.assessment;

import org.jspecify.annotations.NullMarked;
