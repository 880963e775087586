/// The rule book of a pathway: every criterion and alert in words, with source and cases.
@NullMarked
package org.osteon.app.rulebook;

import org.jspecify.annotations.NullMarked;
