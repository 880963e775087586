package org.osteon.pathway;

/// A resource of the chart that a conclusion rests on.
///
/// @param reference `Type/id`, or the `fullUrl` of a resource without id
/// @param text what it says, for people: `creatinine 1.5 mg/dL on 2 June 2025`
public record Evidence(String reference, String text) {}
