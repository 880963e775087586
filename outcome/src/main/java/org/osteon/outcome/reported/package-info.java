/// Patient-reported outcomes: instruments and their scoring, responders, minimal important change.
@NullMarked
package org.osteon.outcome.reported;

import org.jspecify.annotations.NullMarked;
