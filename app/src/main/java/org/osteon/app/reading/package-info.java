/// What a site's charts hold that the rules do not understand, and the maps that a site makes of
/// it.
@NullMarked
package org.osteon.app.reading;

import org.jspecify.annotations.NullMarked;
