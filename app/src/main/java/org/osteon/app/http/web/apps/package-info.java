/// Programs of others: registered by an administrator, let in by a person, opened from a patient's
/// page. What is decided is in [org.osteon.records.apps].
@NullMarked
package org.osteon.app.http.web.apps;

import org.jspecify.annotations.NullMarked;
