/// Drafts of what a registry asks of a centre about a patient: what is asked is data, what the
/// chart answers is CQL, what a person confirms, overrules, signs and sends is kept as responses of
/// a form (records, 7.1). Nothing is sent.
@NullMarked
package org.osteon.workflow.registry;

import org.jspecify.annotations.NullMarked;
