/// The commands, one class each, and what they share. No Spring here: a command starts in a moment.
@NullMarked
package org.osteon.app.cli;

import org.jspecify.annotations.NullMarked;
