/// The pages of record forms: what can be filled in for a patient, one form with what would be said
/// of it, what was recorded, and the catalogue. Nothing of a single form is decided here.
@NullMarked
package org.osteon.app.http.web.forms;

import org.jspecify.annotations.NullMarked;
