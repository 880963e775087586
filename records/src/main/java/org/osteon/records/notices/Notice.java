package org.osteon.records.notices;

import java.time.Instant;

/// Something that happened, for one subscriber.
///
/// @param id the same of the same thing, however often it is found
/// @param chart whose
/// @param pathway which says so
/// @param focus what it is about, `Type/id`
/// @param at when it was found
/// @param number which it was of those that the subscriber was told; 0 before
record Notice(
        String id,
        Topic topic,
        String chart,
        String pathway,
        String focus,
        Instant at,
        long number) {
    Notice told(long as) {
        return new Notice(id, topic, chart, pathway, focus, at, as);
    }
}
