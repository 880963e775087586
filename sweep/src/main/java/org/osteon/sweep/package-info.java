/// The same assessments and endpoints over millions of charts, on Apache Spark. A process of its
/// own: of Osteon it knows `pathway`, `outcome` and `chart`, and nothing knows it.
///
/// The charts are cut into parts ([Plan]); a part is a task, its rows are a file, and what was made
/// of it is noted beside ([PartRecord]), so that whatever ends a run, the next one goes on. A chart
/// is a row or says in one why it is not; at the end the counts are held against each other.
@NullMarked
package org.osteon.sweep;

import org.jspecify.annotations.NullMarked;
