/// `osteon donors`: donor search on the command line. Reads files and options, asks the library
/// `hla`, writes the answer; nothing is decided here.
@NullMarked
package org.osteon.app.cli.donors;

import org.jspecify.annotations.NullMarked;
