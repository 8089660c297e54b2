package org.caravanserai.punchout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.caravanserai.home.Account;
import org.caravanserai.parser.Position;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a cart may go: 400 for what is no address, 403 for what is none of the account's. */
class ReturnAddressTest {
    private static Account.Side side(Account.Allow... allow) {
        var hosts = Set.of("acme.example", "10.0.0.1", "[::1]", "return_to_supplier_url.com");
        return new Account.Side(
                List.of(), List.of(), List.of(), null, List.of(), hosts, Set.of(allow), null, Position.of("x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            https://acme.example/cart?x=1&y=%20        | ok
            https://ACME.example:8443/cart             | ok
            https://acme.example/cart?a=[b]{c}&d=é%zz   | ok
            ~  https://acme.example/cart  ~            | ok
            https://acme.example.evil.example/cart     | 403 'acme.example.evil.example' is none of the account's returnHosts; add it there if it is right
            https://evil.example/acme.example          | 403 'evil.example' is none of the account's returnHosts; add it there if it is right
            https://sub.acme.example/                  | 403 'sub.acme.example' is none of the account's returnHosts; add it there if it is right
            https://acme.example:65536/                | 400 the host of the return address is none
            https://acme.example:65535/                | ok
            https://acme.example./                     | 400 the host of the return address is none
            https://user@acme.example/                 | 400 the return address holds a user name; it never does
            https://acme.example@evil.example/         | 400 the return address holds a user name; it never does
            https://acme.example\\@evil.example/       | 400 the return address holds blanks, control characters or a backslash
            https:\\\\acme.example/                    | 400 the return address holds blanks, control characters or a backslash
            https:///acme.example/                     | 400 the return address has no host
            https:acme.example                         | 400 the return address has no host
            //acme.example/cart                        | 400 the return address is no web address (https)
            javascript:alert(1)                        | 400 the return address is no web address (https)
            JavaScript://acme.example/%0aalert(1)      | 400 the return address is no web address (https)
            data:text/html,x                           | 400 the return address is no web address (https)
            file:///etc/passwd                         | 400 the return address is no web address (https)
            https://acme.example/a b                   | 400 the return address holds blanks, control characters or a backslash
            http://acme.example/cart                   | 403 the return address is http; write https, or allow: [http] in the account
            https://10.0.0.1/cart                      | 403 the return address is an IP address; write a name, or allow: [ip]
            https://167772161/cart                     | 403 the return address is an IP address; write a name, or allow: [ip]
            https://0x0a000001/cart                    | 403 the return address is an IP address; write a name, or allow: [ip]
            https://[::1]/cart                         | 403 the return address is an IP address; write a name, or allow: [ip]
            SAPEVENT:POST                              | 403 SAPEVENT:POST is not allowed for this account (allow: [sapevent])
            ~~                                         | 400 the return address is empty or longer than 2000 characters
            """)
    void isOfTheAccountOrRefused(String address, String expected) {
        assertThat(word(ReturnAddress.check(address, side()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://return_to_supplier_url.com | ok
            http://10.0.0.1:8080/x            | ok
            http://[::1]/x                    | ok
            SAPEVENT:POST                     | ok
            sapevent:post                     | ok
            http://10.0.0.2/x                 | 403 '10.0.0.2' is none of the account's returnHosts; add it there if it is right
            SAPEVENT:GET                      | 400 the return address is no web address (https)
            """)
    void whatTheAccountAllowsIsTaken(String address, String expected) {
        assertThat(word(ReturnAddress.check(address, side(Account.Allow.values()))))
                .isEqualTo(expected);
    }

    private static String word(ReturnAddress.Verdict verdict) {
        return verdict instanceof ReturnAddress.Refused refused
                ? (refused.malformed() ? "400 " : "403 ") + refused.why()
                : "ok";
    }
}
