package org.caravanserai.connector.depot;

import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.ResourceBundle;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** One message to all recipients: the files attached, or links when they are too large. */
final class MailDepot implements Depot {
    private static final int SILENCE = 60_000;
    private static final int CONNECT = 15_000;
    private static final int SUBMISSION = 587;
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final String redirect;
    private final Trust trust;

    /** @param redirect the one box all mail goes to, null = the recipients */
    MailDepot(String redirect, Trust trust) {
        this.redirect = redirect;
        this.trust = trust;
    }

    @Override
    public String host(Keys keys) throws NotStored {
        return keys.need("host");
    }

    @Override
    public void store(Keys keys, InetAddress address, Parcel parcel, Visit visit) throws IOException, NotStored {
        carry(keys, address, visit, session -> message(session, keys, parcel), null);
    }

    /**
     * Sends one letter. What the server refuses for good is told apart from what it may take later; one recipient who cannot be written to does not keep it
     * from the others.
     *
     * @return recipients who never get it, and why
     */
    List<String> send(Keys keys, InetAddress address, Letter letter, Visit visit) throws IOException, NotStored {
        var wrong = new ArrayList<String>();
        carry(keys, address, visit, session -> message(session, keys, letter, wrong), wrong);
        return wrong;
    }

    @FunctionalInterface
    private interface Writing {
        MimeMessage message(Session session) throws MessagingException, NotStored, IOException;
    }

    /** @param wrong recipients of a letter who never get it; null = all of them or none */
    private void carry(Keys keys, InetAddress address, Visit visit, Writing writing, List<String> wrong)
            throws IOException, NotStored {
        boolean judged = wrong != null;
        var user = keys.of("user");
        var password = keys.of("password");
        var session = Session.getInstance(properties(keys, address), new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password);
            }
        });
        boolean begun = false;
        try {
            var message = writing.message(session);
            var transport = visit.with(new SMTPTransport(session, null));
            transport.connect(line(keys, address, visit));
            begun = true;
            Recipients.deliver(transport, message, wrong);
        } catch (AuthenticationFailedException refused) {
            throw NotStored.mend("sign-in", "the mail server refuses user and password");
        } catch (SendFailedException refused) {
            var text = "the mail server does not take the message: " + refused.getMessage();
            throw judged && permanent(refused) ? NotStored.mend("recipient", text) : NotStored.later("refused", text);
        } catch (MessagingException broken) {
            for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
                if (cause instanceof SSLException tls) {
                    throw tls;
                }
            }
            if (judged && !begun) {
                throw unsent(broken);
            }
            throw broken.getCause() instanceof IOException line ? line : new IOException(broken.getMessage());
        } catch (SSLException tls) {
            throw tls;
        } catch (IOException away) {
            if (judged && !begun) {
                throw unsent(away);
            }
            throw away;
        }
    }

    /** Nothing of the message went out. */
    private static NotStored unsent(Exception why) {
        return NotStored.later("unsent", "no line to the mail server: " + why.getMessage());
    }

    /** RFC 5321 4.2.1: 5yz is for good. */
    private static boolean permanent(MessagingException refused) {
        for (Exception one = refused; one instanceof MessagingException said; one = said.getNextException()) {
            int code = 0;
            if (said instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
            } else if (said instanceof SMTPSendFailedException send) {
                code = send.getReturnCode();
            }
            if (code >= 500) {
                return true;
            }
        }
        return false;
    }

    /** A line to the address that was checked, with TLS from the first byte when it is said so. */
    private Socket line(Keys keys, InetAddress address, Visit visit) throws IOException, NotStored {
        int port = keys.port(SUBMISSION);
        var plain = visit.with(new Socket());
        plain.connect(new InetSocketAddress(address, port), CONNECT);
        plain.setSoTimeout(SILENCE);
        if (!"implicit".equals(keys.of("tls"))) {
            return plain;
        }
        var host = host(keys);
        var socket = (SSLSocket)
                trust.context(host, keys.of("certificate")).getSocketFactory().createSocket(plain, host, port, true);
        socket.startHandshake();
        return socket;
    }

    private Properties properties(Keys keys, InetAddress address) throws NotStored {
        var tls = keys.of("tls") == null ? "starttls" : keys.of("tls");
        var properties = new Properties();
        properties.put("mail.smtp.sendpartial", "false");
        if (keys.of("user") != null) {
            properties.put("mail.smtp.auth", "true");
        }
        switch (tls) {
            case "none" -> {
                // Whether the address may be called at all was asked before.
                if (!address.isLoopbackAddress()) {
                    throw NotStored.mend("address", "mail without TLS is sent to a server of this machine only");
                }
            }
            case "implicit" -> {
                // The line is safe before the library gets it.
            }
            case "starttls" -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
                // The host is checked against the certificate by Trust, pinned or not.
                properties.put("mail.smtp.ssl.checkserveridentity", "false");
                properties.put("mail.smtp.socketFactory.fallback", "false");
                properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
                properties.put(
                        "mail.smtp.ssl.socketFactory",
                        trust.context(host(keys), keys.of("certificate")).getSocketFactory());
            }
            default -> throw NotStored.mend("address", "tls is starttls, implicit or none");
        }
        return properties;
    }

    private MimeMessage message(Session session, Keys keys, Parcel parcel)
            throws MessagingException, NotStored, IOException {
        var recipients = Recipients.of(keys, List.of(), redirect, null);
        var words = ResourceBundle.getBundle("messages/depot", parcel.language(), NO_FALLBACK);
        long bytes = parcel.items().stream().mapToLong(Parcel.Item::bytes).sum();
        boolean attach = bytes <= megabytes(keys) << 20;
        if (!attach && parcel.links() == null) {
            throw NotStored.mend(
                    "too-long",
                    "the files are larger than attachments: " + keys.of("attachments")
                            + " allows, and links need publicUrl in config/hub.yaml");
        }
        // The same message again has the same name, so that boxes that look at it show it once.
        var name = parcel.channel() + "." + parcel.publication() + "." + parcel.version() + "@"
                + Integer.toHexString(recipients.hashCode()) + ".caravanserai";
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + name + ">");
            }
        };
        message.setFrom(new InternetAddress(keys.need("from"), true));
        message.setRecipients(Message.RecipientType.TO, recipients.toArray(InternetAddress[]::new));
        message.setSubject(say(words, "mail.subject", parcel.title(), parcel.version()), "UTF-8");
        message.setSentDate(Date.from(parcel.at()));
        message.setHeader("Auto-Submitted", "auto-generated");
        var parts = new MimeMultipart();
        var text = new MimeBodyPart();
        text.setText(text(words, parcel, attach), "UTF-8");
        parts.addBodyPart(text);
        if (attach) {
            for (var item : parcel.items()) {
                if (!Files.exists(item.path())) {
                    throw new NoSuchFileException(item.name());
                }
                parts.addBodyPart(part(
                        item.name(),
                        new DataHandler(new FileDataSource(item.path().toFile()) {
                            @Override
                            public String getContentType() {
                                return item.type();
                            }
                        })));
            }
        }
        parts.addBodyPart(part(
                parcel.manifestName(),
                new DataHandler(new ByteArrayDataSource(parcel.manifest(), "application/json"))));
        message.setContent(parts);
        return message;
    }

    private MimeMessage message(Session session, Keys keys, Letter letter, List<String> wrong)
            throws MessagingException, NotStored {
        var recipients = Recipients.of(keys, letter.to(), redirect, wrong);
        var from = new InternetAddress(keys.need("from"), true);
        var name = letter.id() + from.getAddress().substring(from.getAddress().indexOf('@'));
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + name + ">");
            }
        };
        message.setFrom(named(from, letter.sender()));
        if (letter.replyTo() != null) {
            message.setReplyTo(new InternetAddress[] {new InternetAddress(letter.replyTo(), true)});
        }
        message.setRecipients(Message.RecipientType.TO, recipients.toArray(InternetAddress[]::new));
        message.setSubject(letter.subject().replaceAll("\\p{Cntrl}+", " "), "UTF-8");
        message.setSentDate(Date.from(letter.at()));
        message.setHeader("Auto-Submitted", "auto-generated");
        var forms = new MimeMultipart("alternative");
        var text = new MimeBodyPart();
        text.setText(letter.text(), "UTF-8");
        forms.addBodyPart(text);
        var page = new MimeBodyPart();
        page.setText(letter.html(), "UTF-8", "html");
        forms.addBodyPart(page);
        message.setContent(forms);
        return message;
    }

    private static InternetAddress named(InternetAddress from, String name) throws AddressException {
        var named = new InternetAddress(from.getAddress(), true);
        if (name != null) {
            try {
                named.setPersonal(name.replaceAll("\\p{Cntrl}+", " "), "UTF-8");
            } catch (UnsupportedEncodingException impossible) {
                throw new IllegalStateException("every JDK has UTF-8", impossible);
            }
        }
        return named;
    }

    private static MimeBodyPart part(String name, DataHandler content) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(content);
        part.setFileName(name);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static long megabytes(Keys keys) throws NotStored {
        var text = keys.of("attachments");
        return text == null ? 10 : text.matches("\\d{1,4}") ? Long.parseLong(text) : 0;
    }

    private static String text(ResourceBundle words, Parcel parcel, boolean attached) {
        var text = new StringBuilder(say(
                words,
                "mail.head",
                parcel.title(),
                parcel.version(),
                parcel.rows(),
                parcel.at().toString()));
        text.append("\r\n\r\n")
                .append(say(words, attached ? "mail.attached" : "mail.links"))
                .append("\r\n");
        for (var item : parcel.items()) {
            text.append(say(words, "mail.file", item.name(), item.count(), item.bytes(), item.sha256()))
                    .append("\r\n");
            if (!attached) {
                text.append(parcel.links())
                        .append("/feeds/")
                        .append(parcel.channel())
                        .append('/')
                        .append(URLEncoder.encode(item.name(), StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                        .append("\r\n");
            }
        }
        return text.append("\r\n")
                .append(say(words, "mail.manifest"))
                .append("\r\n")
                .toString();
    }

    /** Numbers as plain digits. */
    private static String say(ResourceBundle words, String key, Object... values) {
        var texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        return new MessageFormat(words.getString(key), words.getLocale()).format(texts);
    }
}
