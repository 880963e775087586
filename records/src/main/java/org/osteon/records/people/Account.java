package org.osteon.records.people;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;

/// Somebody who may sign in, or a program that may ask.
///
/// @param id the user name
/// @param name as people read it and as it signs; nobody else at the site is called so
/// @param roles what they are
/// @param password what is kept of the password; empty: none can sign in by one
/// @param practitioner their id in care teams
/// @param ownChart the chart that is theirs, of a patient
/// @param everybody whether the site has them look after all its patients, or only those whose care
///   team they are in
/// @param secret of the second factor, as the store hides it; empty where there is none
/// @param step the last step of time whose code was used
/// @param recovery what is kept of the recovery codes that are left
/// @param disabled whether they may no longer sign in
public record Account(
        String id,
        String name,
        List<String> roles,
        String password,
        String practitioner,
        String ownChart,
        boolean everybody,
        String secret,
        long step,
        List<String> recovery,
        boolean disabled) {
    /// What a user name is.
    public static final String ID = "[a-z0-9][a-z0-9._-]{0,59}";

    private static final int LONGEST_NAME = 80;

    public Account {
        roles = List.copyOf(roles);
        recovery = List.copyOf(recovery);
    }

    /// A new one that looks after everybody.
    public static Account fresh(String id, String name, List<String> roles, String password) {
        return new Account(id, name, roles, password, id, "", true, "", 0, List.of(), false);
    }

    /// Whether a text can be a name.
    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.chars().noneMatch(Character::isISOControl);
    }

    /// As access knows them.
    public Person person() {
        Set<Role> all = roles.stream().map(Role::new).collect(Collectors.toSet());
        return new Person(
                id, name, all, practitioner, Optional.of(ownChart).filter(one -> !one.isEmpty()));
    }

    /// What the site gives them.
    public Optional<Grant> grant() {
        return everybody ? Optional.of(Grant.SiteTeam.ofAll(id)) : Optional.empty();
    }

    /// Whether a second factor is asked for.
    public boolean hasSecondFactor() {
        return !secret.isEmpty();
    }

    Account withPassword(String hash) {
        return new Account(
                id,
                name,
                roles,
                hash,
                practitioner,
                ownChart,
                everybody,
                secret,
                step,
                recovery,
                disabled);
    }

    Account withRoles(List<String> all, boolean everyone, String inTeams, String own) {
        return new Account(
                id, name, all, password, inTeams, own, everyone, secret, step, recovery, disabled);
    }

    Account withSecret(String fresh, long used, List<String> codes) {
        return new Account(
                id,
                name,
                roles,
                password,
                practitioner,
                ownChart,
                everybody,
                fresh,
                used,
                codes,
                disabled);
    }

    Account disabled(boolean now) {
        return new Account(
                id,
                name,
                roles,
                password,
                practitioner,
                ownChart,
                everybody,
                secret,
                step,
                recovery,
                now);
    }
}
