package org.caravanserai.connector.depot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The four examples of the Amazon S3 API reference, "Signature calculations for the authorization header: single chunk". */
class SignatureV4Test {
    private static final Instant AT = Instant.parse("2013-05-24T00:00:00Z");
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final SignatureV4 signer =
            new SignatureV4("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");

    private static Map<String, String> headers(String... more) {
        var headers = new java.util.TreeMap<String, String>();
        headers.put("Host", "examplebucket.s3.amazonaws.com");
        headers.put("x-amz-date", "20130524T000000Z");
        headers.put("x-amz-content-sha256", EMPTY);
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    @Test
    void aGetWithARange() {
        assertThat(signer.authorization("GET", "/test.txt", "", headers("Range", "bytes=0-9"), AT))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void aPutWithABody() {
        assertThat(SignatureV4.sha256("Welcome to Amazon S3."))
                .isEqualTo("44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
        assertThat(signer.authorization(
                        "PUT",
                        SignatureV4.encode("/test$file.text"),
                        "",
                        headers(
                                "Date", "Fri, 24 May 2013 00:00:00 GMT",
                                "x-amz-storage-class", "REDUCED_REDUNDANCY",
                                "x-amz-content-sha256", SignatureV4.sha256("Welcome to Amazon S3.")),
                        AT))
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void queries() {
        assertThat(signer.authorization("GET", "/", "lifecycle=", headers(), AT))
                .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
        assertThat(signer.authorization("GET", "/", "max-keys=2&prefix=J", headers(), AT))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b.csv, a/b.csv",
        "tarif été.csv, tarif%20%C3%A9t%C3%A9.csv",
        "a+b=c&d, a%2Bb%3Dc%26d",
        "x~y-z_0.1, x~y-z_0.1"
    })
    void keysAreEncodedOnce(String key, String encoded) {
        assertThat(SignatureV4.encode(key)).isEqualTo(encoded);
    }
}
