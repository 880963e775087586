/// What of all charts is to be reported to others, and by when: a registry, an authority; and what
/// a centre tells of itself.
@NullMarked
package org.osteon.records.reports;

import org.jspecify.annotations.NullMarked;
