package org.caravanserai.access;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.Purpose;
import org.caravanserai.store.Tx;

/** People and their passwords. Safe for many threads. */
public final class Users {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");
    private static final int BCRYPT_STRENGTH = 10;
    private static final String ADMIN = "admin";

    private final Database database;
    private final Audit audit;
    private final Attempts attempts;
    private final Clock clock;
    private final Passwords passwords;

    /** Users in this database; changes and failed sign-ins go into the trail. */
    public Users(Database database, Audit audit, Attempts attempts, Clock clock) {
        this(database, audit, attempts, clock, new Passwords(BCRYPT_STRENGTH));
    }

    Users(Database database, Audit audit, Attempts attempts, Clock clock, Passwords passwords) {
        this.database = database;
        this.audit = audit;
        this.attempts = attempts;
        this.clock = clock;
        this.passwords = passwords;
    }

    /** What became of a change. */
    public sealed interface Change {
        record Done(User user) implements Change {}

        /** Not done; the text says what to do instead. */
        record Refused(String code, String text) implements Change {}
    }

    /**
     * Sees to it that there is an admin, when the hub starts.
     *
     * @param preset {@code HUB_ADMIN_PASSWORD}; it holds as long as nobody has chosen another password
     * @return a password made up now, to be shown. As long as nobody has signed in, each start makes up a new one: so it
     *     can be shown again without being stored
     */
    public Optional<String> firstAdmin(Optional<String> preset) {
        var stored = database.read(tx -> find(tx, ADMIN));
        if (stored.isPresent() && stored.get().origin().equals("chosen")) {
            return Optional.empty();
        }
        if (preset.isPresent()) {
            if (!Passwords.fits(preset.get())) {
                throw new IllegalArgumentException(AccessCode.PRESET.code()
                        + " HUB_ADMIN_PASSWORD is empty or longer than " + Passwords.MOST_BYTES + " bytes");
            }
            if (stored.isEmpty()
                    || !passwords.matches(preset.get(), stored.get().hash())) {
                keepAdmin(preset.get(), "preset");
            }
            return Optional.empty();
        }
        if (stored.isPresent()
                && (stored.get().signedIn() || stored.get().origin().equals("preset"))) {
            return Optional.empty();
        }
        var made = Secrets.letters(20);
        keepAdmin(made, "generated");
        return Optional.of(made);
    }

    /**
     * Checks a password.
     *
     * @param address network address of the one who asks, for the limit on guessing
     */
    public SignIn signIn(String name, String password, String address) {
        var key = name.toLowerCase(Locale.ROOT);
        var wait = attempts.pause(key, address);
        if (wait.isPresent()) {
            return new SignIn.TooMany(wait.get());
        }
        var stored = NAME.matcher(key).matches() ? database.read(tx -> find(tx, key)) : Optional.<Stored>empty();
        var right = passwords.matches(password, stored.map(Stored::hash).orElse(null));
        if (!right || stored.isEmpty() || !stored.get().user().active()) {
            attempts.failed(key, address);
            // The name may be a password typed into the wrong field: only known names are written down.
            audit.record(
                    stored.map(known -> known.user().name()).orElse("unknown"),
                    "sign-in",
                    null,
                    null,
                    address,
                    "refused");
            return new SignIn.Refused();
        }
        attempts.succeeded(key, address);
        if (!stored.get().signedIn()) {
            database.write(Purpose.CONFIRM, tx -> {
                audit.record(tx, key, "sign-in first", null, null, address, "done");
                return tx.update(
                        "update access_user set signed_in_at = ? where name = ?", Bind.of(clock.millis(), key));
            });
        }
        return new SignIn.Welcome(stored.get().user());
    }

    /** The user of this name. */
    public Optional<User> find(String name) {
        return database.read(tx -> find(tx, name.toLowerCase(Locale.ROOT))).map(Stored::user);
    }

    /** All users by name; an installation has few. */
    public List<User> all() {
        return database.read(tx -> tx.query(SELECT + " order by name limit 1000", Bind.NONE, Users::read)).stream()
                .map(Stored::user)
                .toList();
    }

    /** Adds a user, or refuses with the reason. */
    public Change add(String name, Set<Role> roles, String password, String by, String source) {
        var key = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(key).matches()) {
            return new Change.Refused(
                    AccessCode.USER_NAME.code(),
                    "a user name is 1 to 100 of a-z 0-9 . _ @ - and starts with a letter or digit");
        }
        if (roles.isEmpty()) {
            return new Change.Refused(
                    AccessCode.NO_ROLE.code(), "give at least one role of: " + Role.text(Set.of(Role.values())));
        }
        var weak = weak(password);
        if (weak.isPresent()) {
            return weak.get();
        }
        var hash = passwords.hash(password);
        return database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            if (find(tx, key).isPresent()) {
                return new Change.Refused(AccessCode.USER_EXISTS.code(), "there is a user " + key + " already");
            }
            insert(tx, key, roles, hash, "chosen");
            audit.record(tx, by, "user.add " + key, null, Role.text(roles), source, "done");
            return new Change.Done(new User(key, roles, true));
        });
    }

    /** Sets a new password. */
    public Change changePassword(String name, String password, String by, String source) {
        var weak = weak(password);
        if (weak.isPresent()) {
            return weak.get();
        }
        return change(name, "user.password ", user -> user, Optional.of(passwords.hash(password)), by, source);
    }

    /** Gives a user these roles instead of the old ones. */
    public Change changeRoles(String name, Set<Role> roles, String by, String source) {
        if (roles.isEmpty()) {
            return new Change.Refused(AccessCode.NO_ROLE.code(), "give at least one role, or deactivate the user");
        }
        return change(
                name, "user.roles ", user -> new User(user.name(), roles, user.active()), Optional.empty(), by, source);
    }

    /** Lets a user in or keeps him out; his rows in the trail stay. */
    public Change activate(String name, boolean active, String by, String source) {
        return change(
                name,
                active ? "user.activate " : "user.deactivate ",
                user -> new User(user.name(), user.roles(), active),
                Optional.empty(),
                by,
                source);
    }

    private Change change(
            String name, String what, UnaryOperator<User> to, Optional<String> hash, String by, String source) {
        var key = name.toLowerCase(Locale.ROOT);
        return database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            var stored = find(tx, key);
            if (stored.isEmpty()) {
                return new Change.Refused(AccessCode.NO_USER.code(), "there is no such user");
            }
            var before = stored.get().user();
            var after = to.apply(before);
            if (admin(before) && !admin(after) && !otherAdmin(tx, key)) {
                return new Change.Refused(
                        AccessCode.LAST_ADMIN.code(), "this is the last active admin: make somebody else one first");
            }
            tx.update(
                    "update access_user set roles = ?, active = ?, password = ?, origin = ? where name = ?",
                    Bind.of(
                            Role.text(after.roles()),
                            after.active(),
                            hash.orElse(stored.get().hash()),
                            hash.isPresent() ? "chosen" : stored.get().origin(),
                            key));
            audit.record(tx, by, what + key, describe(before), describe(after), source, "done");
            return new Change.Done(after);
        });
    }

    private static boolean admin(User user) {
        return user.active() && user.roles().contains(Role.ADMIN);
    }

    private static boolean otherAdmin(Tx tx, String name) throws SQLException {
        return tx.query(SELECT + " where active order by name limit 1000", Bind.NONE, Users::read).stream()
                .map(Stored::user)
                .anyMatch(other -> admin(other) && !other.name().equals(name));
    }

    private static String describe(User user) {
        return Role.text(user.roles()) + (user.active() ? " active" : " inactive");
    }

    private static Optional<Change> weak(String password) {
        if (password.length() < 10 || !Passwords.fits(password)) {
            return Optional.of(new Change.Refused(
                    AccessCode.WEAK_PASSWORD.code(),
                    "a password has 10 characters or more, and at most " + Passwords.MOST_BYTES + " bytes"));
        }
        return Optional.empty();
    }

    private void keepAdmin(String password, String origin) {
        var hash = passwords.hash(password);
        database.writeRetrying(Purpose.INTERACTIVE, tx -> {
            if (find(tx, ADMIN).isPresent()) {
                tx.update(
                        "update access_user set password = ?, origin = ? where name = ?", Bind.of(hash, origin, ADMIN));
            } else {
                insert(tx, ADMIN, Set.of(Role.ADMIN), hash, origin);
            }
            audit.record(tx, "hub", "user.password " + ADMIN, null, origin, "start", "done");
            return null;
        });
    }

    private void insert(Tx tx, String name, Set<Role> roles, String hash, String origin) throws SQLException {
        tx.update(
                "insert into access_user (name, roles, password, origin, active, created_at) values (?, ?, ?, ?, ?, ?)",
                Bind.of(name, Role.text(roles), hash, origin, true, clock.millis()));
    }

    private record Stored(User user, String hash, String origin, boolean signedIn) {}

    private static final String SELECT = "select name, roles, active, password, origin, signed_in_at from access_user";

    private static Optional<Stored> find(Tx tx, String name) throws SQLException {
        return tx.first(SELECT + " where name = ?", Bind.of(name), Users::read);
    }

    private static Stored read(java.sql.ResultSet row) throws SQLException {
        var user = new User(row.getString(1), Role.read(row.getString(2)), row.getBoolean(3));
        var hash = row.getString(4);
        var origin = row.getString(5);
        row.getLong(6);
        return new Stored(user, hash, origin, !row.wasNull());
    }
}
