package org.osteon.app.http.web.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.feeds.ChartEdit;
import org.osteon.feeds.Envelope;
import org.osteon.feeds.Feed;
import org.osteon.feeds.Known;
import org.osteon.feeds.Outcome;
import org.osteon.feeds.Profiles;
import org.osteon.feeds.Remark;
import org.osteon.feeds.Transmission;

/// An HL7 v2 message that somebody tries: what would come of it. Where the site has no profile for
/// its sender, one is made up that takes the sender at its word.
///
/// @param bundle what it would make, as a Bundle about somebody who is there
/// @param remarks what was not taken as it stands
/// @param madeUp whether the profile is made up
record TriedMessage(byte[] bundle, List<String> remarks, boolean madeUp) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern BEGINS = Pattern.compile("^\\x0b?(MSH|FHS|BHS)[^A-Za-z0-9]");
    private static final int IDENTIFIERS = 3;

    TriedMessage {
        remarks = List.copyOf(remarks);
    }

    static boolean isOne(String text) {
        return BEGINS.matcher(text).find();
    }

    static TriedMessage of(String text, Profiles ofTheSite, ZoneId zone) {
        List<String> remarks = new ArrayList<>();
        Transmission transmission = Transmission.of(segments(text));
        if (!transmission.problem().isEmpty()) {
            remarks.add("The batch would not be taken: " + transmission.problem());
        }
        ArrayNode entries = JSON.createArrayNode();
        boolean madeUp = false;
        boolean patient = false;
        for (byte[] message : transmission.messages()) {
            Envelope envelope = Envelope.of(message);
            boolean known = ofTheSite.of(envelope).isPresent();
            madeUp |= !known;
            Profiles profiles = known ? ofTheSite : madeUp(envelope, message, zone);
            switch (new Feed(profiles).read(message, Known.anybody())) {
                case Outcome.NotUnderstood not ->
                        remarks.add(
                                envelope.event()
                                        + " "
                                        + envelope.control()
                                        + " would not be taken: "
                                        + not.line());
                case Outcome.Understood understood -> {
                    understood.remarks().stream().map(TriedMessage::words).forEach(remarks::add);
                    if (!understood.ignored().isEmpty()) {
                        remarks.add("Passed over: " + String.join(", ", understood.ignored()));
                    }
                    for (ChartEdit edit : understood.edits()) {
                        for (ChartEdit.Part part : edit.parts()) {
                            patient |= part.type().equals("Patient");
                            part.json()
                                    .ifPresent(json ->
                                            entries.addObject().set("resource", read(json)));
                        }
                    }
                }
            }
        }
        if (!patient && !entries.isEmpty()) {
            entries.addObject()
                    .putObject("resource")
                    .put("resourceType", "Patient")
                    .put("id", "known");
        }
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("resourceType", "Bundle").put("type", "collection").set("entry", entries);
        return new TriedMessage(
                bundle.toString().getBytes(StandardCharsets.UTF_8), remarks, madeUp);
    }

    private static String words(Remark remark) {
        return remark.place().isEmpty() ? remark.text() : remark.place() + ": " + remark.text();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Pasted text has the line ends of whoever pasted it.
    private static byte[] segments(String text) {
        return text.replace("\r\n", "\r")
                .replace('\n', '\r')
                .replace("\u000b", "")
                .replace("\u001c", "")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Profiles madeUp(Envelope envelope, byte[] message, ZoneId zone) {
        ObjectNode profile = JSON.createObjectNode();
        profile.put("title", "Tried out");
        profile.put("timeZone", zone.getId());
        profile.put("characterSet", "UNICODE UTF-8");
        profile.put("characterSetWins", true);
        profile.putArray("senders")
                .addObject()
                .put("application", envelope.sendingApplication())
                .put("facility", envelope.sendingFacility());
        ObjectNode identifiers = profile.putObject("identifiers");
        authorities(message)
                .forEach(one -> identifiers.put(one, "urn:osteon:tried:" + one.replace('^', ':')));
        return Profiles.of("tried", profile.toString());
    }

    /// `authority^type` of each identifier of the patient.
    private static List<String> authorities(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        if (text.length() < "MSH|^~\\&".length()) {
            return List.of();
        }
        String field = Pattern.quote(text.substring(3, 4));
        String component = Pattern.quote(text.substring(4, 5));
        String again = Pattern.quote(text.substring(5, 6));
        return Stream.of(text.split("\r"))
                .filter(segment -> segment.startsWith("PID"))
                .map(segment -> segment.split(field, -1))
                .filter(fields -> fields.length > IDENTIFIERS)
                .flatMap(fields -> Stream.of(fields[IDENTIFIERS].split(again, -1)))
                .map(identifier -> identifier.split(component, -1))
                .map(parts ->
                        (parts.length > 3 ? parts[3] : "").replaceAll("&.*", "")
                                + "^"
                                + (parts.length > 4 ? parts[4] : ""))
                .filter(one -> !one.equals("^"))
                .distinct()
                .toList();
    }
}
