package org.caravanserai.web.shop;

import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.ReturnForm;

/** What a browser may do with a page: be framed by the buyer and nobody else, run our script by its nonce, post to us or, once, to the buyer. */
final class ShopHeaders {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 18;

    private ShopHeaders() {}

    /**
     * Writes them.
     *
     * @param account null = nobody may frame it
     * @param form where the page posts to beside our own addresses, null = nowhere
     * @return the nonce of the page
     */
    static String write(HttpServletResponse response, Account account, ReturnForm form) {
        var bytes = new byte[NONCE];
        RANDOM.nextBytes(bytes);
        var nonce = Base64.getEncoder().encodeToString(bytes);
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; img-src 'self' https: data:; style-src 'self' 'nonce-" + nonce
                        + "'; script-src 'nonce-" + nonce + "'; base-uri 'none'; object-src 'none'; form-action 'self'"
                        + target(form) + "; frame-ancestors " + ancestors(account));
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        return nonce;
    }

    private static String target(ReturnForm form) {
        if (form == null) {
            return "";
        }
        return " " + (form.origin() == null ? "sapevent:" : form.origin());
    }

    /** Hosts come from our own files, as names; a port is the buyer's business. */
    private static String ancestors(Account account) {
        var hosts = new TreeSet<String>();
        if (account != null) {
            Stream.of(account.production(), account.test())
                    .filter(Objects::nonNull)
                    .forEach(side -> side.returnHosts().forEach(host -> {
                        hosts.add("https://" + host + ":*");
                        if (side.allow().contains(Account.Allow.HTTP)) {
                            hosts.add("http://" + host + ":*");
                        }
                    }));
        }
        return hosts.isEmpty() ? "'none'" : String.join(" ", hosts);
    }
}
