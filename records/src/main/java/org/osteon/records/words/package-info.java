/// The one vocabulary of answers, for every door: the names by which users call pathways and days,
/// and what is said when something cannot be done.
@NullMarked
package org.osteon.records.words;

import org.jspecify.annotations.NullMarked;
