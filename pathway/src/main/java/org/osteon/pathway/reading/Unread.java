package org.osteon.pathway.reading;

/// Why nobody can use the value of a result.
///
/// @param tag what is said to the rules
/// @param why in words for people; empty where the result itself says why it has no value
record Unread(String tag, String why) {}
