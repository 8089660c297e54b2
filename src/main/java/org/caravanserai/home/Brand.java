package org.caravanserai.home;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.parser.Position;

/**
 * {@code config/brands/<name>.yaml}: a face, as the pages of the landing shop and letters about orders show it.
 *
 * @param name file name; stands in the addresses of the shop
 * @param title who speaks
 * @param seller legal entity that invoices, null = none is shown
 * @param primary colour {@code #rrggbb}, dark enough for text on a light page and for white text on it
 * @param logo null = the title in letters
 * @param locales languages of the shop, the first where nobody wishes one; at least one
 * @param help a line about who helps, by locale; {@code ""} = any locale
 * @param mail address of whoever helps, null = none
 * @param phone number as people write it, null = none
 * @param legal addresses of pages by their kind
 * @param letters what is particular about letters
 */
public record Brand(
        String name,
        String title,
        String seller,
        String primary,
        Logo logo,
        List<String> locales,
        Map<String, String> help,
        String mail,
        String phone,
        Map<Legal, String> legal,
        Letters letters,
        Position position) {
    /** Where nobody chose one. */
    static final String COLOUR = "#12645c";

    public Brand {
        locales = List.copyOf(locales);
        help = Map.copyOf(help);
        legal = Map.copyOf(legal);
    }

    /** Pages a shop must show, in the order they stand at its foot. */
    public enum Legal {
        TERMS,
        PRIVACY,
        IMPRINT
    }

    /**
     * A picture that was looked at: what it says it is, small, and without anything that acts.
     *
     * @param type media type
     * @param bytes not copied, do not change them
     */
    public record Logo(String type, byte[] bytes) {}

    /**
     * Letters about orders.
     *
     * @param sender name beside the address of the sender, null = the title
     * @param replyTo where answers go, null = to the sender
     * @param foot last lines, by locale; {@code ""} = any locale
     */
    public record Letters(String sender, String replyTo, Map<String, String> foot) {
        public Letters {
            foot = Map.copyOf(foot);
        }
    }

    /** The face of a company that describes none. */
    static Brand plain(Company company) {
        var name = company.sellers().keySet().stream().findFirst().orElse("shop");
        return new Brand(
                name,
                company.title(),
                null,
                COLOUR,
                null,
                company.locales(),
                Map.of(),
                null,
                null,
                Map.of(),
                new Letters(null, null, Map.of()),
                Position.of(HubFile.PATH));
    }

    /** Who helps, in this language; null = nothing is said. */
    public String help(Locale locale) {
        return said(help, locale);
    }

    /** The last lines of letters in this language; null = none. */
    public String foot(Locale locale) {
        return said(letters.foot(), locale);
    }

    private static String said(Map<String, String> texts, Locale locale) {
        var whole = texts.get(locale.toString());
        return whole != null
                ? whole
                : texts.entrySet().stream()
                        .filter(text -> text.getKey().startsWith(locale.getLanguage() + "_"))
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(texts.get(""));
    }
}
