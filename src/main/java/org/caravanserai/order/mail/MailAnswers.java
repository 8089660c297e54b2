package org.caravanserai.order.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.caravanserai.canonical.order.Order;
import org.caravanserai.connector.Ack;
import org.caravanserai.connector.depot.Depots;
import org.caravanserai.connector.depot.Letter;
import org.caravanserai.connector.depot.Stored;
import org.caravanserai.home.Answers;
import org.caravanserai.home.Home;
import org.caravanserai.order.Consignment;
import org.caravanserai.order.Sender;

/**
 * Tells by mail. The letter of an answer has the same Message-ID at every attempt, so that boxes which look at it show it once: the target is one that
 * recognises keys.
 */
public final class MailAnswers implements Sender {
    /** Languages letters are written in; the first one where nothing else is said. */
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN);

    /** Where an order names its language. */
    private static final List<String> NAMES = List.of("Language", "language", "locale");

    private final Supplier<Home> homes;
    private final Depots depots;
    private final Supplier<Optional<Answers.Mail>> settings;

    /** @param settings as they are now; empty = nobody is told any more */
    public MailAnswers(Supplier<Home> homes, Depots depots, Supplier<Optional<Answers.Mail>> settings) {
        this.homes = homes;
        this.depots = depots;
        this.settings = settings;
    }

    @Override
    public Ack send(Consignment consignment) {
        var mail = settings.get();
        if (mail.isEmpty()) {
            return new Ack.Deferred(null, "answers of '" + consignment.channel() + "' name no mail any more");
        }
        var stored = depots.send(mail.get().connection(), letter(consignment, mail.get(), homes.get()));
        if (stored instanceof Stored.Done done) {
            return new Ack.Accepted(
                    null,
                    done.wrong().isEmpty()
                            ? null
                            : "the letter went out, but not to " + String.join(", ", done.wrong()));
        }
        var failed = (Stored.Failed) stored;
        return switch (failed.code()) {
            case "recipient" -> new Ack.Rejected("recipient", null, failed.text());
            case "line", "time" -> new Ack.Unknown(failed.text());
            default -> new Ack.Deferred(null, failed.text());
        };
    }

    static Letter letter(Consignment consignment, Answers.Mail mail, Home home) {
        var company = home.company();
        var brand = home.brand(mail.brand());
        var locale =
                language(consignment.order(), mail.locale(), company.locales().get(0));
        var sheet = Sheet.of(consignment, new Words(locale), brand);
        var to = consignment.order().parties().stream()
                .filter(party -> mail.parties().contains(party.role()) && party.email() != null)
                .map(party -> party.email().strip())
                .distinct()
                .toList();
        var letters = brand.letters();
        return new Letter(
                consignment.key(),
                letters.sender() == null ? brand.title() : letters.sender(),
                letters.replyTo(),
                to,
                sheet.subject(),
                sheet.text(),
                Page.of(sheet, locale, brand.primary()),
                consignment.event().issuedAt());
    }

    /** Of the order, else of the account, else of the company; English where none of them is one we write. */
    private static Locale language(Order order, String account, String company) {
        return Stream.concat(NAMES.stream().map(order.extras()::get), Stream.of(account, company))
                .flatMap(said -> LANGUAGES.stream()
                        .filter(one -> said != null
                                && said.strip().toLowerCase(Locale.ROOT).matches(one.getLanguage() + "([-_].*)?")))
                .findFirst()
                .orElse(LANGUAGES.get(0));
    }
}
