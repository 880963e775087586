package org.osteon.feeds;

/// Something of a message that was not taken as it stands, or was left out: told, never dropped in
/// silence.
///
/// @param place where in the message: `OBX[3]-5`
/// @param text what was made of it, in words
public record Remark(String place, String text) {
    @Override
    public String toString() {
        return place.isEmpty() ? text : place + ": " + text;
    }
}
