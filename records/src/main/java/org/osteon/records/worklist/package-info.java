/// The list of all patients, whoever asks: held in memory, changed by what changes in the store,
/// brought up to date by urgency when the day or the knowledge changes. Knows no door.
@NullMarked
package org.osteon.records.worklist;

import org.jspecify.annotations.NullMarked;
