/// Which other servers this one may open a connection to.
@NullMarked
package org.osteon.records.outside;

import org.jspecify.annotations.NullMarked;
