package org.caravanserai.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What the time line keeps in English, in French; what others said stays as they said it. */
class TimelineWordsTest {
    private final TimelineWords words = new TimelineWords(messages());

    private static ResourceBundleMessageSource messages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/web");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "the order, attempt 3 | la commande, essai 3 | -",
                "the answer arrived | la réponse est arrivée | -",
                "the order is unknown; read timed out | la commande : sort inconnu | read timed out",
                "the order is parked | la commande : mise de côté | -",
                "erp: unknown; no answer came: it may have arrived | erp : sort inconnu · pas de réponse : elle est peut-être arrivée | -",
                "erp has it: SO-1 | erp l’a reçue | SO-1",
                "erp has it | erp l’a reçue | -",
                "it is at the ERP as SO-7 | elle est dans l’ERP sous SO-7 | -",
                "it is not at erp; send it again | elle n’est pas chez erp ; à renvoyer | -",
                "confirmation AB-1 | confirmation AB-1 | -",
                "shipment LS-1 version 2 | expédition LS-1 version 2 | -",
                "shipment LS-1 came after version 2 | expédition LS-1 arrive après la version 2 | -",
                "it is there: shipment LS-1 speaks of it | elle est là-bas : expédition LS-1 en parle | -",
                "replaced by version 3 | remplacée par la version 3 | -",
                "released | libérée | -",
                "2 answers go out again | 2 réponses repartent | -",
            })
    void inFrench(String kept, String text, String rest) {
        var said = words.said(kept, Locale.FRENCH);
        assertThat(said.text().replace('\u00a0', ' ')).isEqualTo(text);
        assertThat(said.rest()).isEqualTo(rest);
        var english = words.said(kept, Locale.ENGLISH);
        assertThat(english.text()).isNotNull();
    }

    @Test
    void troubleIsSaidByItsCode() {
        var said = words.said("ORDER-004 line 2: there is no article 'X'", Locale.FRENCH);
        assertThat(said.text()).startsWith("ORDER-004 ").doesNotContain("No article");
        assertThat(said.rest()).isEqualTo("line 2: there is no article 'X'");
        assertThat(words.said("ORDER-999 x", Locale.FRENCH)).isEqualTo(new TimelineWords.Said("ORDER-999", "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "asked the customer",
                "the order is lovely",
                "confirmation of what we said on the phone",
                "erp has its say",
                "''"
            })
    void whatPeopleWroteStays(String kept) {
        assertThat(words.said(kept, Locale.FRENCH)).isEqualTo(new TimelineWords.Said(null, kept));
    }
}
