package org.caravanserai.connector.depot;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
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

/** Against a real SMTP server. */
class MailDepotTest {
    private static final String PASSWORD = "canary-mail";

    @TempDir
    Path folder;

    private GreenMail server;
    private Depots depots;
    private Parcel parcel;

    @BeforeEach
    void start() throws Exception {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        server.start();
        server.setUser("hub@morvan.example", "hub", PASSWORD);
        parcel = Parcels.parcel(folder);
        depots = depots(null);
    }

    private Depots depots(String redirect) {
        return depots(redirect, ClientSettings.sandbox());
    }

    private Depots depots(String redirect, ClientSettings settings) {
        var secrets = Secrets.of(folder, Map.of("HUB_SECRET_PW", PASSWORD, "HUB_SECRET_BAD", "canary-bad"));
        return new Depots(secrets, settings, redirect, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        depots.close();
        server.stop();
    }

    private Stored store(String... pairs) {
        var all = new ArrayList<>(List.of(
                "host",
                "127.0.0.1",
                "port",
                String.valueOf(server.getSmtp().getPort()),
                "tls",
                "none",
                "from",
                "feeds@morvan.example",
                "to",
                "data@outil-sud.example",
                "attachments",
                "10"));
        all.addAll(List.of(pairs));
        return depots.store("mail", Parcels.connection(all.toArray(String[]::new)), parcel);
    }

    private static void refused(Stored stored, Fault fault, String code, String text) {
        assertThat(stored).isInstanceOfSatisfying(Stored.Failed.class, failed -> {
            assertThat(failed.code()).as(failed.text()).isEqualTo(code);
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.text()).contains(text).doesNotContain("canary");
        });
    }

    private MimeMessage only() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static String part(MimeMessage message, int index) throws Exception {
        try (var in = ((MimeMultipart) message.getContent()).getBodyPart(index).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void sendsFilesAndManifestAsAttachments() throws Exception {
        assertThat(store()).isInstanceOf(Stored.Done.class);

        var message = only();
        assertThat(message.getSubject()).isEqualTo("Outil Sud, tarif : version 7");
        assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("data@outil-sud.example");
        assertThat(part(message, 0))
                .contains("Les fichiers sont joints.")
                .contains("articles.csv : 20000 enregistrements")
                .contains(parcel.items().get(0).sha256());
        assertThat(part(message, 1)).isEqualTo(Parcels.ARTICLES);
        assertThat(part(message, 2)).isEqualTo(Parcels.OFFERS);
        assertThat(part(message, 3)).isEqualTo(Parcels.MANIFEST);
    }

    @Test
    void aServerOfThisMachineIsSpokenToWithoutTlsInProductionTooOnceItIsListed() {
        depots.close();
        depots = depots(null, ClientSettings.production());
        refused(store(), Fault.CHANNEL, "address", "only when outbound.allowPrivate of config/hub.yaml lists it");
        depots.close();
        depots = depots(null, ClientSettings.production().allowing(List.of("127.0.0.1")));
        assertThat(store()).isInstanceOf(Stored.Done.class);
    }

    @Test
    void sendsLinksWhenTheFilesAreTooLarge() throws Exception {
        assertThat(store("attachments", "0")).isInstanceOf(Stored.Done.class);

        var message = only();
        assertThat(part(message, 0))
                .contains("https://hub.morvan.example/feeds/outil-sud/articles.csv")
                .contains("https://hub.morvan.example/feeds/outil-sud/tarif%20%C3%A9t%C3%A9.csv");
        assertThat(part(message, 1)).isEqualTo(Parcels.MANIFEST);
    }

    @Test
    void theSameMessageAgainHasTheSameName() throws Exception {
        store();
        store();

        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThat(server.getReceivedMessages()[0].getMessageID())
                .isEqualTo(server.getReceivedMessages()[1].getMessageID());
    }

    @Test
    void aTestEnvironmentWritesToOneBox() throws Exception {
        depots.close();
        depots = depots("recette@morvan.example");
        store();

        assertThat(only().getAllRecipients()).extracting(Object::toString).containsExactly("recette@morvan.example");
    }

    @Test
    void aCertificateNobodyKnowsIsRefusedAndMayBePinned() {
        var port = String.valueOf(server.getSmtps().getPort());
        var refused = store("tls", "implicit", "port", port);
        refused(refused, Fault.CHANNEL, "certificate", "is not trusted");
        var named = ((Stored.Failed) refused).text().replaceAll(".*certificate: \"(\\w{64})\".*", "$1");

        assertThat(store("tls", "implicit", "port", port, "certificate", named)).isInstanceOf(Stored.Done.class);
        refused(
                store("tls", "implicit", "port", port, "certificate", "0".repeat(64)),
                Fault.CHANNEL,
                "certificate",
                "is not the one written");
    }

    @Test
    void aWrongPasswordIsRefused() {
        refused(store("user", "hub", "password", "secret:BAD"), Fault.CHANNEL, "sign-in", "refuses user and password");
        assertThat(store("user", "hub", "password", "secret:PW")).isInstanceOf(Stored.Done.class);
    }

    @Test
    void aServerThatKnowsNoTlsGetsNothing() {
        assertThat(store("tls", "starttls")).isInstanceOf(Stored.Failed.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }
}
