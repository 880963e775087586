package org.osteon.records.links;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.ChartStore;
import org.osteon.store.Look;

/// The links of a site. A token is known to who was given it; kept is its hash. What is wrong with
/// an entry, nobody is told: a token that there never was, a wrong birth date, a link that is
/// closed take the same steps to the same answer.
public final class Links {
    private static final int ID_CHARACTERS = 12;

    /// What is looked up where there is no such link, so that as much is read.
    private static final String NOBODYS = "nobodys";

    private final ChartStore store;
    private final Clock clock;
    private final Notes<Link> links;
    private final Notes<Token> tokens;
    private final Tries tries;
    private final Watch watch;
    private final LinkSessions sessions;

    public Links(ChartStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.links = new Notes<>(store, "link", Link.class);
        this.tokens = new Notes<>(store, "link-token", Token.class);
        this.tries = new Tries(store, clock);
        this.watch = new Watch(store, clock);
        this.sessions = new LinkSessions(store, clock);
    }

    /// @param link whose
    /// @param kept what is kept of it
    record Token(String link, String kept) {}

    /// What a link is to be.
    ///
    /// @param code asked besides the birth date; empty: none
    /// @param language in which they are written to; empty: English
    /// @param site which joint and side it is about, as forms have it; empty: none was chosen
    public record Wanted(
            String chart,
            String role,
            String pathway,
            List<String> forms,
            List<Link.Time> times,
            String about,
            String request,
            LocalDate born,
            String code,
            boolean repeats,
            String language,
            String site,
            String madeBy) {}

    /// A link that was made, with what its bearer needs; neither is shown again.
    ///
    /// @param token of its address
    public record Made(Link link, String token) {}

    /// What came of an entry.
    public sealed interface Entry {
        /// They are let in.
        ///
        /// @param secret for their browser
        record In(Link link, String secret) implements Entry {}

        /// They knew what was asked, and the link is over.
        record Over(Link link) implements Entry {}

        /// Something was wrong; what, nobody is told.
        record Refused() implements Entry {}
    }

    // --- by the staff ---

    /// Makes a link.
    public Made make(Wanted wanted) {
        Link link =
                new Link(
                        Secrets.fresh().substring(0, ID_CHARACTERS),
                        wanted.chart(),
                        wanted.role(),
                        wanted.pathway(),
                        wanted.forms(),
                        wanted.times(),
                        wanted.about(),
                        wanted.request(),
                        kept(wanted.born().toString()),
                        wanted.code().isEmpty() ? Link.Kept.NONE : kept(code(wanted.code())),
                        wanted.madeBy(),
                        clock.instant(),
                        null,
                        "",
                        null,
                        "",
                        wanted.repeats(),
                        Map.of(),
                        Map.of(),
                        wanted.language(),
                        wanted.site());
        links.keep(link.id(), link);
        tries.sweep();
        return new Made(link, another(link));
    }

    /// Another token of a link: for a reminder, or where the first was lost.
    public String another(Link link) {
        String token = Secrets.address();
        String hash = Secrets.kept(token);
        tokens.keep(hash, new Token(link.id(), hash));
        return token;
    }

    /// A token that reached nobody is none.
    public void forget(String token) {
        tokens.remove(Secrets.kept(token));
    }

    /// The one of an id.
    public Optional<Link> link(String id) {
        return id.equals(NOBODYS) ? Optional.empty() : links.one(id);
    }

    /// The link of a chart that a token leads to, for who holds it in hand; empty where it leads to
    /// none, to another chart's, or to one that was taken back.
    public Optional<Link> given(String token, String chart) {
        return tokens.one(Secrets.kept(token))
                .flatMap(known -> link(known.link()))
                .filter(one -> one.chart().equals(chart) && !one.wasTakenBack());
    }

    /// All, the latest first.
    public List<Link> all() {
        return links.all().stream()
                .filter(one -> !one.id().equals(NOBODYS))
                .sorted(Comparator.comparing(Link::made).reversed())
                .toList();
    }

    /// Those of a chart, the latest first.
    public List<Link> of(String chart) {
        return all().stream().filter(one -> one.chart().equals(chart)).toList();
    }

    /// Takes one back.
    public void revoke(String id, String why) {
        links.change(id, one -> one.wasTakenBack() ? one : one.revoked(clock.instant(), why));
        sessions.endAll(id);
    }

    /// The ids of those that wrong entries have closed.
    public Set<String> closed() {
        Set<String> hashes = tries.closed();
        return tokens.all().stream()
                .filter(one -> hashes.contains(one.kept()))
                .map(Token::link)
                .collect(Collectors.toSet());
    }

    /// Opens it again after wrong entries, for the birth date as the chart has it now.
    public void reopen(Link link, LocalDate born) {
        tokens.ids(one -> one.link().equals(link.id())).forEach(tries::forget);
        links.change(link.id(), one -> one.bornAt(kept(born.toString())));
    }

    /// The hours in which somebody guessed, the latest first.
    public List<GuessedHour> alarms() {
        return watch.alarms();
    }

    /// Whether so many links were closed by wrong entries lately that somebody has to know: one in
    /// a hundred (records, 4.1).
    public boolean areManyClosed() {
        int closed = watch.closed();
        return closed > 0 && closed * 100L >= links.all().size() - 1L;
    }

    // --- by who has it ---

    /// Comes in.
    ///
    /// @param typed the birth date as they write it
    public Entry enter(String token, String typed, String code, String address) {
        String hash = Secrets.kept(token);
        if (tries.waits(address)) {
            told(watch.count(Watch.What.REFUSED));
            return new Entry.Refused();
        }
        Optional<Token> known = tokens.one(hash);
        int tried = tries.of(hash, known.isPresent());
        boolean closed = tried > Tries.OF_TOKEN;
        Link link = links.one(known.map(Token::link).orElse(NOBODYS)).orElseGet(this::nobodys);
        LocalDate today = today();
        boolean fits = false;
        for (LocalDate day : BirthDates.of(typed, today)) {
            fits |= fits(link.born(), day.toString());
        }
        fits &= link.code().salt().isEmpty() || fits(link.code(), code(code));
        if (!fits || closed || known.isEmpty()) {
            refused(tried, known.isPresent() ? Optional.of(link) : Optional.empty(), address);
            return new Entry.Refused();
        }
        tries.right(hash, address);
        if (link.wasTakenBack() || !link.times().stream().anyMatch(one -> one.takes(today))) {
            look(Optional.of(link), "link", "refused: over", address);
            return new Entry.Over(link);
        }
        look(Optional.of(link), "link", "done", address);
        Link opened = change(link, one -> one.openedAt(clock.instant()));
        return new Entry.In(opened, sessions.begin(link.id()));
    }

    private void refused(int tried, Optional<Link> link, String address) {
        boolean closes = link.isPresent() && tried == Tries.OF_TOKEN;
        look(link, "link", closes ? "refused: closed by it" : "refused", address);
        told(watch.count(link.isPresent() ? Watch.What.WRONG : Watch.What.UNKNOWN));
        if (closes) {
            told(watch.count(Watch.What.CLOSED));
        }
    }

    /// An hour that becomes alarming is told once: to the manager, and where auditors read.
    private void told(GuessedHour hour) {
        if (hour.all() == Watch.ALARMING) {
            new PatientTexts(store, clock)
                    .current()
                    .ifPresent(
                            said -> new Outbox(store, clock).tell(Outbox.Kind.ALARM, said.tell()));
            look(Optional.empty(), "link", "alarm: many wrong entries", "");
        }
    }

    /// The link of a token for who came in by it; empty where nobody did, or where it is over.
    public Optional<Link> current(String token, String secret) {
        return sessions.link(secret)
                .filter(id ->
                        tokens.one(Secrets.kept(token))
                                .filter(one -> one.link().equals(id))
                                .isPresent())
                .flatMap(links::one)
                .filter(one -> !one.wasTakenBack())
                .filter(one -> one.at(today()).isPresent());
    }

    /// Writes down something that who has the link said beside the form.
    public void note(Link link, String what, String address) {
        look(Optional.of(link), "link", what, address);
    }

    /// Goes.
    public void leave(String secret) {
        sessions.end(secret);
    }

    /// Says who answers, and in which language: they are written to in that one from now on.
    public Link answeredBy(Link link, String carer, String language) {
        return change(link, one -> one.answeredBy(carer, language));
    }

    /// The id of the response of a form at a time: the same for whoever asks at the same moment.
    public String response(Link link, String form, Link.Time time, String fresh) {
        return change(link, one -> one.responding(form, time, fresh))
                .response(form, time)
                .orElse(fresh);
    }

    /// Notes that a form was sent.
    public Link sent(Link link, String form, Link.Time time) {
        return change(link, one -> one.sentAt(form, time, clock.instant()));
    }

    /// Opens a form that was sent for another answer.
    public Link again(Link link, String form, Link.Time time) {
        return link.repeats() ? change(link, one -> one.again(form, time)) : link;
    }

    private Link change(Link link, UnaryOperator<Link> change) {
        return links.change(link.id(), change).orElse(link);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    private void look(Optional<Link> link, String action, String outcome, String address) {
        store.look(
                List.of(
                        new Look(
                                clock.instant(),
                                link.map(LinkVisit::account).orElse(""),
                                link.map(LinkVisit::name).orElse(""),
                                link.map(Link::role).orElse(""),
                                "",
                                address,
                                "",
                                action,
                                outcome,
                                link.map(Link::chart).stream().toList(),
                                "")));
    }

    // --- what is kept of what has to be known ---

    private Link nobodys() {
        Link nobodys =
                new Link(
                        NOBODYS,
                        "",
                        Link.PATIENT,
                        "",
                        List.of(),
                        List.of(),
                        "",
                        "",
                        kept(Secrets.fresh()),
                        Link.Kept.NONE,
                        "",
                        clock.instant(),
                        clock.instant(),
                        "",
                        null,
                        "",
                        false,
                        Map.of(),
                        Map.of(),
                        "",
                        "");
        links.add(NOBODYS, nobodys);
        return nobodys;
    }

    private static Link.Kept kept(String known) {
        String salt = Secrets.fresh();
        return new Link.Kept(salt, Secrets.kept(salt + known));
    }

    private static boolean fits(Link.Kept kept, String said) {
        return MessageDigest.isEqual(
                Secrets.kept(kept.salt() + said).getBytes(StandardCharsets.UTF_8),
                kept.hash().getBytes(StandardCharsets.UTF_8));
    }

    /// A code as it is compared: without the blanks and hyphens that people type.
    private static String code(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
