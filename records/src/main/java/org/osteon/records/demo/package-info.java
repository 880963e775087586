/// The synthetic cohort of `osteon serve --demo`: made from the knowledge's own cases and course
/// templates, and what is done with it in the morning, so that nothing here knows a therapy. May
/// depend on `workflow`, `pathway` and `chart`.
@NullMarked
package org.osteon.records.demo;

import org.jspecify.annotations.NullMarked;
