package org.osteon.feeds;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.v251.message.ACK;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.idgenerator.UUIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/// A message as its segments, in the order in which they came. They are not put into the groups of
/// a structure: what senders write fits those loosely, and what does not fit is told by whoever
/// reads a segment.
final class Message {
    /// That it is there is no news. Held, so that the level stays set.
    private static final Logger HAPI_LOG = Logger.getLogger("ca.uhn.hl7v2");

    static {
        HAPI_LOG.setLevel(Level.WARNING);
    }

    /// Made, and used once in each direction, before any thread gets it: what the library makes on
    /// first use it makes without a lock.
    private static final PipeParser PARSER = parser();

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z][A-Za-z0-9]{2}");
    private static final int SHOWN = 40;

    private final List<Segment> segments;

    private Message(List<Segment> segments) {
        this.segments = List.copyOf(segments);
    }

    /// Without HAPI's own validation: it stops at the first number with a comma, and the whole
    /// message with it.
    private static PipeParser parser() {
        HapiContext context = new DefaultHapiContext(new GenericModelClassFactory());
        context.setValidationContext(ValidationContextFactory.noValidation());
        context.getParserConfiguration().setAllowUnknownVersions(true);
        // The library's own counts in a file of the folder that it is started in.
        context.getParserConfiguration().setIdGenerator(new UUIDGenerator());
        PipeParser parser = context.getPipeParser();
        try {
            ACK ack = new ACK();
            ack.setParser(parser);
            ack.initQuickstart("ACK", "A01", "P");
            var _ = parser.parse(parser.encode(ack));
        } catch (HL7Exception | IOException e) {
            throw new IllegalStateException("the library of HL7 v2 does not work", e);
        }
        return parser;
    }

    /// Takes messages apart, and puts them together; for any thread.
    static PipeParser library() {
        return PARSER;
    }

    /// @param charset of the bytes that it was
    static Message of(String text, Charset charset) throws Unusable {
        requireSegments(text);
        MessageLimits.require(text);
        List<Segment> segments = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        try {
            ca.uhn.hl7v2.model.Message message = PARSER.parse(text);
            for (String group : message.getNames()) {
                for (Structure one : message.getAll(group)) {
                    if (one instanceof ca.uhn.hl7v2.model.Segment segment) {
                        String name = segment.getName().toUpperCase(Locale.ROOT);
                        segments.add(
                                new Segment(
                                        name,
                                        counts.merge(name, 1, Integer::sum),
                                        segment,
                                        charset));
                    }
                }
            }
        } catch (HL7Exception e) {
            throw new Unusable(
                    Reason.NOT_A_MESSAGE,
                    "",
                    "it cannot be taken apart: " + oneLine(String.valueOf(e.getMessage())));
        }
        return new Message(segments);
    }

    /// What stands after a line break within a text would be lost, and no segment says so.
    private static void requireSegments(String text) throws Unusable {
        int number = 0;
        char mark = text.length() > 3 ? text.charAt(3) : '|';
        for (String line : text.split("\r", -1)) {
            number++;
            if (!line.isBlank()
                    && !(SEGMENT.matcher(line).lookingAt()
                            && (line.length() == 3 || line.charAt(3) == mark))) {
                throw new Unusable(
                        Reason.NOT_A_MESSAGE,
                        "line " + number,
                        "'"
                                + line.substring(0, Math.min(line.length(), SHOWN))
                                + "' is no segment; a line break within a text is written \\.br\\");
            }
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    List<Segment> segments() {
        return segments;
    }

    Optional<Segment> first(String name) {
        return segments.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
