package org.caravanserai.punchout;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.caravanserai.home.Account;

/**
 * Whether a cart may go to an address a buyer sent. Only the browser ever goes there: the address is neither fetched nor
 * tried. Exact hosts of the account, TLS, no user information, no IP address in the place of a name, unless the account
 * allows it.
 */
public final class ReturnAddress {
    private static final int LONGEST = 2000;
    private static final Pattern STRAY = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern NUMBER = Pattern.compile("[0-9.]+|0x[0-9a-f.x]+");
    private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})$");
    private static final Pattern HOST = Pattern.compile("\\[[0-9a-f:.]+]|[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?");
    private static final int HIGHEST_PORT = 65_535;

    private ReturnAddress() {}

    /** What is said of an address. */
    public sealed interface Verdict {}

    /** The cart may go there; the address as it came, without blanks around it. */
    public record Allowed(String address) implements Verdict {}

    /**
     * It may not.
     *
     * @param malformed the address itself is wrong (400); otherwise it is not one of the account (403)
     * @param why for the buyer's administrator; holds no part of the address but its host
     */
    public record Refused(boolean malformed, String why) implements Verdict {}

    /** Checks an address against a side of an account. */
    public static Verdict check(String address, Account.Side side) {
        var text = address == null ? "" : address.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return new Refused(true, "the return address is empty or longer than " + LONGEST + " characters");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '\\')) {
            return new Refused(true, "the return address holds blanks, control characters or a backslash");
        }
        if (text.toUpperCase(Locale.ROOT).equals("SAPEVENT:POST")) {
            return side.allow().contains(Account.Allow.SAPEVENT)
                    ? new Allowed(text)
                    : new Refused(false, "SAPEVENT:POST is not allowed for this account (allow: [sapevent])");
        }
        try {
            return check(text, new URI(encoded(text)), side);
        } catch (URISyntaxException broken) {
            return new Refused(true, "the return address is no address");
        }
    }

    /** Browsers take characters in a query that the grammar of RFC 3986 does not; the host is never changed here. */
    private static String encoded(String text) {
        int query = text.indexOf('?');
        if (query < 0) {
            return text;
        }
        var rest = new StringBuilder();
        text.substring(query).codePoints().forEach(c -> {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "?&=;:@!$'()*+,-._~/%#".indexOf(c) >= 0);
            rest.append(plain ? Character.toString(c) : "x");
        });
        return text.substring(0, query) + STRAY.matcher(rest).replaceAll("x");
    }

    private static Verdict check(String text, URI address, Account.Side side) {
        var scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return new Refused(true, "the return address is no web address (https)");
        }
        if (scheme.equals("http") && !side.allow().contains(Account.Allow.HTTP)) {
            return new Refused(false, "the return address is http; write https, or allow: [http] in the account");
        }
        // A host with an underscore is none for java.net.URI, and a name for browsers.
        var authority = address.getRawAuthority() == null ? "" : address.getRawAuthority();
        if (authority.isEmpty()) {
            return new Refused(true, "the return address has no host");
        }
        if (authority.indexOf('@') >= 0) {
            return new Refused(true, "the return address holds a user name; it never does");
        }
        var host = host(authority);
        if (host == null) {
            return new Refused(true, "the host of the return address is none");
        }
        boolean number = host.startsWith("[") || NUMBER.matcher(host).matches();
        if (number && !side.allow().contains(Account.Allow.IP)) {
            return new Refused(false, "the return address is an IP address; write a name, or allow: [ip]");
        }
        return side.returnHosts().contains(host)
                ? new Allowed(text)
                : new Refused(
                        false, "'" + host + "' is none of the account's returnHosts; add it there if it is right");
    }

    /** The host in lower case without port, null when it is none. */
    private static String host(String authority) {
        var named = PORT.matcher(authority);
        boolean ported = named.find();
        if (ported && Integer.parseInt(named.group(1)) > HIGHEST_PORT) {
            return null;
        }
        var host = (ported ? authority.substring(0, named.start()) : authority).toLowerCase(Locale.ROOT);
        return HOST.matcher(host).matches() && !host.contains("..") ? host : null;
    }
}
