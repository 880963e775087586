package org.osteon.access;

/// For what somebody asks.
///
/// @param code of HL7 v3 PurposeOfUse
public record Purpose(String code) {}
