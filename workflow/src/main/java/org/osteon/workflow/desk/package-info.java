/// What is shown of a chart to those who work with it, as values: the patient in a line, the gates
/// and what closes them, the sheet for a release, what waits for whom, and how all of it is put in
/// words. No page and no address here.
@NullMarked
package org.osteon.workflow.desk;

import org.jspecify.annotations.NullMarked;
