package org.osteon.pathway;

/// A document that rules cite.
///
/// @param key the short name used in citations
/// @param citation what it is, and in which version
public record Source(String key, String citation) {}
