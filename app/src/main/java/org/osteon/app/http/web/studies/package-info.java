/// Pages of studies: set-up, screening, the people in them, what comes out.
@NullMarked
package org.osteon.app.http.web.studies;

import org.jspecify.annotations.NullMarked;
