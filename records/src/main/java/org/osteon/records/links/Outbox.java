package org.osteon.records.links;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// What is to be sent: that a form waits, and that the staff is needed. What it says is written
/// when it is sent, so that no token lies here.
public final class Outbox {
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private final Notes<Message> messages;
    private final Notes<Silence> silences;
    private final ChartStore store;
    private final Clock clock;

    public Outbox(ChartStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.messages = new Notes<>(store, "outbox", Message.class);
        this.silences = new Notes<>(store, "outbox-silence", Silence.class);
    }

    /// What a message is about.
    public enum Kind {
        /// A form waits.
        INVITATION,
        /// It still waits.
        REMINDER,
        /// Somebody guesses at links.
        ALARM,
        /// A patient needs somebody now.
        FLAG,
        /// The code of somebody in a study was broken.
        CODE_BROKEN
    }

    /// A message.
    ///
    /// @param link whose; empty for the staff
    /// @param time its code, of a schedule
    /// @param to where it goes: an address of mail, a number
    /// @param server the address of this server, as whoever wrote it asked it
    /// @param due not before
    /// @param sent when it went
    /// @param state what became of it, in words; empty while it waits
    /// @param about what it tells besides; may be empty
    public record Message(
            String id,
            String link,
            String time,
            Kind kind,
            String to,
            String server,
            Instant due,
            int tries,
            @Nullable Instant sent,
            String state,
            String about) {
        public Message {
            // Those that were kept before there was any.
            about = Objects.requireNonNullElse(about, "");
        }

        /// Whether it still waits.
        public boolean waits() {
            return sent == null && state.isEmpty();
        }

        Message wentAt(Instant at) {
            return new Message(id, link, time, kind, to, server, due, tries, at, "sent", about);
        }

        Message dropped(String why) {
            return new Message(id, link, time, kind, to, server, due, tries, sent, why, about);
        }

        Message again(Instant at, String why, boolean last) {
            return new Message(
                    id, link, time, kind, to, server, at, tries + 1, sent, last ? why : "", about);
        }
    }

    /// A patient who wants no messages.
    record Silence(Instant since, String by) {}

    /// Asks for messages about a link: when its time begins, and reminders after days without an
    /// answer, two at most.
    public void ask(Link link, String to, String server, List<Integer> reminders) {
        for (Link.Time time : link.times()) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
            if (time.to().isBefore(today)) {
                continue;
            }
            LocalDate first = time.from().isBefore(today) ? today : time.from();
            add(link, time, Kind.INVITATION, to, server, first.equals(today) ? null : first);
            reminders.stream()
                    .limit(2)
                    .map(first::plusDays)
                    .filter(day -> !day.isAfter(time.to()))
                    .forEach(day -> add(link, time, Kind.REMINDER, to, server, day));
        }
    }

    private void add(
            Link link,
            Link.Time time,
            Kind kind,
            String to,
            String server,
            @Nullable LocalDate day) {
        Instant due =
                day == null
                        ? clock.instant()
                        : day.atTime(MORNING).atZone(clock.getZone()).toInstant();
        keep(new Message(id(), link.id(), time.code(), kind, to, server, due, 0, null, "", ""));
    }

    /// Tells the staff something that waits for nothing.
    public void tell(Kind kind, String to) {
        tell(kind, to, "");
    }

    /// The same, with something about it.
    public void tell(Kind kind, String to, String about) {
        if (!to.isEmpty()) {
            keep(new Message(id(), "", "", kind, to, "", clock.instant(), 0, null, "", about));
        }
    }

    private static String id() {
        return Secrets.fresh().substring(0, 16);
    }

    private void keep(Message message) {
        messages.keep(message.id(), message);
    }

    /// All, the next first.
    public List<Message> all() {
        return messages.all().stream().sorted(Comparator.comparing(Message::due)).toList();
    }

    /// Those about a link.
    public List<Message> of(Link link) {
        return all().stream().filter(one -> one.link().equals(link.id())).toList();
    }

    void change(Message message, UnaryOperator<Message> change) {
        messages.change(message.id(), change);
    }

    /// That a patient wants no messages any more.
    public void silence(String chart, String by) {
        silences.keep(chart, new Silence(clock.instant(), by));
        store.record(new Attribution(by, clock.instant(), "no-messages"), chart, "");
    }

    /// That they want them again.
    public void unsilence(String chart, String by) {
        silences.remove(chart);
        store.record(new Attribution(by, clock.instant(), "messages"), chart, "");
    }

    /// Whether a patient wants no messages.
    public boolean isSilent(String chart) {
        return silences.one(chart).isPresent();
    }
}
