package org.osteon.records.people;

/// How passwords are kept: never as they are.
public interface Passwords {
    /// What is kept of a password.
    String hash(String password);

    /// Whether it is the password of which that is kept.
    boolean matches(String password, String hash);
}
