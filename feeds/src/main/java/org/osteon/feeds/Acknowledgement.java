package org.osteon.feeds;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.v251.message.ACK;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// An answer in original mode: AA when everything is on disk, AE when the content is at fault, AR
/// when the message as such is refused, or has to come again.
///
/// @param code AA, AE or AR
/// @param text why, in one line; may be empty
/// @param error of table 0357; empty where there is none
/// @param remarks what was not taken as it stands
public record Acknowledgement(String code, String text, String error, List<Remark> remarks) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ");
    private static final int MOST = 20;
    private static final int LONGEST = 250;

    public Acknowledgement {
        remarks = List.copyOf(remarks);
    }

    /// All of it is on disk.
    public static Acknowledgement accepted(String text, List<Remark> remarks) {
        return new Acknowledgement("AA", text, "", remarks);
    }

    /// Nothing of it is taken; it is kept for a person to look at, or is not.
    public static Acknowledgement of(String code, String error, String text) {
        return new Acknowledgement(code, text, error, List.of());
    }

    /// As a message, with segments ended by CR, in UTF-8.
    public String message(Envelope to, ZonedDateTime now, String control) {
        try {
            ACK ack = new ACK();
            ack.setParser(Message.library());
            ack.getMSH().getFieldSeparator().setValue("|");
            ack.getMSH().getEncodingCharacters().setValue("^~\\&");
            ack.getMSH()
                    .getSendingApplication()
                    .getNamespaceID()
                    .setValue(to.receivingApplication());
            ack.getMSH().getSendingFacility().getNamespaceID().setValue(to.receivingFacility());
            ack.getMSH()
                    .getReceivingApplication()
                    .getNamespaceID()
                    .setValue(to.sendingApplication());
            ack.getMSH().getReceivingFacility().getNamespaceID().setValue(to.sendingFacility());
            ack.getMSH().getDateTimeOfMessage().getTime().setValue(TIME.format(now));
            ack.getMSH().getMessageType().getMessageCode().setValue("ACK");
            ack.getMSH().getMessageType().getTriggerEvent().setValue(to.trigger());
            ack.getMSH().getMessageType().getMessageStructure().setValue("ACK");
            ack.getMSH().getMessageControlID().setValue(control);
            ack.getMSH().getProcessingID().getProcessingID().setValue("P");
            ack.getMSH().getVersionID().getVersionID().setValue("2.5.1");
            ack.getMSH().getCharacterSet(0).setValue("UNICODE UTF-8");
            ack.getMSA().getAcknowledgmentCode().setValue(code);
            ack.getMSA().getMessageControlID().setValue(to.control());
            if (!text.isEmpty()) {
                ack.getMSA().getTextMessage().setValue(shortened(text));
            }
            int rows = 0;
            if (!error.isEmpty()) {
                error(ack, rows++, error, "E", text);
            }
            for (Remark remark : remarks.stream().limit(MOST).toList()) {
                error(ack, rows++, "0", "W", remark.toString());
            }
            return Message.library().encode(ack);
        } catch (HL7Exception e) {
            throw new IllegalStateException("an acknowledgement can be written", e);
        }
    }

    private static void error(ACK ack, int row, String code, String severity, String text)
            throws HL7Exception {
        ack.getERR(row).getHL7ErrorCode().getIdentifier().setValue(code);
        ack.getERR(row).getHL7ErrorCode().getNameOfCodingSystem().setValue("HL70357");
        ack.getERR(row).getSeverity().setValue(severity);
        ack.getERR(row).getUserMessage().setValue(shortened(text));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }
}
