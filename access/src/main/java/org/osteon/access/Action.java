package org.osteon.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What somebody wants to do. What each means, and who may, stands in the table of roles.
public enum Action {
    LIST,
    READ,
    ANSWER,
    INVITE,
    APPROVE,
    RECORD,
    PLAN,
    RELEASE,
    GIVE,
    OVERRIDE,
    BRING_IN,
    MATCH,
    TYPE,
    FOLLOW,
    EXPORT,
    REPORT,
    SURVEY,
    SITE,
    REVIEW,
    REGISTER,
    AUDIT,
    ACCOUNTS,
    FEEDS,
    STUDY,
    SCREEN,
    ENROL,
    ACTIVATE,
    ARMS,
    BREAK_CODE,
    BREAK;

    /// As the table names it.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The action of a code; empty where there is none.
    public static Optional<Action> of(String code) {
        return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst();
    }
}
