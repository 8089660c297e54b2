package org.caravanserai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.caravanserai.store.Bind;
import org.caravanserai.store.Database;
import org.caravanserai.store.TestDatabases;
import org.caravanserai.testing.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private final HandClock clock = new HandClock("2026-11-21T09:00:00Z");
    private Database database;
    private ChannelKeys channels;
    private ApiKeys programs;

    @BeforeEach
    void open() {
        database = TestDatabases.h2();
        var audit = new Audit(database);
        channels = new ChannelKeys(database, audit, clock);
        programs = new ApiKeys(database, audit, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aKeyOpensItsOwnChannelOnly() {
        var key = channels.issue("outil-sud-feed", "hub", "start");
        assertThat(key).matches("[a-z2-9]{10}\\.[A-Za-z0-9_-]{43}");
        assertThat(channels.verify("outil-sud-feed", key)).isTrue();
        assertThat(channels.verify("adeo", key)).isFalse();
        assertThat(programs.verify(key)).as("a channel key is no API key").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", ".", "' or 1=1 --", "aaaaaaaaaa.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoKeyIsWrong(String presented) {
        channels.issue("adeo", "hub", "start");
        assertThat(channels.verify("adeo", presented)).isFalse();
        assertThat(channels.verify("adeo", null)).isFalse();
    }

    @Test
    void aRightIdWithAWrongSecretIsWrong() {
        var key = channels.issue("adeo", "hub", "start");
        var last = key.charAt(key.length() - 5);
        var wrong = key.substring(0, key.length() - 5) + (last == 'A' ? 'B' : 'A') + key.substring(key.length() - 4);
        assertThat(channels.verify("adeo", wrong)).isFalse();
        assertThat(channels.verify("adeo", key)).isTrue();
    }

    @Test
    void aPartnerRenewsWithItsNewestKeyOnly() {
        var first = channels.issue("adeo", "admin", "cli");
        clock.pass(Duration.ofDays(1));
        var second = channels.renew("adeo", id(first), "channel adeo", "page").orElseThrow();
        clock.pass(Duration.ofDays(1));
        assertThat(channels.renew("adeo", id(first), "channel adeo", "page"))
                .as("asked twice by mistake, or by somebody with a copy of an old key")
                .isEmpty();
        assertThat(channels.verify("adeo", first)).as("programs go on with it").isTrue();
        assertThat(channels.partner(second)).hasValue(new ChannelKeys.Partner("adeo", id(second)));
        var third = channels.renew("adeo", id(second), "channel adeo", "page").orElseThrow();
        assertThat(channels.verify("adeo", first)).isFalse();
        assertThat(channels.verify("adeo", second)).isTrue();
        assertThat(channels.verify("adeo", third)).isTrue();
        assertThat(channels.renew("other", id(third), "channel other", "page"))
                .as("somebody else's")
                .isEmpty();
        channels.revoke("adeo", "admin", "cli");
        assertThat(channels.renew("adeo", id(third), "channel adeo", "page")).isEmpty();
        assertThat(channels.partner(third)).isEmpty();
        assertThat(channels.of("adeo")).isEmpty();
    }

    private static String id(String key) {
        return key.substring(0, 10);
    }

    @Test
    void twoKeysWorkDuringARenewalAndNoThird() {
        var first = channels.issue("adeo", "hub", "start");
        clock.pass(Duration.ofDays(100));
        var second = channels.issue("adeo", "admin", "cli");
        assertThat(channels.verify("adeo", first)).isTrue();
        assertThat(channels.verify("adeo", second)).isTrue();
        clock.pass(Duration.ofDays(100));
        var third = channels.issue("adeo", "admin", "cli");
        assertThat(channels.verify("adeo", first)).isFalse();
        assertThat(channels.verify("adeo", second)).isTrue();
        assertThat(channels.verify("adeo", third)).isTrue();
        assertThat(channels.of("adeo"))
                .extracting(KeyInfo::id)
                .containsExactly(third.substring(0, 10), second.substring(0, 10));
        assertThat(channels.revoke("adeo", "admin", "cli")).isEqualTo(2);
        assertThat(channels.verify("adeo", third)).isFalse();
        assertThat(channels.of("adeo")).isEmpty();
    }

    @Test
    void onlyAHashIsStoredAndTheDayOfUse() {
        var key = programs.issue("erp-nightly", Set.of(Role.CATALOGUE), "admin", "cli");
        assertThat(programs.of("erp-nightly")).extracting(KeyInfo::usedOn).containsExactly((Long) null);
        var program = programs.verify(key).orElseThrow();
        assertThat(program.holder()).isEqualTo("erp-nightly");
        assertThat(program.roles()).containsExactly(Role.CATALOGUE);
        assertThat(programs.of("erp-nightly")).extracting(KeyInfo::usedOn).containsExactly(clock.millis() / 86_400_000);
        var hash = database.read(tx -> tx.first("select hash from access_key", Bind.NONE, row -> row.getBytes(1)));
        assertThat(hash.orElseThrow()).isEqualTo(Secrets.sha256(key.substring(11)));
    }
}
