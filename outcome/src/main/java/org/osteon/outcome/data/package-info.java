/// What every estimator is fed with: tables read from CSV, group labels as small integers, design
/// matrices with their column names. No statistics here.
@NullMarked
package org.osteon.outcome.data;

import org.jspecify.annotations.NullMarked;
