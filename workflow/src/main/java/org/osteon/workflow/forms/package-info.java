/// What people record in forms, as values: a Questionnaire file becomes a [Form], answers become a
/// QuestionnaireResponse, a response becomes the resources that the rules read, and the pathways
/// say what they would say of the chart with them. Nothing of a single form stands here: a form is
/// a file of the knowledge. Depends on `pathway` and `chart`; knows no store, no HTTP and no clock.
@NullMarked
package org.osteon.workflow.forms;

import org.jspecify.annotations.NullMarked;
