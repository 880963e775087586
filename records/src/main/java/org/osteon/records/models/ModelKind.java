package org.osteon.records.models;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The models that can be asked for, each by the name of its command.
public enum ModelKind {
    /// Cox regression.
    COX(
            "cox",
            "Cox regression",
            "How the rate of the event differs among those still at risk.",
            false,
            false),
    /// Fine-Gray regression.
    FINE_GRAY(
            "finegray",
            "Fine–Gray regression",
            "How many come to have the event, where others compete.",
            false,
            false),
    /// Gray's test.
    GRAY(
            "gray",
            "Gray's test",
            "Whether the incidences of groups differ, within strata where one is chosen.",
            false,
            true),
    /// Logistic regression.
    LOGISTIC(
            "logistic",
            "Logistic regression",
            "Who has had the event by a day, among those of whom that is known.",
            false,
            false),
    /// Propensity score.
    PROPENSITY(
            "propensity",
            "Propensity score",
            "How alike two treated groups are, and their difference by a day as if they were.",
            false,
            true),
    /// Centres.
    CENTRES(
            "centres",
            "Centres: observed against expected",
            "What happened by a day in each centre, against what its patients would lead one to"
                    + " expect. Centres are never ranked.",
            false,
            true),
    /// Analysis of covariance.
    ANCOVA(
            "ancova",
            "Analysis of covariance at a visit",
            "The measure at one visit by group, for the same value before.",
            true,
            true),
    /// Mixed model for repeated measures.
    MMRM(
            "mmrm",
            "Mixed model for repeated measures",
            "The change since before at all visits by group; who misses some stays in.",
            true,
            true);

    private final String id;
    private final String title;
    private final String asks;
    private final boolean ofMeasures;
    private final boolean byGroups;

    ModelKind(String id, String title, String asks, boolean ofMeasures, boolean byGroups) {
        this.id = id;
        this.title = title;
        this.asks = asks;
        this.ofMeasures = ofMeasures;
        this.byGroups = byGroups;
    }

    /// The name of its command.
    public String id() {
        return id;
    }

    /// What it is called.
    public String title() {
        return title;
    }

    /// What it answers, in a sentence.
    public String asks() {
        return asks;
    }

    /// Whether it compares groups that have to be named.
    public boolean byGroups() {
        return byGroups;
    }

    /// Whether it is asked for a day.
    public boolean ofADay() {
        return this == LOGISTIC || this == PROPENSITY || this == CENTRES || this == ANCOVA;
    }

    /// Those that fit an endpoint.
    ///
    /// @param competing whether other events compete
    public static List<ModelKind> ofEndpoint(boolean competing) {
        return Arrays.stream(values())
                .filter(kind -> !kind.ofMeasures)
                .filter(kind -> competing || (kind != FINE_GRAY && kind != GRAY))
                .toList();
    }

    /// Those that fit a measure.
    public static List<ModelKind> ofMeasure() {
        return Arrays.stream(values()).filter(kind -> kind.ofMeasures).toList();
    }

    /// The one of that name.
    public static Optional<ModelKind> named(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }
}
