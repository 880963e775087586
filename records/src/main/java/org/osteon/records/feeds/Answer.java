package org.osteon.records.feeds;

/// What came of a message, after it was on disk.
///
/// @param code AA, AE or AR
/// @param text why, in one line; may be empty
/// @param message the acknowledgement as it is sent
/// @param letter the id of the dead letter that it is kept as; empty where it is not
public record Answer(String code, String text, String message, String letter) {}
