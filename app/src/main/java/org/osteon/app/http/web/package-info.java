/// Pages: what all of them share. HTML is made on the server; nothing clinical is decided here.
///
/// A page is a record made from an assessment and a chart (what is shown), a template (how), and a
/// controller (where). Knows no therapy: what it shows comes from the pathway. The pages stand by
/// subject in the packages below, which do not know each other.
@NullMarked
package org.osteon.app.http.web;

import org.jspecify.annotations.NullMarked;
