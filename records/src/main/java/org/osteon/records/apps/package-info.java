/// Programs that a site registered and that people let in: what they may ask for (SMART App Launch
/// 2.2 and backend services), what was granted, and the tokens that show it. Kept in the store, as
/// hashes where it is a secret, so that several servers hold to the same. Knows no HTTP. What a
/// program signs is read by Nimbus, with keys that were registered and none that the statement
/// names.
@NullMarked
package org.osteon.records.apps;

import org.jspecify.annotations.NullMarked;
