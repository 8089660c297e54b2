package org.caravanserai.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.caravanserai.canonical.order.Party;
import org.caravanserai.order.Figures;
import org.caravanserai.order.OrderCode;
import org.caravanserai.order.OrderState;
import org.caravanserai.punchout.Setup;
import org.caravanserai.punchout.session.Happening;
import org.caravanserai.punchout.session.Session;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an order, a visit or an account can be in has words in both languages. */
class OrderWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void everythingHasItsWords(String language) {
        var bundle = ResourceBundle.getBundle(
                "messages.web",
                new Locale(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        var wanted = new ArrayList<String>();
        for (var code : OrderCode.values()) {
            wanted.add("order.meaning." + code.code());
            wanted.add("order.action." + code.code());
        }
        for (var code : Happening.Code.values()) {
            wanted.add("happening." + code);
            if (code.failure()) {
                wanted.add("happening." + code + ".fix");
            }
        }
        Stream.of(OrderState.values())
                .map(state -> "order.state." + state.word())
                .forEach(wanted::add);
        Stream.of(Session.State.values()).map(state -> "visit.state." + state).forEach(wanted::add);
        Stream.of(Setup.Operation.values()).map(one -> "visit.operation." + one).forEach(wanted::add);
        Stream.of(Party.Role.values()).map(role -> "order.party." + role).forEach(wanted::add);
        Stream.of(Figures.Window.values())
                .map(window -> "figures." + window.word())
                .forEach(wanted::add);
        for (var decision :
                List.of("release", "refuse", "arrived", "send-again", "cancel", "tell-again", "deleted", "stays")) {
            wanted.add("order." + decision);
            wanted.add("order." + decision + ".what");
        }
        assertThat(bundle.getLocale().getLanguage()).isIn(language, "");
        assertThat(wanted)
                .allSatisfy(key -> assertThat(bundle.containsKey(key)).as(key).isTrue());
        if (language.equals("fr")) {
            assertThat(bundle.getLocale().getLanguage()).isEqualTo("fr");
        }
    }
}
