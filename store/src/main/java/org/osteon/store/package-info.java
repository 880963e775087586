/// Charts on disk: every version of every resource kept, with the audit entry in the same transaction.
/// Depends on chart only.
@NullMarked
package org.osteon.store;

import org.jspecify.annotations.NullMarked;
