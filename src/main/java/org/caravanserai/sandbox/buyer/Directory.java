package org.caravanserai.sandbox.buyer;

import java.util.Optional;
import java.util.function.Supplier;
import org.caravanserai.home.Account;
import org.caravanserai.home.AccountChain;
import org.caravanserai.home.Home;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Request;

/** Finds what the buyer's administrator has entered about us, in our own account files: the test side where there is one. */
public final class Directory {
    private final Supplier<Home> homes;
    private final Supplier<String> base;

    /**
     * A directory.
     *
     * @param homes the home as it is now, asked at every call
     * @param base address of the hub, as it tells buyers, without a slash at the end; asked when it runs
     */
    public Directory(Supplier<Home> homes, Supplier<String> base) {
        this.homes = homes;
        this.base = base;
    }

    /** Nobody is known. */
    public static Directory empty() {
        return new Directory(null, () -> "");
    }

    /** The address of the hub. */
    String base() {
        return base.get();
    }

    /** The address asked for when it is one of the hub's, else the other: a buyer inside calls nobody else. */
    String allowed(String asked, String otherwise) {
        return asked.equals(base()) || asked.matches("http://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?")
                ? asked
                : otherwise;
    }

    /** The page with all accounts. */
    public Answer page(Request request) {
        return Pages.accounts(this, Buyer.locale(request));
    }

    /** Names of all accounts. */
    java.util.List<String> accounts() {
        return homes == null
                ? java.util.List.of()
                : homes.get().accounts().keySet().stream().sorted().toList();
    }

    /** Whether there is such an account. */
    public boolean knows(String account) {
        return homes != null && homes.get().accounts().containsKey(account);
    }

    /** An account as its buyer sees it; empty when there is none, or its secret is not there. */
    Optional<Counterpart> find(String account) {
        if (!knows(account)) {
            return Optional.empty();
        }
        var home = homes.get();
        var known = home.accounts().get(account);
        var side = known.test() == null ? known.production() : known.test();
        if (side == null || side.secret().isEmpty()) {
            return Optional.empty();
        }
        return home.secrets()
                .resolve(side.secret().get(0))
                .filter(secret -> !secret.isEmpty())
                .map(secret -> of(known, side, secret, answering(home, side, secret), pack(home, account)));
    }

    private static String answering(Home home, Account.Side side, String secret) {
        return Optional.ofNullable(side.answers())
                .flatMap(answers -> answers.secret().stream().findFirst())
                .flatMap(home.secrets()::resolve)
                .orElse(secret);
    }

    private static Counterpart of(
            Account account, Account.Side side, String secret, String answerSecret, Optional<Profile> pack) {
        boolean oci = account.protocol() == Account.Protocol.OCI;
        var from = side.identity().stream()
                .map(one -> new Counterpart.Name(one.domain(), one.value()))
                .toList();
        var sender = side.sender().isEmpty()
                ? null
                : new Counterpart.Name(
                        side.sender().get(0).domain(), side.sender().get(0).value());
        var to = side.supplier().isEmpty()
                ? null
                : new Counterpart.Name(
                        side.supplier().get(0).domain(), side.supplier().get(0).value());
        return new Counterpart(
                account.name(),
                pack.filter(profile -> profile.oci() == oci).orElse(oci ? Profile.SAP_OCI : Profile.GENERIC),
                side == account.test(),
                from,
                sender,
                to,
                side.login(),
                secret,
                answerSecret,
                account.oci() == null ? null : account.oci().userField(),
                account.oci() == null ? null : account.oci().passwordField(),
                side.returnHosts(),
                side.allow().contains(Account.Allow.HTTP));
    }

    /** Whether what becomes of its orders is sent to the buyer inside. */
    boolean answersHere(String account) {
        var known = homes.get().accounts().get(account);
        var side = known.test() == null ? known.production() : known.test();
        return side.answers() != null
                && side.answers().url() != null
                && side.answers().url().startsWith("sandbox:buyer/" + account);
    }

    /** The first name in the chain of {@code extends} that is a profile. */
    private static Optional<Profile> pack(Home home, String account) {
        return AccountChain.of(home, account).stream()
                .flatMap(name -> Profile.named(name).stream())
                .findFirst();
    }
}
