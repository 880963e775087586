/// Links for those who have no account: a patient, or who treats them outside, answers forms of one
/// chart; what is kept of a link, who may come in by it, and what is sent.
@org.jspecify.annotations.NullMarked
package org.osteon.records.links;
