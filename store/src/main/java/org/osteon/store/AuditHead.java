package org.osteon.store;

/// The end of the audit chain. Kept outside the store (printed, mailed, in another system) it shows
/// later that nothing up to it was cut off or rewritten; [ChartStore#verify] takes it.
///
/// @param sequence the last entry's number, 0 in an empty store
/// @param hash its hash, hexadecimal
public record AuditHead(long sequence, String hash) {}
