package org.osteon.records.charts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.access.Scopes;

/// One request of somebody who is known: who, as what, from where; and what came of it so far. Used
/// by one thread.
public final class Visit {
    private final Person person;
    private final Role role;
    private final List<Grant> grants;
    private final String address;
    private final String request;
    private final String what;
    private final boolean reading;
    private final Optional<Scopes> scopes;
    private final boolean program;
    private final Set<String> kept = new HashSet<>();
    private boolean partWithheld;
    private boolean partBlinded;
    private Optional<Instant> emergencyUntil = Optional.empty();
    private boolean later;
    private Duration waited = Duration.ZERO;
    private final List<CompletableFuture<Void>> onTheirWay = new ArrayList<>();

    /// @param role as what they work now
    /// @param grants what the site gave them
    /// @param address where the request came from
    /// @param request its id
    /// @param what it asks, as the record of looks says it
    /// @param reading whether it may change nothing, whatever the roles may
    public Visit(
            Person person,
            Role role,
            List<Grant> grants,
            String address,
            String request,
            String what,
            boolean reading) {
        this(person, role, grants, address, request, what, reading, Optional.empty());
    }

    /// @param scopes what a program was let do, where one asks for somebody or for itself
    public Visit(
            Person person,
            Role role,
            List<Grant> grants,
            String address,
            String request,
            String what,
            boolean reading,
            Optional<Scopes> scopes) {
        this(person, role, grants, address, request, what, reading, scopes, scopes.isPresent());
    }

    private Visit(
            Person person,
            Role role,
            List<Grant> grants,
            String address,
            String request,
            String what,
            boolean reading,
            Optional<Scopes> scopes,
            boolean program) {
        this.person = person;
        this.role = role;
        this.grants = List.copyOf(grants);
        this.address = address;
        this.request = request;
        this.what = what;
        this.reading = reading;
        this.scopes = scopes;
        this.program = program;
    }

    /// The same of a program that works with somebody's token.
    public Visit ofAProgram() {
        return new Visit(person, role, grants, address, request, what, reading, scopes, true);
    }

    /// Whether a program asks, and not a person at a page: nobody is known to have read what it
    /// writes.
    public boolean isOfAProgram() {
        return program;
    }

    /// Who.
    public Person person() {
        return person;
    }

    /// As what they work now.
    public Role role() {
        return role;
    }

    /// What the site gave them.
    public List<Grant> grants() {
        return grants;
    }

    /// Where the request came from.
    public String address() {
        return address;
    }

    /// Its id.
    public String request() {
        return request;
    }

    /// What it asks.
    public String what() {
        return what;
    }

    /// Whether it may change nothing.
    public boolean reading() {
        return reading;
    }

    /// What a program was let do; empty where it is narrowed by nothing.
    public Optional<Scopes> scopes() {
        return scopes;
    }

    /// Whether a patient withheld a part of what was shown.
    public boolean partWithheld() {
        return partWithheld;
    }

    /// Whether somebody was shown in whose study they are blind. It does not tell whether there is
    /// anything to be hidden.
    public boolean partBlinded() {
        return partBlinded;
    }

    void blinded() {
        partBlinded = true;
    }

    void withheld() {
        partWithheld = true;
    }

    /// Until when the chart that was shown is open, where the glass was broken.
    public Optional<Instant> emergencyUntil() {
        return emergencyUntil;
    }

    void emergency(Instant until) {
        emergencyUntil = Optional.of(until);
    }

    /// Whether this is the first time in this request.
    boolean first(String look) {
        return kept.add(look);
    }

    /// From now on looks are written down while the answer is made. Whoever calls this lets nothing
    /// of the answer leave before [#settle]; what changes anything does not call it.
    public void looksWhileAnswering() {
        later = true;
    }

    /// Writes a look down: at once, or while the answer is made.
    void look(Runnable writing) {
        if (later) {
            onTheirWay.add(CompletableFuture.runAsync(writing, Thread::startVirtualThread));
        } else {
            writing.run();
        }
    }

    /// Waits until all looks so far are on disk; from now on each is before it goes on.
    ///
    /// @throws org.osteon.store.StoreException where one could not be written down
    public void settle() {
        later = false;
        if (onTheirWay.isEmpty()) {
            return;
        }
        List<CompletableFuture<Void>> all = List.copyOf(onTheirWay);
        onTheirWay.clear();
        long begun = System.nanoTime();
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        } finally {
            waited = waited.plusNanos(System.nanoTime() - begun);
        }
    }

    /// How long the answer waited for looks that were written while it was made.
    public Duration waited() {
        return waited;
    }
}
