package org.caravanserai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsersTest {
    private static final String HERE = "127.0.0.1";

    private final HandClock clock = new HandClock("2026-11-21T09:00:00Z");
    private Database database;
    private Audit audit;
    private Users users;

    @BeforeEach
    void open() {
        database = TestDatabases.h2();
        audit = new Audit(database);
        users = new Users(database, audit, new Attempts(clock), clock, new Passwords(4));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theFirstStartMakesUpAPasswordUntilSomebodySignedIn() {
        var first = users.firstAdmin(Optional.empty()).orElseThrow();
        assertThat(first).hasSize(20);
        var second = users.firstAdmin(Optional.empty()).orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(users.signIn("admin", first, HERE)).isInstanceOf(SignIn.Refused.class);
        assertThat(users.signIn("Admin", second, HERE)).isInstanceOf(SignIn.Welcome.class);
        assertThat(users.firstAdmin(Optional.empty()))
                .as("somebody has signed in")
                .isEmpty();
        assertThat(users.signIn("admin", second, HERE)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void aPresetPasswordHoldsUntilSomebodyChoosesOne() {
        assertThat(users.firstAdmin(Optional.of("from-the-vault"))).isEmpty();
        assertThat(users.firstAdmin(Optional.of("from-the-vault-2"))).isEmpty();
        assertThat(users.signIn("admin", "from-the-vault", HERE)).isInstanceOf(SignIn.Refused.class);
        assertThat(users.signIn("admin", "from-the-vault-2", HERE)).isInstanceOf(SignIn.Welcome.class);
        users.changePassword("admin", "chosen-by-hand", "admin", HERE);
        assertThat(users.firstAdmin(Optional.of("from-the-vault-2"))).isEmpty();
        assertThat(users.signIn("admin", "chosen-by-hand", HERE)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void aPresetPasswordIsKeptWhenThePresetGoesAway() {
        users.firstAdmin(Optional.of("from-the-vault"));
        assertThat(users.firstAdmin(Optional.empty())).isEmpty();
        assertThat(users.signIn("admin", "from-the-vault", HERE)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void anUnusablePresetStopsTheStart() {
        assertThatThrownBy(() -> users.firstAdmin(Optional.of(" ")))
                .hasMessage("ACCESS-001 HUB_ADMIN_PASSWORD is empty or longer than 72 bytes");
        assertThatThrownBy(() -> users.firstAdmin(Optional.of("ü".repeat(37)))).hasMessageContaining("72 bytes");
    }

    @Test
    void passwordsAreStoredAsBcrypt() {
        users.add("anna", Set.of(Role.VIEWER), "correct horse", "admin", HERE);
        var stored = database.read(tx ->
                tx.first("select password from access_user where name = 'anna'", Bind.NONE, row -> row.getString(1)));
        assertThat(stored.orElseThrow()).startsWith("$2a$04$").doesNotContain("horse");
    }

    @Test
    void refusedUsersSayWhy() {
        assertThat(users.add("an na", Set.of(Role.VIEWER), "correct horse", "admin", HERE))
                .isEqualTo(new Users.Change.Refused(
                        "ACCESS-002", "a user name is 1 to 100 of a-z 0-9 . _ @ - and starts with a letter or digit"));
        assertThat(users.add("anna", Set.of(), "correct horse", "admin", HERE))
                .isEqualTo(new Users.Change.Refused(
                        "ACCESS-003",
                        "give at least one role of: viewer catalogue customers support operator planner admin"));
        assertThat(users.add("anna", Set.of(Role.VIEWER), "short", "admin", HERE))
                .isEqualTo(new Users.Change.Refused(
                        "ACCESS-006", "a password has 10 characters or more, and at most 72 bytes"));
        users.add("anna", Set.of(Role.VIEWER), "correct horse", "admin", HERE);
        assertThat(users.add("ANNA", Set.of(Role.VIEWER), "correct horse", "admin", HERE))
                .isEqualTo(new Users.Change.Refused("ACCESS-004", "there is a user anna already"));
        assertThat(users.changeRoles("bert", Set.of(Role.ADMIN), "admin", HERE))
                .isEqualTo(new Users.Change.Refused("ACCESS-005", "there is no such user"));
    }

    @Test
    void theLastAdminStays() {
        users.firstAdmin(Optional.of("from-the-vault"));
        var refused =
                new Users.Change.Refused("ACCESS-007", "this is the last active admin: make somebody else one first");
        assertThat(users.activate("admin", false, "admin", HERE)).isEqualTo(refused);
        assertThat(users.changeRoles("admin", Set.of(Role.VIEWER), "admin", HERE))
                .isEqualTo(refused);
        assertThat(users.find("admin").orElseThrow().roles()).containsExactly(Role.ADMIN);
        users.add("anna", Set.of(Role.ADMIN), "correct horse", "admin", HERE);
        assertThat(users.activate("admin", false, "anna", HERE)).isInstanceOf(Users.Change.Done.class);
        assertThat(users.signIn("admin", "from-the-vault", HERE)).isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void guessingIsSlowedDownAlikeForKnownAndUnknownNames() {
        users.firstAdmin(Optional.of("from-the-vault"));
        for (var name : new String[] {"admin", "nobody", "no body"}) {
            for (int i = 0; i < 5; i++) {
                assertThat(users.signIn(name, "guess" + i, HERE)).as(name).isInstanceOf(SignIn.Refused.class);
            }
            assertThat(users.signIn(name, "from-the-vault", HERE))
                    .as(name)
                    .isEqualTo(new SignIn.TooMany(Duration.ofSeconds(30)));
        }
        assertThat(users.signIn("admin", "from-the-vault", "192.0.2.7"))
                .as("the owner, from elsewhere")
                .isInstanceOf(SignIn.Welcome.class);
        clock.pass(Duration.ofSeconds(31));
        assertThat(users.signIn("admin", "from-the-vault", HERE)).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void failuresAndChangesAreInTheTrail() {
        users.firstAdmin(Optional.of("from-the-vault"));
        users.signIn("admin", "wrong", "192.0.2.7");
        users.signIn("my-password-typed-into-the-wrong-field", "wrong", "192.0.2.7");
        users.signIn("admin", "from-the-vault", HERE);
        users.add("anna", Set.of(Role.SUPPORT), "correct horse", "admin", HERE);
        assertThat(audit.after(0))
                .extracting(entry -> entry.who() + "|" + entry.what() + "|" + entry.source() + "|" + entry.result())
                .containsExactly(
                        "hub|user.password admin|start|done",
                        "admin|sign-in|192.0.2.7|refused",
                        "unknown|sign-in|192.0.2.7|refused",
                        "admin|sign-in first|127.0.0.1|done",
                        "admin|user.add anna|127.0.0.1|done");
        assertThat(audit.firstBroken()).isEmpty();
    }
}
