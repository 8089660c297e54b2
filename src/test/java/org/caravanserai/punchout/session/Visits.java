package org.caravanserai.punchout.session;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.caravanserai.home.Account;
import org.caravanserai.punchout.Accounts;
import org.caravanserai.punchout.Buyers;
import org.caravanserai.punchout.Cart;
import org.caravanserai.punchout.Price;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.cxml.Parties;
import org.caravanserai.punchout.cxml.PayloadIds;
import org.caravanserai.punchout.oci.OciCall;
import org.caravanserai.store.Database;
import org.caravanserai.store.Dialect;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;

/** The visits of a hub with the accounts of the test home, on a database of its own. */
final class Visits implements AutoCloseable {
    static final String BRAND = "morvan";
    static final String RETURN = "https://acme.example/back?a=1&b=2";
    static final String SRM = "https://srm.buyer.example/hook?client=100";

    final HandClock clock = new HandClock("2026-11-22T10:00:00Z");
    final Database database;
    final Sessions sessions;
    final Answers answers;
    final Happenings happenings;

    Visits(Dialect dialect) {
        database = Database.open(TestDatabases.settings(dialect), clock);
        var random = new SecureRandom();
        sessions =
                new Sessions(database, Buyers::accounts, new PayloadIds(clock, random, "hub.morvan.example"), random);
        answers = new Answers(sessions);
        happenings = new Happenings(sessions);
    }

    static Accounts.Known acme() {
        var account = Buyers.account("acme");
        return new Accounts.Known(account, account.production(), false);
    }

    static Setup setup(Setup.Operation operation, String returnUrl, Setup.Line... lines) {
        return new Setup(
                operation,
                "cookie &amp; <b>more</b>",
                returnUrl,
                List.of(new Setup.Extra("UserEmail", "anna@acme.example"), new Setup.Extra("CostCenter", "4711")),
                null,
                new Setup.Destination(
                        "D-1", "Dock", List.of("Anna"), List.of("Quai 1"), "58000", "Nevers", null, "FR", null),
                new Setup.Part("GL-200-9", null),
                null,
                List.of(lines));
    }

    static Opening cxml(Setup setup) {
        var between = new Parties(
                new Account.Identity("DUNS", "987654321"), new Account.Identity("DUNS", "012345678"), "never", false);
        return new Opening(acme(), false, setup, new Way.Cxml(between), BRAND, "fr_FR");
    }

    static Opening create() {
        return cxml(setup(Setup.Operation.CREATE, RETURN));
    }

    static Opening oci(Setup.Operation operation) {
        var account = Buyers.account("srm");
        var frame = new OciCall.Frame(
                "acme-buyer",
                "canary-secret",
                SRM,
                StandardCharsets.ISO_8859_1,
                "_top",
                new OciCall.Echo("ADDI", "_top", "CTLG"));
        var setup = new Setup(operation, "", SRM, List.of(), null, null, null, null, List.of());
        return new Opening(
                new Accounts.Known(account, account.production(), false),
                false,
                setup,
                new Way.Oci(frame),
                BRAND,
                "fr_FR");
    }

    Opening.Ready ready(Opening opening) {
        return (Opening.Ready) sessions.open(opening);
    }

    /** A visit that has begun. */
    String shopping(Opening opening) {
        return sessions.start(BRAND, ready(opening).token()).orElseThrow().key();
    }

    static Cart cart(List<Basket.Line> lines) {
        return Cart.of(
                "K-1",
                "EUR",
                lines.stream()
                        .map(line -> new Cart.Line(
                                line.sku(),
                                line.mark(),
                                line.quantity(),
                                "EA",
                                Price.each(new BigDecimal("12.50")),
                                "fr",
                                "Gant \"GL\" <9>",
                                null,
                                List.of(new Cart.Code("UNSPSC", "46181504")),
                                Cart.More.NOTHING))
                        .toList());
    }

    /** Puts an article in the basket and gives it as the cart that goes back. */
    Cart filled(String key) {
        var kept = (Basket.Done) sessions.keep(key, sessions.basket(key).plus("GL-200-9", new BigDecimal("2"), null));
        return cart(kept.basket().lines());
    }

    Cart filledNothing() {
        return cart(List.of());
    }

    List<Happening.Code> codes(long session) {
        return happenings.of(session).stream().map(Happening::code).toList();
    }

    @Override
    public void close() {
        database.close();
    }
}
