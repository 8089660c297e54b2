package org.caravanserai.punchout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.caravanserai.home.Account;
import org.caravanserai.home.Secrets;

/**
 * Who is calling. Sender is authenticated by its secret, then allowed to speak for From, then To must be us. An unknown
 * sender and a wrong secret get the same answer after the same work. A pure function of the files and of what was sent;
 * holds hashes of the secrets, never the secrets.
 */
public final class Accounts {
    /** How many secrets are compared whoever calls: current and previous. */
    private static final int SECRETS = 2;

    /**
     * Names and secrets as they were sent; first names that are no marketplace.
     *
     * @param secret null = none was sent
     */
    public record Claim(
            List<Account.Identity> from, List<Account.Identity> to, List<Account.Identity> sender, String secret) {
        public Claim {
            from = List.copyOf(from);
            to = List.copyOf(to);
            sender = List.copyOf(sender);
        }

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Claim[from=" + from + ", to=" + to + ", sender=" + sender + "]";
        }
    }

    /** Who it is. */
    public sealed interface Verdict {}

    /**
     * A side of an account, authenticated.
     *
     * @param test its own mark: the test side, whatever the document says
     */
    public record Known(Account account, Account.Side side, boolean test) implements Verdict {
        /** A document is a test when either the account's side or the document says so: never the other way. */
        public boolean test(boolean document) {
            return test || document;
        }

        /** Number of the ERP customer, null = none. */
        public String company() {
            return account.company();
        }

        /** What the buyer sees, null = everything. */
        public String assortment() {
            return account.assortment();
        }
    }

    /** Why nobody comes in. The first two say the same to the caller. */
    public enum Reason {
        /** No sender of this name, or another secret. */
        UNKNOWN,
        /** The sender is known and may not speak for From. */
        NOT_FOR_FROM,
        /** To is not us. */
        NOT_TO_US
    }

    /**
     * Nobody.
     *
     * @param meant accounts it may have been; for people of the house, never for the caller
     */
    public record Refused(Reason reason, List<String> meant) implements Verdict {
        public Refused {
            meant = List.copyOf(meant);
        }
    }

    private record Entry(Account account, Account.Side side, boolean test, List<byte[]> secrets) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private Accounts() {}

    /** Accounts with their secrets looked up; those that are not there are in {@link #missing}. */
    public static Accounts of(Collection<Account> accounts, Secrets secrets) {
        var made = new Accounts();
        for (var account : accounts) {
            made.add(account, account.production(), false, secrets);
            made.add(account, account.test(), true, secrets);
        }
        return made;
    }

    private void add(Account account, Account.Side side, boolean test, Secrets secrets) {
        if (side == null) {
            return;
        }
        var hashes = new ArrayList<byte[]>();
        for (var reference : side.secret()) {
            var secret = secrets.resolve(reference).filter(text -> !text.isEmpty());
            if (secret.isPresent()) {
                hashes.add(hash(secret.get()));
            } else {
                missing.add(account.name() + ": " + reference + " is not there; " + Secrets.howTo(reference));
            }
        }
        entries.add(new Entry(account, side, test, List.copyOf(hashes)));
    }

    /** Secrets that are named and not there, each with what to do; such a side cannot sign in. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** Who sent a cXML document. */
    public Verdict cxml(Claim claim) {
        var given = hash(claim.secret() == null ? "" : claim.secret());
        var known = new ArrayList<Entry>();
        int compared = 0;
        for (var entry : entries) {
            // An account of OCI that has names too shops in the browser and orders by document.
            if (meet(entry.side.sender(), claim.sender())) {
                boolean right = same(entry.secrets, given);
                compared++;
                if (right && claim.secret() != null) {
                    known.add(entry);
                }
            }
        }
        if (compared == 0) {
            same(List.of(), given);
        }
        if (known.isEmpty()) {
            return new Refused(Reason.UNKNOWN, named(claim));
        }
        var meant = known.stream()
                .filter(entry -> meet(entry.side.identity(), claim.from()))
                .findFirst();
        if (meant.isEmpty()) {
            return new Refused(Reason.NOT_FOR_FROM, names(known));
        }
        var entry = meant.get();
        return entry.side.supplier().isEmpty() || meet(entry.side.supplier(), claim.to())
                ? new Known(entry.account, entry.side, entry.test)
                : new Refused(Reason.NOT_TO_US, List.of(entry.account.name()));
    }

    /** Accounts of this sender; of a network that sends for many those that From names, as far as it names one. */
    private List<String> named(Claim claim) {
        var senders = entries.stream()
                .filter(entry ->
                        entry.account.protocol() == Account.Protocol.CXML && meet(entry.side.sender(), claim.sender()))
                .toList();
        var meant = senders.stream()
                .filter(entry -> meet(entry.side.identity(), claim.from()))
                .toList();
        return names(meant.isEmpty() ? senders : meant);
    }

    private static List<String> names(List<Entry> entries) {
        return entries.stream().map(entry -> entry.account.name()).distinct().toList();
    }

    /**
     * Who came by OCI.
     *
     * @param account name in the address
     * @param login null = none was sent
     * @param secret null = none was sent
     */
    public Verdict oci(String account, String login, String secret) {
        var given = hash(secret == null ? "" : secret);
        Entry found = null;
        int compared = 0;
        for (var entry : entries) {
            if (entry.account.protocol() == Account.Protocol.OCI
                    && entry.account.name().equals(account)
                    && Objects.equals(entry.side.login(), login)
                    && login != null) {
                compared++;
                if (same(entry.secrets, given) && secret != null) {
                    found = entry;
                }
            }
        }
        if (compared == 0) {
            same(List.of(), given);
        }
        return found == null
                ? new Refused(Reason.UNKNOWN, openByOci(account))
                : new Known(found.account, found.side, found.test);
    }

    private List<String> openByOci(String name) {
        return names(entries.stream()
                .filter(entry -> entry.account.protocol() == Account.Protocol.OCI
                        && entry.account.name().equals(name))
                .toList());
    }

    /** The account of this name, for its settings; nobody is authenticated by that. */
    public Optional<Account> named(String name) {
        return entries.stream()
                .map(Entry::account)
                .filter(account -> account.name().equals(name))
                .findFirst();
    }

    private static boolean meet(List<Account.Identity> ours, List<Account.Identity> theirs) {
        return ours.stream().anyMatch(one -> theirs.stream().anyMatch(one::same));
    }

    /** Always compares as many hashes as a side may have secrets, each whole. */
    private static boolean same(List<byte[]> secrets, byte[] given) {
        boolean same = false;
        for (int i = 0; i < SECRETS; i++) {
            boolean real = i < secrets.size();
            same |= MessageDigest.isEqual(real ? secrets.get(i) : NOBODY, given) & real;
        }
        return same;
    }

    private static final byte[] NOBODY = new byte[32];

    /** Hides the length; compared without a secret key, since hashes of secrets leave nowhere. */
    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
