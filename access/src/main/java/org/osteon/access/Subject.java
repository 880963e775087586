package org.osteon.access;

import org.osteon.chart.FhirObject;

/// What somebody wants to do something with.
public sealed interface Subject {
    /// A patient's chart.
    record OfChart(Protection chart) implements Subject {}

    /// One resource of a chart.
    record OfResource(Protection chart, FhirObject resource) implements Subject {}

    /// Who got what in a study.
    record OfStudy(String study) implements Subject {}

    /// Nothing of one patient's.
    record OfSite() implements Subject {}
}
