/// Donor search on pages: a typing in, ranked donors out, pairs explained, searches kept.
@NullMarked
package org.osteon.app.http.web.donors;

import org.jspecify.annotations.NullMarked;
