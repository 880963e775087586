/// Signing in and out, one's own account, the accounts of a site, charts opened in an emergency,
/// who looked.
@NullMarked
package org.osteon.app.http.web.people;

import org.jspecify.annotations.NullMarked;
