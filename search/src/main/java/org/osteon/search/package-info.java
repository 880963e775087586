/// One patient's donor search, whoever asks: the patient's own typing and weight from a chart, the
/// settings, the antibodies and blood groups that are asked for, the registry that a server
/// searches, the searches that somebody kept. Command line and pages read a request here and
/// nowhere else. Depends on `hla` and `chart`; knows no door.
@NullMarked
package org.osteon.search;

import org.jspecify.annotations.NullMarked;
