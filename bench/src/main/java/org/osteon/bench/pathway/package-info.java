/// Assessments beside their peer: the same CQL on the plain engine over HAPI's objects.
@NullMarked
package org.osteon.bench.pathway;

import org.jspecify.annotations.NullMarked;
