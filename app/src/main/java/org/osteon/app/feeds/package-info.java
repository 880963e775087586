/// The door for HL7 v2: frames of MLLP from a socket, one call of `records.feeds` for each, the
/// answer back. Knows no page, no command and no HTTP.
@NullMarked
package org.osteon.app.feeds;

import org.jspecify.annotations.NullMarked;
