/// One proportion, two proportions, stratified tables and non-inferiority margins of proportions.
@NullMarked
package org.osteon.outcome.proportion;

import org.jspecify.annotations.NullMarked;
