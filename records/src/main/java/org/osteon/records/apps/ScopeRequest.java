package org.osteon.records.apps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.access.Scope;
import org.osteon.access.Scopes;

/// What a program asks for: scopes of data, and the words beside them.
///
/// @param data scopes of data
/// @param words `launch`, `launch/patient`, `offline_access`, `online_access`, `openid`, `fhirUser`
/// @param unknown what is neither
public record ScopeRequest(Scopes data, Set<String> words, List<String> unknown) {
    /// The program is opened from a patient's page.
    public static final String LAUNCH = "launch";

    /// A patient is to be chosen.
    public static final String LAUNCH_PATIENT = "launch/patient";

    /// To go on when nobody is signed in.
    public static final String OFFLINE = "offline_access";

    /// To go on as long as somebody is signed in.
    public static final String ONLINE = "online_access";

    /// To be told who signed in.
    public static final String OPENID = "openid";

    /// The same as a resource of FHIR.
    public static final String FHIR_USER = "fhirUser";

    private static final Set<String> WORDS =
            Set.of(LAUNCH, LAUNCH_PATIENT, OFFLINE, ONLINE, OPENID, FHIR_USER);

    public ScopeRequest {
        words = Collections.unmodifiableSet(new LinkedHashSet<>(words));
        unknown = List.copyOf(unknown);
    }

    /// Reads a text with a scope after the other.
    public static ScopeRequest of(String text) {
        List<Scope> data = new ArrayList<>();
        Set<String> words = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String one : text.strip().split("\\s+", -1)) {
            Optional<Scope> scope = Scope.of(one);
            if (scope.isPresent()) {
                data.add(scope.get());
            } else if (WORDS.contains(one)) {
                words.add(one);
            } else if (!one.isEmpty()) {
                unknown.add(one);
            }
        }
        return new ScopeRequest(
                new Scopes(data.stream().distinct().toList(), Optional.empty()), words, unknown);
    }

    /// What of it another text permits, too: a program gets no more than it was registered for.
    public ScopeRequest within(String most) {
        ScopeRequest other = of(most);
        return new ScopeRequest(
                data.and(other.data()),
                words.stream()
                        .filter(other.words()::contains)
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                List.of());
    }

    /// Without scopes of data that are not among these, and where [#OPENID] is not, without being
    /// told who signed in.
    public ScopeRequest only(Set<String> ticked) {
        Set<String> kept = new LinkedHashSet<>(words);
        if (!ticked.contains(OPENID)) {
            kept.remove(OPENID);
            kept.remove(FHIR_USER);
        }
        return new ScopeRequest(
                new Scopes(
                        data.all().stream().filter(one -> ticked.contains(one.text())).toList(),
                        Optional.empty()),
                kept,
                List.of());
    }

    /// Whether another asks for no more: each of its scopes is permitted by one of these; what only
    /// several together would permit is more.
    boolean covers(ScopeRequest less) {
        return words.containsAll(less.words())
                && less.data().all().stream()
                        .allMatch(one ->
                                data.all().stream()
                                        .anyMatch(granted ->
                                                alone(one)
                                                        .and(alone(granted))
                                                        .all()
                                                        .contains(one)));
    }

    private static Scopes alone(Scope scope) {
        return new Scopes(List.of(scope), Optional.empty());
    }

    /// Without what a program may only on its own.
    public ScopeRequest ofPeople() {
        return new ScopeRequest(
                new Scopes(
                        data.all().stream()
                                .filter(one -> one.level() != Scope.Level.SYSTEM)
                                .toList(),
                        Optional.empty()),
                words,
                unknown);
    }

    /// Whether it asks for nothing: no data, and not who signed in.
    public boolean isEmpty() {
        return data.isEmpty() && !tellsWho();
    }

    /// Whether the program is told who signed in.
    public boolean tellsWho() {
        return words.contains(OPENID);
    }

    /// Whether a patient must be in context.
    public boolean needsPatient() {
        return words.contains(LAUNCH_PATIENT)
                || words.contains(LAUNCH)
                || data.has(Scope.Level.PATIENT);
    }

    /// As it is written.
    public String text() {
        return Stream.concat(data.all().stream().map(Scope::text), words.stream())
                .collect(Collectors.joining(" "));
    }
}
