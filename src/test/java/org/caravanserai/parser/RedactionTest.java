package org.caravanserai.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a document may be kept and shown. The card numbers are those the schemes publish for tests. */
class RedactionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            <SharedSecret>abc</SharedSecret>                       ~ <SharedSecret>***</SharedSecret>
            <SharedSecret >a<b/>c</SharedSecret >                  ~ <SharedSecret >***</SharedSecret >
            <sharedsecret>abc</sharedsecret><x>y</x>               ~ <sharedsecret>***</sharedsecret><x>y</x>
            <c:SharedSecret a="b">abc</c:SharedSecret>             ~ <c:SharedSecret a="b">***</c:SharedSecret>
            <SharedSecret><![CDATA[a</b]]></SharedSecret>          ~ <SharedSecret>***</SharedSecret>
            <SharedSecret>abc</SharedSec                           ~ <SharedSecret>***
            <SharedSecret/><Identity>x</Identity>                  ~ <SharedSecret/><Identity>x</Identity>
            <CredentialMac type="x">abc</CredentialMac>            ~ <CredentialMac type="x">***</CredentialMac>
            <PCard number="4111111111111111" expiration="2030-01-01" name="J"/> ~ <PCard number="***" expiration="***" name="J"/>
            <PCard expiration='2030-01-01' number='12'/>           ~ <PCard expiration="***" number="***"/>
            USERNAME=u&PASSWORD=abc&HOOK_URL=x                     ~ USERNAME=u&PASSWORD=***&HOOK_URL=x
            ?password=abc                                          ~ ?password=***
            a=1&client_secret=abc;b=2                              ~ a=1&client_secret=***;b=2
            <Login password="a b" user="c"/>                       ~ <Login password=*** user="c"/>
            <Extrinsic name="Password">a b</Extrinsic><A>c</A>      ~ <Extrinsic name="Password">***</Extrinsic><A>c</A>
            <Extrinsic type='x' name='User Token' a="b"><![CDATA[a<b]]></Extrinsic> ~ <Extrinsic type='x' name='User Token' a="b">***</Extrinsic>
            <Extrinsic name="Password"/><A>c</A>                    ~ <Extrinsic name="Password"/><A>c</A>
            <Extrinsic name="Password">abc                          ~ <Extrinsic name="Password">***
            <A title="Password">abc</A>                             ~ <A title="Password">abc</A>
            paid with 4111 1111 1111 1111 today                    ~ paid with ***1111 today
            paid with 5555-5555-5555-4444.                         ~ paid with ***4444.
            378282246310005                                        ~ ***0005
            30569309025904                                         ~ ***5904
            4111111111111112                                       ~ 4111111111111112
            payloadID="1539050765837499@example.com"               ~ payloadID="1539050765837499@example.com"
            {"password":"a\\"b","n":1}                              ~ {"password":"***","n":1}
            {"apiToken" : "x", "tokens":5}                         ~ {"apiToken" : "***", "tokens":5}
            {"number":"4111111111111111"}                          ~ {"number":"***1111"}
            3760001234567 is a GTIN                                ~ 3760001234567 is a GTIN
            """)
    void hidesSecretsAndCards(String raw, String masked) {
        assertThat(Redaction.text(raw)).isEqualTo(masked);
        var bytes = raw.getBytes(StandardCharsets.UTF_8);
        assertThat(Redaction.text(bytes)).isEqualTo(masked);
        assertThat(new String(Redaction.bytes(bytes), StandardCharsets.UTF_8)).isEqualTo(masked);
    }

    @Test
    void hidesFieldsByTheirName() {
        assertThat(Redaction.field("PASSWORD", "abc")).isEqualTo("***");
        assertThat(Redaction.field(" User_Passwd ", "abc")).isEqualTo("***");
        assertThat(Redaction.field("note", "4111111111111111")).isEqualTo("***1111");
        assertThat(Redaction.field("UserEmail", "jim@acme.example")).isEqualTo("jim@acme.example");
    }

    @Test
    @Timeout(20)
    void takesNoLongerForHostileText() {
        for (var piece : new String[] {
            "<SharedSecret",
            "name=\"PASSWORD\" ",
            "<A name=\"PASSWORD\">",
            "<SharedSecret>",
            "<PCard ",
            "<PCard number=",
            "PASSWORD",
            "4111 ",
            "1-"
        }) {
            var text = piece.repeat(200_000 / piece.length());
            long before = System.nanoTime();
            assertThat(Redaction.text(text)).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).as(piece).isLessThan(Duration.ofSeconds(3));
        }
    }
}
