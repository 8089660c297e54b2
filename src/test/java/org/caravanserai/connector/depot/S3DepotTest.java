package org.caravanserai.connector.depot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.connector.ClientSettings;
import org.caravanserai.connector.Fault;
import org.caravanserai.home.Secrets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3DepotTest {
    private static final String ID = "AKIACANARY77";
    private static final String SECRET = "canary/wJalrXUtnFEMI";

    @TempDir
    Path folder;

    private StrictBucket bucket;
    private Depots depots;
    private Parcel parcel;

    @BeforeEach
    void start() throws Exception {
        bucket = new StrictBucket(ID, SECRET);
        parcel = Parcels.parcel(folder);
        depots = depots(ClientSettings.sandbox(), Clock.systemUTC());
    }

    private Depots depots(ClientSettings settings, Clock clock) {
        var secrets = Secrets.of(
                folder, Map.of("HUB_SECRET_ID", ID, "HUB_SECRET_KEY", SECRET, "HUB_SECRET_BAD", "canary-bad"));
        return new Depots(secrets, settings, null, clock);
    }

    @AfterEach
    void stop() {
        depots.close();
        bucket.close();
    }

    private Stored store(String... pairs) {
        var all = new ArrayList<>(List.of(
                "endpoint",
                bucket.endpoint(),
                "bucket",
                "feeds",
                "region",
                "eu-west-3",
                "prefix",
                "morvan/été",
                "accessKey",
                "secret:ID",
                "secretKey",
                "secret:KEY",
                "pathStyle",
                "true"));
        all.addAll(List.of(pairs));
        return depots.store("s3", Parcels.connection(all.toArray(String[]::new)), parcel);
    }

    private static void refused(Stored stored, Fault fault, String code, String text) {
        assertThat(stored).isInstanceOfSatisfying(Stored.Failed.class, failed -> {
            assertThat(failed.code()).as(failed.text()).isEqualTo(code);
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.text()).contains(text).doesNotContain("canary").doesNotContain(ID);
        });
    }

    @Test
    void putsObjectsAndTheManifestLast() {
        assertThat(store()).isEqualTo(new Stored.Done(parcel.bytes()));

        assertThat(bucket.objects.keySet())
                .containsExactly(
                        "/feeds/morvan/été/articles.csv",
                        "/feeds/morvan/été/tarif été.csv",
                        "/feeds/morvan/été/products.json");
        assertThat(new String(bucket.objects.get("/feeds/morvan/été/articles.csv"), UTF_8))
                .isEqualTo(Parcels.ARTICLES);
    }

    @Test
    void aWrongSecretIsRefused() {
        refused(store("secretKey", "secret:BAD"), Fault.CHANNEL, "sign-in", "403 SignatureDoesNotMatch");
    }

    @Test
    void anUnknownKeyIsRefused() {
        refused(store("accessKey", "secret:BAD"), Fault.CHANNEL, "sign-in", "403 InvalidAccessKeyId");
    }

    @Test
    void aMissingBucketIsRefused() {
        refused(store("bucket", "nowhere"), Fault.CHANNEL, "directory", "no such bucket");
    }

    @Test
    void aWrongClockIsNamed() {
        depots.close();
        depots = depots(ClientSettings.sandbox(), Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)));

        refused(store(), Fault.CHANNEL, "sign-in", "is the clock of this machine right?");
    }

    @Test
    void aFullStoreIsTriedAgain() {
        bucket.full = true;
        refused(store(), Fault.TRANSIENT, "space", "no room left");

        bucket.full = false;
        assertThat(store()).isInstanceOf(Stored.Done.class);
    }

    @Test
    void anotherSizeIsNoSuccess() {
        bucket.shortens = true;
        refused(
                store(),
                Fault.TRANSIENT,
                "size",
                "articles.csv has " + (Parcels.ARTICLES.length() - 1) + " bytes at the partner");
        assertThat(bucket.objects).doesNotContainKey("/feeds/morvan/été/products.json");
    }

    @Test
    void aCutLineIsTriedAgain() {
        bucket.cuts = true;
        refused(store(), Fault.TRANSIENT, "line", "the line broke");
    }

    @Test
    void redirectsAreNotFollowed() {
        bucket.redirects = "http://127.0.0.1:1/elsewhere";
        refused(store(), Fault.CHANNEL, "address", "another region");
    }

    @Test
    void withoutTlsOnlyInASandbox() {
        depots.close();
        depots = depots(ClientSettings.production(), Clock.systemUTC());

        refused(store(), Fault.CHANNEL, "address", "write https://host");
    }
}
