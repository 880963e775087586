package org.osteon.store;

/// A look as it was kept.
///
/// @param sequence 1, 2, 3 … without gaps over the whole store
public record LookEntry(long sequence, Look look) {}
