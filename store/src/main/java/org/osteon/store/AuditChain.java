package org.osteon.store;

import org.jspecify.annotations.Nullable;

/// How the audit is chained: what each hash covers.
final class AuditChain {
    private AuditChain() {}

    /// The hash of an entry.
    static Hash hash(
            Hash previous,
            long sequence,
            long recorded,
            String actor,
            String action,
            String reason,
            @Nullable String chart,
            String detail,
            int changes,
            Hash changesHash,
            Origin origin) {
        FieldHash hash =
                new FieldHash()
                        .add(previous)
                        .add(sequence)
                        .add(recorded)
                        .add(actor)
                        .add(action)
                        .add(reason)
                        .add(chart == null ? 0 : 1)
                        .add(chart == null ? "" : chart)
                        .add(detail)
                        .add(changes)
                        .add(changesHash);
        // Nothing is added where there is none: so were all entries before there was any.
        if (!origin.equals(Origin.NONE)) {
            hash.add("origin").add(origin.address()).add(origin.request());
        }
        return hash.result();
    }

    /// Adds a version to the hash of an entry's changes.
    static void add(
            FieldHash changes,
            long number,
            long resource,
            String type,
            String id,
            long version,
            boolean deleted,
            Hash textHash) {
        changes.add(number)
                .add(resource)
                .add(type)
                .add(id)
                .add(version)
                .add(deleted ? 1 : 0)
                .add(textHash);
    }
}
