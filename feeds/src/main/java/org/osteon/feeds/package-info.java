/// HL7 v2 messages as values: what a message says of which patient, and what that changes in a
/// chart. Reads no store, asks no clock and opens no socket: what has to be known of a chart is
/// asked of a [org.osteon.feeds.Known], and what comes of a message is a
/// [org.osteon.feeds.Outcome].
@NullMarked
package org.osteon.feeds;

import org.jspecify.annotations.NullMarked;
