/// The pages: requests in, HTML out, made on the server, nothing clinical decided here.
///
/// A page is a record made from an assessment and a chart (what is shown), a template (how), and a
/// controller (where). Knows no therapy: what it shows comes from the pathway. May depend on
/// everything below `app`; nothing depends on it.
@NullMarked
package org.osteon.app.web;

import org.jspecify.annotations.NullMarked;
