/// Design of studies: sample size, power, non-inferiority, interim looks.
@NullMarked
package org.osteon.outcome.design;

import org.jspecify.annotations.NullMarked;
