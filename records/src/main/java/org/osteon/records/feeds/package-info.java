/// Messages of other systems on their way into charts: read by [org.osteon.feeds.Feed], written in
/// one transaction each with what is kept of them, kept as dead letters where they are not
/// understood, and answered when that is on disk. Knows no door and no socket.
@NullMarked
package org.osteon.records.feeds;

import org.jspecify.annotations.NullMarked;
