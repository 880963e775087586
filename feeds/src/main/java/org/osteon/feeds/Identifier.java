package org.osteon.feeds;

/// What names a patient, an order or a result: a value within a system.
public record Identifier(String system, String value) {
    @Override
    public String toString() {
        return system + "|" + value;
    }
}
