/// Work that goes on by itself.
@NullMarked
package org.osteon.records.rounds;

import org.jspecify.annotations.NullMarked;
