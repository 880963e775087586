/// `osteon study`: studies on the command line.
@NullMarked
package org.osteon.app.cli.study;

import org.jspecify.annotations.NullMarked;
