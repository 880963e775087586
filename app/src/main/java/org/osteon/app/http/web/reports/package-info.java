/// What others are to be told: drafts for a registry and for an authority, what is due, what a
/// centre tells of itself.
@NullMarked
package org.osteon.app.http.web.reports;

import org.jspecify.annotations.NullMarked;
