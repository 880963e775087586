package org.osteon.feeds;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What came at once: one message, or a batch of them (FHS, BHS, BTS, FTS), cut into its messages,
/// each as the bytes that came.
///
/// @param batch whether it came in a batch
/// @param messages in order
/// @param problem why it is cut off or counts wrongly; empty where it is whole. Nothing of a batch
///   that is not whole is taken: it has to be sent again
public record Transmission(boolean batch, List<byte[]> messages, String problem) {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    public Transmission {
        messages = List.copyOf(messages);
    }

    /// Cuts what came. The mark that some write before text in UTF-8 is none of a message's.
    public static Transmission of(byte[] sent) {
        byte[] bytes = withoutMark(sent);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean marked = text.startsWith("FHS") || text.startsWith("BHS");
        List<byte[]> messages = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        String problem = "";
        int inBatch = 0;
        int openBatches = 0;
        boolean file = false;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            String name = line.length() < 3 ? "" : line.substring(0, 3);
            switch (name) {
                case "FHS", "BHS" -> {
                    flush(message, messages);
                    file |= name.equals("FHS");
                    if (name.equals("BHS")) {
                        openBatches++;
                        inBatch = 0;
                    }
                }
                case "BTS" -> {
                    flush(message, messages);
                    openBatches--;
                    String count = count(line);
                    if (!count.isEmpty() && !count.equals(String.valueOf(inBatch))) {
                        problem = "BTS-1 counts " + count + " messages, and " + inBatch + " came";
                    }
                }
                case "FTS" -> {
                    flush(message, messages);
                    file = false;
                }
                case "MSH" -> {
                    flush(message, messages);
                    inBatch++;
                    message.append(line).append('\r');
                }
                default -> {
                    if (!line.isEmpty()) {
                        message.append(line).append('\r');
                    }
                }
            }
        }
        flush(message, messages);
        if (marked && problem.isEmpty() && (openBatches > 0 || file)) {
            problem = "the batch has no end (BTS, FTS): it was cut off";
        }
        boolean batch = marked || messages.size() > 1;
        return batch
                ? new Transmission(true, messages, problem)
                : new Transmission(false, List.of(bytes), "");
    }

    private static byte[] withoutMark(byte[] sent) {
        return sent.length > MARK.length
                        && Arrays.equals(sent, 0, MARK.length, MARK, 0, MARK.length)
                ? Arrays.copyOfRange(sent, MARK.length, sent.length)
                : sent;
    }

    private static String count(String line) {
        String[] fields =
                line.split(
                        java.util.regex.Pattern.quote(
                                line.length() > 3 ? line.substring(3, 4) : "|"),
                        -1);
        return fields.length > 1 ? fields[1].strip() : "";
    }

    private static void flush(StringBuilder message, List<byte[]> messages) {
        if (!message.isEmpty()) {
            messages.add(message.toString().getBytes(StandardCharsets.ISO_8859_1));
            message.setLength(0);
        }
    }
}
