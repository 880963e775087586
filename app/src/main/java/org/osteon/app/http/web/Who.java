package org.osteon.app.http.web;

/// Who sits before the page.
///
/// @param name empty where none was given
/// @param role whose work they do, as forms name it; empty where none was given
public record Who(String name, String role) {
    /// Whether a name was given.
    public boolean isNamed() {
        return !name.isEmpty();
    }
}
