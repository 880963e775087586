package org.osteon.store;

/// Something that people keep beside the charts (a view of a list …): no part of any chart, not
/// audited.
///
/// @param id its name among those of its kind
/// @param json the value
public record KeptNote(String id, String json) {}
