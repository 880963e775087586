/// What happens to patients, told to programs of others that asked for it.
@NullMarked
package org.osteon.records.notices;

import org.jspecify.annotations.NullMarked;
