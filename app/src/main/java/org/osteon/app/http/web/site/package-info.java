/// Pages about the installation: charts brought in, the rule book, the audit trail, and what was
/// not understood of the charts.
@NullMarked
package org.osteon.app.http.web.site;

import org.jspecify.annotations.NullMarked;
