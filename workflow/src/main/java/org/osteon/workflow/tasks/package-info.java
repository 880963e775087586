/// What a person of the team must do for a patient, as values: computed from what the pathways say
/// of a chart, named so that computing them twice makes one of each, kept as FHIR Tasks only once
/// somebody did something to one, and ended by the fact (records, 5.1 and 5.2).
@NullMarked
package org.osteon.workflow.tasks;

import org.jspecify.annotations.NullMarked;
