/// Charts on disk: every version of every resource kept, with the audit entry in the same
/// transaction.
///
/// Start at [org.osteon.store.ChartStore]. A chart is appended to by one patient's
/// [changes][org.osteon.store.Change]; nothing is overwritten, so a chart can be read as it was
/// known at any past instant. Resources are kept as the JSON text that came in: this package reads
/// in it only what it needs to find it again, and decides nothing clinical. SQLite and PostgreSQL
/// stand behind the same types. No clock in here: each instant is an argument.
///
/// Depends on `chart` only.
@NullMarked
package org.osteon.store;

import org.jspecify.annotations.NullMarked;
