package org.caravanserai.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

class LostCallersTest {
    private static ModelAndView resolved(Exception fault) {
        return new LostCallers()
                .resolveException(new MockHttpServletRequest(), new MockHttpServletResponse(), null, fault);
    }

    @Test
    void theEndOfAnotherLineIsNoCallerWhoHasLeft() {
        assertThat(resolved(new IllegalStateException("no database", new EOFException())))
                .isNull();
        assertThat(resolved(new IllegalStateException("no partner", new IOException("Connection reset by peer"))))
                .isNull();
    }

    @Test
    void aCallerWhoHasLeftIsNoError() {
        assertThat(resolved(new IOException("Broken pipe"))).isNotNull();
        assertThat(resolved(new HttpMessageNotWritableException("answer", new IOException("Broken pipe"))))
                .isNotNull();
    }
}
