package org.osteon.chart;

import java.util.Comparator;

/// An order of resources by what they say and not by where they stand or what they are called: of
/// two results of one time, neither the order of a bundle nor an id may decide which comes first.
public final class ContentOrder implements Comparator<FhirObject> {
    /// The order; equal are objects that say the same.
    public static final ContentOrder INSTANCE = new ContentOrder();

    private ContentOrder() {}

    @Override
    public int compare(FhirObject left, FhirObject right) {
        return left == right ? 0 : ContentKey.of(left).compareTo(ContentKey.of(right));
    }
}
