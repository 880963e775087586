/// The desk: worklist, a patient's page and sheet, orders planned, released, held and recorded.
@NullMarked
package org.osteon.app.http.web.desk;

import org.jspecify.annotations.NullMarked;
