/// One figure, one table, one CSV: what is drawn as data ([StepFigure], [MeasureFigure]) and as
/// SVG, inside a page or as a file of its own, and as PNG; documents that print. Estimates come
/// from the library `outcome`; nothing is estimated here.
@NullMarked
package org.osteon.report;

import org.jspecify.annotations.NullMarked;
