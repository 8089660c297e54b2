package org.caravanserai.punchout.door;

import java.time.Clock;
import java.util.function.Supplier;
import org.caravanserai.home.Home;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.session.Answers;
import org.caravanserai.punchout.session.Happenings;
import org.caravanserai.punchout.session.Sessions;

/**
 * What both protocols need.
 *
 * @param home as it is now; asked for each request
 * @param accounts those of that home, with their secrets
 * @param base address under which browsers reach the hub, without a slash at the end
 */
public record Reception(
        Supplier<Home> home,
        Supplier<Accounts> accounts,
        Sessions sessions,
        Answers answers,
        Happenings happenings,
        Supplier<String> base,
        Clock clock) {
    /** Most requests of one account in a minute; a whole company punching out at nine o'clock stays below. */
    static final int PER_MINUTE = 600;

    /** Whose face the shop shows: the first seller of the installation. */
    String brand() {
        return home.get().company().sellers().keySet().stream().findFirst().orElse("shop");
    }

    /** The language of the first page: that of the document where we speak it, else our first. */
    String locale(String wanted) {
        var locales = home.get().company().locales();
        var tag = wanted == null ? "" : wanted.strip().replace('-', '_');
        return locales.stream()
                .filter(tag::equalsIgnoreCase)
                .findFirst()
                .or(() -> locales.stream()
                        .filter(one -> tag.length() >= 2 && one.regionMatches(true, 0, tag, 0, 2))
                        .findFirst())
                .orElse(locales.get(0));
    }
}
