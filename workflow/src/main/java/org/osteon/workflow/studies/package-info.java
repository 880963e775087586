/// Studies, as values: what is written of one, who may take part, what became of who did. Who got
/// what is not here: [org.osteon.workflow.studies] can be shown to anybody who is blind.
@NullMarked
package org.osteon.workflow.studies;

import org.jspecify.annotations.NullMarked;
