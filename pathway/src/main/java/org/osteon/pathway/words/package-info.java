/// What is said of assessments, in text and in JSON, on whichever door.
@NullMarked
package org.osteon.pathway.words;

import org.jspecify.annotations.NullMarked;
