/// `osteon outcome`: reads a CSV file, calls one estimator of the `outcome` module, writes what it
/// gives. One class per command; no statistics here.
@NullMarked
package org.osteon.app.cli.outcome;

import org.jspecify.annotations.NullMarked;
