package org.osteon.app.post;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.osteon.records.links.Carrier;
import org.osteon.records.words.Problem;

/// Sends by a mail server (SMTP). Over the network only by TLS, unless the server is this machine.
final class MailServer implements Carrier {
    private static final String TIMEOUT = "20000";

    private final Session session;
    private final String from;

    private MailServer(Session session, String from) {
        this.session = session;
        this.from = from;
    }

    /// By a file of settings: `host`, `port` (587), `from`, `user`, `password` (or `passwordFile`).
    ///
    /// @throws Problem where it cannot be used
    static MailServer read(Path file) {
        Properties said = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            said.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.unusable(file + " cannot be read: " + e.getMessage());
        }
        String host = needed(said, "host", file);
        String from = needed(said, "from", file);
        String user = said.getProperty("user", "").strip();
        boolean here = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
        Properties mail = new Properties();
        mail.setProperty("mail.smtp.host", host);
        mail.setProperty("mail.smtp.port", said.getProperty("port", "587").strip());
        mail.setProperty("mail.smtp.connectiontimeout", TIMEOUT);
        mail.setProperty("mail.smtp.timeout", TIMEOUT);
        mail.setProperty("mail.smtp.writetimeout", TIMEOUT);
        mail.setProperty("mail.smtp.auth", String.valueOf(!user.isEmpty()));
        mail.setProperty("mail.smtp.starttls.enable", "true");
        mail.setProperty("mail.smtp.starttls.required", String.valueOf(!here));
        mail.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return new MailServer(Session.getInstance(mail, known(user, password(said, file))), from);
    }

    private static Authenticator known(String user, String password) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password);
            }
        };
    }

    private static String password(Properties said, Path file) {
        String named = said.getProperty("passwordFile", "").strip();
        if (named.isEmpty()) {
            return said.getProperty("password", "");
        }
        try {
            return Files.readString(file.resolveSibling(named)).strip();
        } catch (IOException e) {
            throw Problem.unusable(named + ", named in " + file + ", cannot be read");
        }
    }

    private static String needed(Properties said, String name, Path file) {
        String value = said.getProperty(name, "").strip();
        if (value.isEmpty()) {
            throw Problem.unusable(file + " does not say " + name + "; for example " + name + "=…");
        }
        return value;
    }

    @Override
    public void carry(String to, String subject, String text) throws Failed {
        try {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress(from, true));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
            message.setSubject(subject, "UTF-8");
            message.setText(text, "UTF-8");
            Transport.send(message);
        } catch (MessagingException e) {
            throw new Failed("the mail server did not take it: " + e.getMessage(), e);
        }
    }
}
