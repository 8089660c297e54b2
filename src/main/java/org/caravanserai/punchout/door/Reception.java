package org.caravanserai.punchout.door;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.home.Account;
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

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2}(_.*)?");

    /** Whose face the shop shows to an account. */
    String brand(Account account) {
        return home.get().brand(account.brand()).name();
    }

    /**
     * The language of the first page: the first that is wished and that the brand speaks, else that of the account, else the first of the brand.
     *
     * @param wished as buyers write languages; null = nothing was said
     */
    String locale(Account account, String... wished) {
        var locales = home.get().brand(account.brand()).locales();
        return Stream.concat(Arrays.stream(wished), Stream.of(account.locale()))
                .filter(Objects::nonNull)
                .flatMap(tag -> spoken(locales, tag.strip().replace('-', '_')).stream())
                .findFirst()
                .orElse(locales.get(0));
    }

    private static Optional<String> spoken(List<String> locales, String tag) {
        return locales.stream()
                .filter(tag::equalsIgnoreCase)
                .findFirst()
                .or(() -> locales.stream()
                        .filter(one -> LANGUAGE.matcher(tag).matches() && one.regionMatches(true, 0, tag, 0, 2))
                        .findFirst());
    }
}
