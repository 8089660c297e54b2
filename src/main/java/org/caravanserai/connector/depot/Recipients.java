package org.caravanserai.connector.depot;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Who a message goes to, and who of them cannot be written to. */
final class Recipients {
    private Recipients() {}

    /**
     * Who a message goes to.
     *
     * @param more beside those of the connection
     * @param redirect the one box all mail goes to, null = the recipients
     * @param wrong gets those that are no addresses; null = there may be none
     */
    static List<InternetAddress> of(Keys keys, List<String> more, String redirect, List<String> wrong)
            throws NotStored {
        var found = new ArrayList<InternetAddress>();
        var named = new ArrayList<>(keys.all("to"));
        named.addAll(more);
        for (var text : redirect == null ? new LinkedHashSet<>(named) : List.of(redirect)) {
            try {
                found.add(new InternetAddress(text, true));
            } catch (AddressException bent) {
                if (wrong == null) {
                    throw NotStored.mend("address", "a recipient is no mail address");
                }
                wrong.add(shown(text) + " (no mail address)");
            }
        }
        if (!found.isEmpty()) {
            return found;
        }
        // What one order names says nothing of the others: its letter is refused, and theirs go on.
        boolean one = wrong != null
                && redirect == null
                && (!more.isEmpty() || keys.all("to").isEmpty());
        throw NotStored.mend(
                one ? "recipient" : "address",
                named.isEmpty()
                        ? "nobody is named to write to: the connection names no recipient in to"
                        : wrong == null || wrong.size() < 2
                                ? "a recipient is no mail address"
                                : "no recipient is a mail address");
    }

    /** All or none, so that nobody gets it twice; without those the server will never take, once more. */
    static void deliver(SMTPTransport transport, MimeMessage message, List<String> wrong) throws MessagingException {
        var all = message.getAllRecipients();
        try {
            transport.sendMessage(message, all);
        } catch (SendFailedException refused) {
            var gone = wrong == null ? Map.<Address, Integer>of() : refusedForGood(refused);
            var others =
                    Arrays.stream(all).filter(one -> !gone.containsKey(one)).toArray(Address[]::new);
            if (others.length == 0 || others.length == all.length) {
                throw refused;
            }
            transport.sendMessage(message, others);
            gone.forEach((one, code) -> wrong.add(shown(one.toString()) + " (the server says " + code + ")"));
        }
    }

    /** Recipients with the codes the server gave them: 5yz is for good (RFC 5321 4.2.1). */
    private static Map<Address, Integer> refusedForGood(SendFailedException refused) {
        var gone = new LinkedHashMap<Address, Integer>();
        for (Exception one = refused; one instanceof MessagingException said; one = said.getNextException()) {
            if (said instanceof SMTPAddressFailedException failed && failed.getReturnCode() >= 500) {
                gone.put(failed.getAddress(), failed.getReturnCode());
            }
        }
        return gone;
    }

    /** An address as everybody may see it: its first letter and its domain. */
    private static String shown(String address) {
        var line = address.replaceAll("\\p{Cntrl}", " ").strip();
        int at = line.lastIndexOf('@');
        var domain = at < 0 ? "" : line.substring(at);
        return "'" + line.substring(0, Math.min(1, at < 0 ? line.length() : at)) + "***"
                + domain.substring(0, Math.min(60, domain.length())) + "'";
    }
}
