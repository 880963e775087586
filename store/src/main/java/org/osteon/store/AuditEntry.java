package org.osteon.store;

import java.time.Instant;
import java.util.Optional;

/// One line of the audit: something was done, by whom, when and why. Entries that changed a chart
/// are written in the transaction of the change.
///
/// @param sequence 1, 2, 3 … without gaps over the whole store
/// @param at when, to the microsecond
/// @param actor who
/// @param action the kind of action
/// @param reason why; may be empty
/// @param chart the chart it concerns, where it concerns one
/// @param detail what exactly, for entries of the application; may be empty
/// @param changes how many versions of resources it added
/// @param origin from where it was asked for, where that is known
/// @param hash SHA-256, hexadecimal, over all of this, the added versions' texts and the hash
///   before
public record AuditEntry(
        long sequence,
        Instant at,
        String actor,
        String action,
        String reason,
        Optional<String> chart,
        String detail,
        int changes,
        Origin origin,
        String hash) {}
