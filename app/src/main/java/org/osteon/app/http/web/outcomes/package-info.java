/// Outcomes on pages: endpoints and measures of the charts in the store, and of tables that people
/// bring.
@NullMarked
package org.osteon.app.http.web.outcomes;

import org.jspecify.annotations.NullMarked;
