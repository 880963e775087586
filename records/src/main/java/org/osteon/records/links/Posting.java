package org.osteon.records.links;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.SoleWork;

/// Sends what is due, by the ways that a site has connected. A message says that a form waits, and
/// nothing of whom or what for; its token is made for it, and is none where it did not get there.
public final class Posting implements AutoCloseable {
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final LocalTime EVENING = LocalTime.of(20, 0);
    private static final Duration LATER = Duration.ofMinutes(15);
    private static final int MOST_TRIES = 20;
    private static final String HOUSE = "Osteon";

    private final ChartStore store;
    private final Links links;
    private final Outbox outbox;
    private final PatientTexts texts;
    private final Carrier carrier;
    private final PatientSpeech speech;
    private final Clock clock;
    private final SoleWork sole;

    /// @param speech how patients are spoken to
    public Posting(ChartStore store, Carrier carrier, PatientSpeech speech, Clock clock) {
        this.store = store;
        this.links = new Links(store, clock);
        this.outbox = new Outbox(store, clock);
        this.texts = new PatientTexts(store, clock);
        this.carrier = carrier;
        this.speech = speech;
        this.clock = clock;
        this.sole = store.sole("post");
    }

    /// Sends all that is due; of several servers one does.
    ///
    /// @return how many went
    public int send() {
        if (!sole.isMine()) {
            return 0;
        }
        Instant now = clock.instant();
        List<Outbox.Message> due =
                outbox.all().stream()
                        .filter(Outbox.Message::waits)
                        .filter(one -> !one.due().isAfter(now))
                        .toList();
        int sent = 0;
        for (Outbox.Message message : due) {
            sent += message.link().isEmpty() ? told(message) : invited(message);
        }
        return sent;
    }

    private int told(Outbox.Message message) {
        return switch (message.kind()) {
            case FLAG ->
                    carried(
                            message,
                            "A patient needs somebody now",
                            "A patient answered something that does not wait. Open the worklist: it"
                                    + " is its first line.");
            case CODE_BROKEN ->
                    carried(
                            message,
                            "The code of somebody in a study was broken",
                            "The code was broken of: "
                                    + message.about()
                                    + ".\nNeither the arm nor who it is stands here. The log of the"
                                    + " study says who broke it, when and why.\n");
            case ALARM, INVITATION, REMINDER ->
                    carried(
                            message,
                            "Somebody guesses at links",
                            "There were many wrong entries at the links of patients. Nobody got in"
                                    + " by them. Open Links to see when.");
        };
    }

    private int invited(Outbox.Message message) {
        Optional<Link> link = links.link(message.link());
        Optional<String> not = link.map(one -> whyNot(one, message)).orElse(Optional.of("no link"));
        if (not.isPresent()) {
            outbox.change(message, one -> one.dropped(not.get()));
            return 0;
        }
        LocalTime time = LocalTime.ofInstant(clock.instant(), clock.getZone());
        if (time.isBefore(MORNING) || time.isAfter(EVENING)) {
            return 0;
        }
        String token = links.another(link.get());
        PatientSpeech.Said said = speech.to(link.get());
        int sent =
                carried(
                        message,
                        message.kind() == Outbox.Kind.REMINDER
                                ? said.say("A form is still waiting")
                                : said.say("A form is waiting"),
                        text(said, message.server() + "/p/" + token));
        if (sent == 0) {
            links.forget(token);
        } else {
            noted(link.get(), message);
        }
        return sent;
    }

    private Optional<String> whyNot(Link link, Outbox.Message message) {
        if (link.wasTakenBack()) {
            return Optional.of("the link was taken back");
        }
        if (outbox.isSilent(link.chart())) {
            return Optional.of("the patient wants no messages");
        }
        Optional<Link.Time> time =
                link.times().stream().filter(one -> one.code().equals(message.time())).findFirst();
        if (time.isEmpty()
                || time.get()
                        .to()
                        .isBefore(clock.instant().atZone(clock.getZone()).toLocalDate())) {
            return Optional.of("its time is over");
        }
        return link.isAnswered(time.get()) ? Optional.of("answered") : Optional.empty();
    }

    /// The address leads to the same language.
    private String text(PatientSpeech.Said said, String address) {
        return said.say("A form is waiting for you:")
                + "\n\n"
                + address
                + (said.isEnglish() ? "" : "/language?to=" + said.language())
                + "\n\n"
                + texts.current()
                        .map(one ->
                                one.site()
                                        + ", "
                                        + one.clinic()
                                        + "\n"
                                        + said.say("If you want no such messages, tell us.")
                                        + "\n")
                        .orElse("");
    }

    private int carried(Outbox.Message message, String subject, String text) {
        try {
            carrier.carry(message.to(), subject, text);
        } catch (Carrier.Failed e) {
            String why = "not sent: " + e.getMessage();
            outbox.change(
                    message,
                    one ->
                            one.again(
                                    clock.instant().plus(LATER),
                                    why,
                                    one.tries() + 1 >= MOST_TRIES));
            return 0;
        }
        outbox.change(message, one -> one.wentAt(clock.instant()));
        return 1;
    }

    /// On the chart stands that it was sent, or reminded of: the board of answers reads it.
    private void noted(Link link, Outbox.Message message) {
        if (message.time().isEmpty()) {
            return;
        }
        String what =
                message.kind() == Outbox.Kind.REMINDER
                        ? "questionnaire-reminder"
                        : "questionnaire-sent";
        String asked =
                link.request().isEmpty()
                        ? ""
                        : "\"basedOn\":[{\"reference\":\"%s\"}],".formatted(link.request());
        String json =
                """
                {"resourceType":"Communication","id":"%s","status":"completed",\
                "category":[{"coding":[{"system":"urn:osteon:chart","code":"%s"}]}],\
                "medium":[{"coding":[{"system":"urn:osteon:chart","code":"by-link"}]}],\
                "reasonCode":[{"coding":[{"system":"urn:osteon:chart","code":"%s"}]}],\
                "subject":{"reference":"Patient/%s"},%s"sent":"%s","sender":{"display":"%s"}}\
                """
                        .formatted(
                                "link-" + message.id(),
                                what,
                                message.time(),
                                link.chart(),
                                asked,
                                clock.instant(),
                                HOUSE);
        store.append(
                link.chart(),
                new Attribution(HOUSE, clock.instant(), what),
                List.of(Change.put("Communication", "link-" + message.id(), json)));
    }

    /// Leaves it to another server.
    @Override
    public void close() {
        sole.close();
    }
}
